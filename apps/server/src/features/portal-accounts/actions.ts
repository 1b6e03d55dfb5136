import { ALL_GROUP } from '@licet/domain';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { openEma2 } from '../../portal/index.ts';
import { difference, recordAudit } from '../audit/record.ts';
import { changePooling } from './pooling.ts';
import { startRun } from '../sync/actions.ts';
import { nextRunAt } from '../sync/schedule.ts';
import { splitPool } from './pooling-store.ts';
import { insertAccount, isLinked, selectAccounts, selectLogin, selectRemovedIds, updateSettings } from './store.ts';
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
  if (await ctx.db.transaction(system, (tx) => isLinked(tx, given.login))) throw alreadyLinked(given.login);
  const root = await checkLogin(ctx, given);
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const id = await insertAccount(tx, {
      login: given.login,
      kinds: ['ema2'],
      password_sealed: seal(ctx, given.login, given.password),
      root_upstream_id: root.upstreamId,
      root_name: root.name,
      root_type: root.type,
      pooling: given.pooling,
      managed_tags: given.managedTags,
      next_run_at: nextRunAt(ctx.now(), 0, ctx.config.daily),
    });
    if (id === undefined) throw alreadyLinked(given.login);
    // What an earlier link of this login left in one pool comes back into pools of its own.
    if (given.pooling === 'company') for (const old of await selectRemovedIds(tx, given.login)) await splitPool(tx, old);
    const run = await startRun(ctx, tx, { accountId: id, trigger: 'link', userId: actor.userId, preview: false });
    const after = { pooling: given.pooling, managedTags: given.managedTags, company: root.name };
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(id, given.login), action: 'account-linked', after }]);
    return { account: await mustView(tx, id, actor), runId: String(run.id) };
  });
}

/** Changes settings of an account. A new password is tried at the portal before it replaces the old one. */
export async function changeAccount(
  ctx: Context,
  actor: Actor,
  id: number,
  given: { policy?: string | undefined; pooling?: string | undefined; managedTags?: boolean | undefined; password?: string | undefined },
) {
  const account = await ctx.db.transaction(wholeSight(actor), (tx) => selectLogin(tx, id));
  if (!account) throw notFound('portal account');
  if (given.password !== undefined) await checkLogin(ctx, { login: account.login, password: given.password });
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    if (given.pooling !== undefined && given.pooling !== account.pooling) {
      await changePooling(tx, { id, from: account.pooling, to: given.pooling, userId: actor.userId, now: ctx.now() });
    }
    await updateSettings(tx, id, {
      ...(given.policy === undefined ? {} : { policy: given.policy }),
      ...(given.managedTags === undefined ? {} : { managed_tags: given.managedTags }),
      ...(given.password === undefined ? {} : { password_sealed: seal(ctx, account.login, given.password) }),
    });
    const view = await mustView(tx, id, actor);
    const settingsOf = ({ pooling, policy, managedTags }: typeof account | typeof view) => ({ pooling, policy, managedTags });
    const changed = difference(settingsOf(account), settingsOf(view));
    await recordAudit(ctx, tx, actor, [
      ...(changed ? [{ ...subjectOf(id, account.login), action: 'account-changed', ...changed }] : []),
      ...(given.password === undefined ? [] : [{ ...subjectOf(id, account.login), action: 'account-password-changed' }]),
    ]);
    return view;
  });
}

/** Accounts are the installation's, not a customer's. */
export function subjectOf(id: number, login: string) {
  return { groupId: ALL_GROUP, function: 'portal-accounts' as const, subject: { kind: 'portal-account', id, name: login } };
}

async function checkLogin(ctx: Context, given: { login: string; password: string }) {
  const connector = openEma2({
    url: ctx.config.portals.ema2,
    login: given.login,
    password: given.password,
    rate: ctx.config.portalRate,
    concurrency: ctx.config.portalConcurrency,
  });
  try {
    const check = await connector.check();
    if (check.ok) return check.root;
    throw new Refusal(check.refusal, check.message, { reason: check.reason, remedy: check.remedy });
  } finally {
    await connector.close();
  }
}

function refuseUnsupported(kind: Kind): void {
  if (kind !== 'eba') return;
  throw new Refusal('unsupported-portal-kind', 'ESET Business Account cannot be linked yet.', {
    reason: { code: 'business-account-unsupported', parameters: {} },
    remedy: 'Link an ESET MSP Administrator 2 account.',
  });
}

export function alreadyLinked(login: string): Refusal {
  return new Refusal('already-linked', `The login ${login} is linked already.`, {
    reason: { code: 'already-linked', parameters: { login } },
    remedy: 'Synchronize it, or change its password in its settings.',
  });
}

function seal(ctx: Context, login: string, password: string): Buffer {
  return ctx.sealer.seal(password, `portal account ${login.toLowerCase()}`);
}

export async function mustView(tx: Tx, id: number, actor: Actor) {
  const [row] = await selectAccounts(tx, id);
  if (!row) throw notFound('portal account');
  return accountView(row, actor);
}
