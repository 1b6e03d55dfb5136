// An account of a file: linked, mirrored and held as if its portal had been read, where no portal can be reached.
import type { Reason } from '@licet/contract';
import { type Ema2Snapshot, readSnapshot, readSnapshotKind, SnapshotError } from '@licet/portal-api';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { openSnapshot } from '../../portal/index.ts';
import { recordAudit } from '../audit/record.ts';
import { startRun } from '../sync/start.ts';
import { lockLinked, type Root, saveSnapshot, updateFile } from './import-store.ts';
import { alreadyLinked, checkAccount, mustView, refuseUnsupported, refuseWhileWorking, subjectOf } from './linking.ts';
import { keepPoolsApart } from './pooling.ts';
import { insertAccount } from './store.ts';

/** Clocks of two machines may differ by so much. */
const CLOCK_SKEW_MS = 10 * 60_000;

interface Filed {
  login: string;
  takenAt: Date;
  root: Root;
  /** The document as it was parsed. */
  content: string;
}

/** Takes a snapshot file: links its account, or brings one that was linked so up to date. Nothing is stored on refusal. */
export async function importSnapshot(ctx: Context, actor: Actor, document: Record<string, unknown>, preview: boolean) {
  refuseUnsupported(readSnapshotKind(document));
  const snapshot = mustRead(document);
  const login = loginOf(snapshot);
  const takenAt = momentOf(ctx, snapshot);
  const root = await checkAccount(openSnapshot(snapshot));
  const filed = { login, takenAt, root, content: JSON.stringify(document) };
  return ctx.db.transaction(wholeSight, async (tx) => {
    const linked = await lockLinked(tx, login);
    const id = linked ? linked.id : await linkFile(tx, filed);
    if (linked) await refreshFile(tx, linked, filed);
    await saveSnapshot(tx, id, filed.content);
    const run = await startRun(ctx, tx, { accountId: id, trigger: 'import', userId: actor.userId, preview });
    const after = { company: root.name, fileTakenAt: takenAt.toISOString() };
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(id, login), action: linked ? 'account-file-imported' : 'account-linked', after }]);
    return { account: await mustView(tx, id, actor), runId: String(run.id) };
  });
}

function mustRead(document: Record<string, unknown>): Ema2Snapshot {
  try {
    return readSnapshot(document);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    throw new Refusal('malformed-request', 'The file is no snapshot of an account.', {
      remedy: 'Give a JSON document with kind, takenAt, user, companies and licenses; the fields at fault are named in errors.',
      errors: error.faults.map(({ path, expected, found }) => {
        const reason: Reason = { code: found === 'nothing' ? 'field-missing' : 'field-malformed', parameters: {} };
        return { field: `body.${path}`, message: `expected ${expected}, found ${found}`, reason };
      }),
    });
  }
}

/** The account goes by the e-mail address of its user, as it does at the portal. */
function loginOf({ user }: Ema2Snapshot): string {
  const login = user.email?.trim() ?? '';
  if (login !== '' && login.length <= 320) return login;
  throw new Refusal('malformed-request', 'The file does not say whose account it is.', {
    reason: { code: 'file-without-login', parameters: {} },
    remedy: 'Put the login, an e-mail address, into user.email: the account goes by it.',
    errors: [{ field: 'body.user.email', message: 'expected an e-mail address', reason: { code: 'field-missing', parameters: {} } }],
  });
}

/** A file of tomorrow would pass for fresh, and no file of today could follow it. */
function momentOf(ctx: Context, { takenAt }: Ema2Snapshot): Date {
  const moment = new Date(takenAt);
  if (moment.getTime() <= ctx.now().getTime() + CLOCK_SKEW_MS) return moment;
  throw new Refusal('malformed-request', `The file says that it was taken at ${takenAt}, which is yet to come.`, {
    remedy: 'Mend takenAt, or the clock of the machine that made the file.',
    errors: [{ field: 'body.takenAt', message: 'lies in the future', reason: { code: 'field-in-future', parameters: {} } }],
  });
}

async function linkFile(tx: Tx, { login, takenAt, root }: Filed): Promise<number> {
  const id = await insertAccount(tx, {
    login,
    kinds: ['ema2'],
    password_sealed: null,
    file_taken_at: takenAt,
    root_upstream_id: root.upstreamId,
    root_name: root.name,
    root_type: root.type,
    pooling: 'company',
    managed_tags: false,
    next_run_at: null,
  });
  if (id === undefined) throw alreadyLinked(login);
  await keepPoolsApart(tx, login);
  return id;
}

async function refreshFile(tx: Tx, { id, fileTakenAt }: { id: number; fileTakenAt: Date | null }, { login, takenAt, root }: Filed) {
  if (fileTakenAt === null) throw linkedLive(login);
  if (takenAt < fileTakenAt) throw olderFile(login, fileTakenAt.toISOString());
  await refuseWhileWorking(tx, id, login);
  await updateFile(tx, id, takenAt, root);
}

function linkedLive(login: string): Refusal {
  return new Refusal('already-linked', `The login ${login} is linked, and its portal is read directly.`, {
    reason: { code: 'file-of-live-login', parameters: { login } },
    remedy: 'Synchronize it. To go over to files, remove the account first.',
  });
}

function olderFile(login: string, known: string): Refusal {
  return new Refusal('conflict', `The file is older than what is known of ${login}, which was taken at ${known}.`, {
    reason: { code: 'file-older', parameters: { login, known } },
    remedy: 'Import a file that was taken later.',
  });
}
