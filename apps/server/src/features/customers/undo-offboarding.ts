// Taking an offboarding back: each step gives back what it took, as far as nobody has changed it since and the caller's rights go.
import type { Reason } from '@licet/contract';
import { holdsAll, reaches } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { UNDO_DAYS } from '../operations/store.ts';
import type { Because } from '../sync/because.ts';
import { selectUserGrants } from '../users/store.ts';
import { mustBeOwn, mustView, refuseLackingSteps } from './batches.ts';
import { endSteps, lockSteps, selectSteps } from './batch-store.ts';
import type { StepEnd, StepRow } from './batch-store.ts';
import { idsOf, told } from './offboarding.ts';
import { lockRevoked, lockSuspended, restoreInstallers, restoreUsers, selectArchivedRevision } from './offboarding-store.ts';
import type { ThingOfCustomer } from './offboarding-store.ts';
import { lockSetups, updateSetup } from './store.ts';

export async function undoBatch(ctx: Context, actor: Actor, id: number) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    await mustBeUndoable(ctx, tx, actor, id);
    await lockSteps(tx, id);
    const steps = await selectSteps(tx, id, ['done']);
    await lockSetups(
      tx,
      steps.map((step) => step.company_id),
    );
    await refuseLackingSteps(tx, actor, steps, (step) => ({
      user: step.done.users.length > 0,
      installer: step.done.installers.length > 0,
    }));
    const waiting = await selectSteps(tx, id, ['waiting']);
    const ends: StepEnd[] = waiting.map((step) => ({ id: step.id, state: 'undone' }));
    const entries: Done[] = [];
    for (const step of steps) ends.push(await giveBack(ctx, tx, actor, step, entries));
    await endSteps(tx, ends, ctx.now());
    await recordAudit(ctx, tx, actor, entries);
    return mustView(tx, actor, id);
  });
}

async function mustBeUndoable(ctx: Context, tx: Tx, actor: Actor, id: number): Promise<void> {
  const batch = await mustBeOwn(tx, actor, id);
  if (batch.kind !== 'offboarding')
    throw new Refusal('conflict', 'A setup is not taken back as a whole.', {
      reason: { code: 'setup-not-undone', parameters: {} },
      remedy: 'Remove its users and revoke its installers.',
    });
  if (ctx.now().getTime() - batch.created_at.getTime() > UNDO_DAYS * 86_400_000)
    throw new Refusal('conflict', 'An offboarding can be taken back for 30 days.', {
      reason: { code: 'offboarding-not-undoable', parameters: {} },
      remedy: 'Enable the users, make installers and restore the customer by hand.',
    });
}

async function giveBack(ctx: Context, tx: Tx, actor: Actor, step: StepRow, entries: Done[]): Promise<StepEnd> {
  const { done, group_id: groupId, company_name: name } = step;
  const users = await enableUsers(tx, actor, done.users);
  const installers = await allowInstallers(tx, actor, done.installers);
  const setup = done.setup && (await unarchive(ctx, tx, actor, step.company_id, done.setup));
  const left = [...users.left, ...installers.left, ...(setup === 'changed' ? [leftSetup] : [])];
  const shown = { usersSuspended: users.given.length, installersRevoked: installers.given.length, archived: setup === 'restored' };
  entries.push(
    ...users.given.map((user) => told(user, 'users', 'user-changed', { enabled: false }, { enabled: true })),
    ...installers.given.map((one) => told(one, 'installers', 'installer-changed', { revoked: true }, { revoked: false })),
    {
      groupId,
      function: 'groups-and-computers',
      action: 'offboarding-undone',
      subject: { kind: 'group', id: groupId, name },
      before: shown,
    },
  );
  return { id: step.id, state: 'undone', ...(left.length > 0 ? { because: joined(left) } : {}) };
}

interface Given {
  given: ThingOfCustomer[];
  left: Because[];
}

/** Users as the offboarding left them; not who holds more by now than the caller, or is at home where the caller may not write. */
async function enableUsers(tx: Tx, actor: Actor, noted: StepRow['done']['users']): Promise<Given> {
  const suspended = await lockSuspended(tx, noted);
  const changed = suspended.filter((user) => user.changed);
  const [given, beyond]: [ThingOfCustomer[], ThingOfCustomer[]] = [[], []];
  for (const user of suspended.filter((one) => !one.changed)) {
    const may = reaches(actor.scope('users', 'write'), user.group_id) && holdsAll(actor, await selectUserGrants(tx, user.id));
    (may ? given : beyond).push(user);
  }
  await restoreUsers(tx, idsOf(given));
  // Who was moved out of the caller's sight meanwhile goes unnamed.
  const near = (users: ThingOfCustomer[]) => users.filter((user) => reaches(actor.scope('users', 'read'), user.group_id));
  return { given, left: [...leftThings('left-changed', near(changed)), ...leftThings('left-beyond-rights', near(beyond))] };
}

async function allowInstallers(tx: Tx, actor: Actor, ids: number[]): Promise<Given> {
  const revoked = await lockRevoked(tx, ids);
  const may = (one: ThingOfCustomer) => reaches(actor.scope('installers', 'write'), one.group_id);
  const [given, beyond] = [revoked.filter(may), revoked.filter((one) => !may(one))];
  await restoreInstallers(tx, idsOf(given));
  const near = beyond.filter((one) => reaches(actor.scope('installers', 'read'), one.group_id));
  return { given, left: leftThings('left-beyond-rights', near) };
}

async function unarchive(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  companyId: number,
  { was, revision }: NonNullable<StepRow['done']['setup']>,
): Promise<'restored' | 'changed' | null> {
  const now = await selectArchivedRevision(tx, companyId);
  if (now === undefined) return null;
  if (now !== revision) return 'changed';
  await updateSetup(tx, [companyId], was, { userId: actor.userId, now: ctx.now() });
  return 'restored';
}

const sentences = {
  'left-changed': 'Somebody has changed these since, and they stay suspended:',
  'left-beyond-rights': 'These stay as they are, because your rights do not reach them:',
};
const leftSetup: Because = {
  says: 'The customer was archived again since and stays archived.',
  reasons: [{ code: 'left-setup', parameters: {} }],
};

function leftThings(code: keyof typeof sentences, things: ThingOfCustomer[]): Because[] {
  if (things.length === 0) return [];
  const names = things.map((thing) => thing.name).join(', ');
  const reason: Reason = { code, parameters: { names } };
  return [{ says: `${sentences[code]} ${names}.`, reasons: [reason] }];
}

function joined(parts: Because[]): Because {
  return { says: parts.map((part) => part.says).join(' '), reasons: parts.flatMap((part) => part.reasons) };
}
