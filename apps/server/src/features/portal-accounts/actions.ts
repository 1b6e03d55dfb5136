import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { openEma2 } from '../../portal/index.ts';
import { difference, recordAudit } from '../audit/record.ts';
import { startRun } from '../sync/start.ts';
import { nextRunAt } from '../sync/schedule.ts';
import { connectAccount, type Root } from './import-store.ts';
import { alreadyLinked, checkAccount, mustView, refuseUnsupported, refuseWhileWorking, subjectOf } from './linking.ts';
import { changePooling, keepPoolsApart } from './pooling.ts';
import { insertAccount, isLinked, selectAccounts, selectLogin, updateSettings } from './store.ts';
import { accountView } from './views.ts';

type Kind = 'auto' | 'ema2' | 'eba';

export async function listAccounts(ctx: Context, actor: Actor) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectAccounts(tx));
  return rows.map((row) => accountView(row, actor));
}

/** Checks a login at the portal and links it. Nothing is stored unless everything is in order (S2 to S4). */
export async function linkAccount(
  ctx: Context,
  actor: Actor,
  given: { login: string; password: string; kind: Kind; pooling: 'company' | 'account'; managedTags: boolean },
) {
  refuseUnsupported(given.kind);
  if (await ctx.db.transaction(wholeSight, (tx) => isLinked(tx, given.login))) throw alreadyLinked(given.login);
  const root = await checkLogin(ctx, given);
  return ctx.db.transaction(wholeSight, async (tx) => {
    const id = await insertAccount(tx, {
      login: given.login,
      kinds: ['ema2'],
      password_sealed: seal(ctx, given.login, given.password),
      file_taken_at: null,
      root_upstream_id: root.upstreamId,
      root_name: root.name,
      root_type: root.type,
      pooling: given.pooling,
      managed_tags: given.managedTags,
      next_run_at: nextRunAt(ctx.now(), 0, ctx.config.daily),
    });
    if (id === undefined) throw alreadyLinked(given.login);
    if (given.pooling === 'company') await keepPoolsApart(tx, given.login);
    const run = await startRun(ctx, tx, { accountId: id, trigger: 'link', userId: actor.userId, preview: false });
    const after = { pooling: given.pooling, managedTags: given.managedTags, company: root.name };
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(id, given.login), action: 'account-linked', after }]);
    return { account: await mustView(tx, id, actor), runId: String(run.id) };
  });
}

/**
 * Changes settings of an account. A new password is tried at the portal before it replaces the old one; an account of a file
 * is read at its portal from then on.
 */
export async function changeAccount(
  ctx: Context,
  actor: Actor,
  id: number,
  given: { policy?: string | undefined; pooling?: string | undefined; managedTags?: boolean | undefined; password?: string | undefined },
) {
  const account = await ctx.db.transaction(wholeSight, (tx) => selectLogin(tx, id));
  if (!account) throw notFound('portal account');
  const root = given.password === undefined ? undefined : await checkLogin(ctx, { login: account.login, password: given.password });
  return ctx.db.transaction(wholeSight, async (tx) => {
    if (given.pooling !== undefined && given.pooling !== account.pooling) {
      await changePooling(tx, { id, from: account.pooling, to: given.pooling, userId: actor.userId, now: ctx.now() });
    }
    const sealed = given.password === undefined ? undefined : seal(ctx, account.login, given.password);
    await updateSettings(tx, id, {
      ...(given.policy === undefined ? {} : { policy: given.policy }),
      ...(given.managedTags === undefined ? {} : { managed_tags: given.managedTags }),
      ...(sealed === undefined || account.fileTakenAt ? {} : { password_sealed: sealed }),
    });
    if (sealed && root && account.fileTakenAt) await connectFileAccount(ctx, tx, actor, { id, login: account.login, sealed, root });
    const view = await mustView(tx, id, actor);
    const settingsOf = ({ pooling, policy, managedTags }: typeof account | typeof view) => ({ pooling, policy, managedTags });
    const changed = difference(settingsOf(account), settingsOf(view));
    await recordAudit(ctx, tx, actor, [
      ...(changed ? [{ ...subjectOf(id, account.login), action: 'account-changed' as const, ...changed }] : []),
      ...(given.password === undefined ? [] : [{ ...subjectOf(id, account.login), action: 'account-password-changed' as const }]),
    ]);
    return view;
  });
}

async function connectFileAccount(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { id, login, sealed, root }: { id: number; login: string; sealed: Buffer; root: Root },
): Promise<void> {
  await refuseWhileWorking(tx, id, login);
  await connectAccount(tx, id, sealed, root);
  await startRun(ctx, tx, { accountId: id, trigger: 'link', userId: actor.userId, preview: false });
}

async function checkLogin(ctx: Context, given: { login: string; password: string }) {
  const connector = openEma2({
    url: ctx.config.portals.ema2,
    login: given.login,
    password: given.password,
    rate: ctx.config.portalRate,
    concurrency: ctx.config.portalConcurrency,
  });
  return checkAccount(connector).finally(() => connector.close());
}

function seal(ctx: Context, login: string, password: string): Buffer {
  return ctx.sealer.seal(password, `portal account ${login.toLowerCase()}`);
}
