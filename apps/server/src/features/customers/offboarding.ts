// The mirror of the setup, and its undo: each step remembers what it changed, and gives back exactly that.
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { holdsAll, reaches, wholeSight } from '../../http/actor.ts';
import type { Actor, Rights } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { UNDO_DAYS } from '../operations/store.ts';
import { selectUserGrants } from '../users/store.ts';
import { BATCH_JOB, mustBeOwn, mustView, refuseLackingSteps } from './actions.ts';
import { endSteps, lockSteps, selectSteps } from './batch-store.ts';
import type { BatchRow, Offboarding, StepEnd, StepRow } from './batch-store.ts';
import {
  disableUsers,
  lockEnabledUsers,
  lockStandingInstallers,
  restoreInstallers,
  restoreUsers,
  revokeInstallers,
} from './making-store.ts';
import type { ThingOfCustomer } from './making-store.ts';
import { updateSetup } from './store.ts';
import type { CustomerPlace } from './store.ts';

/** Does as asked, as far as the starter's rights go: who holds more than the starter, and what is kept where the starter may not write, stays. */
export async function offboardOne(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  rights: Rights,
  step: StepRow,
  customer: CustomerPlace,
): Promise<StepEnd> {
  const options = batch.options as Offboarding;
  const users = options.suspendUsers ? await suspendUsers(tx, rights, customer.group_id) : [];
  const installers = options.revokeInstallers ? await endInstallers(ctx, tx, rights, customer.group_id) : [];
  const [archived] = options.archive ? await updateSetup(tx, [customer.id], 'archived') : [];
  const subject = { kind: 'group', id: customer.group_id, name: customer.name };
  const after = { usersSuspended: users.length, installersRevoked: installers.length, archived: archived !== undefined };
  const doer = { userId: batch.user_id as number, login: batch.login ?? '', requestId: `setup ${batch.id}` };
  await recordAudit(ctx, tx, doer, [
    ...users.map((user) => told(user, 'users', 'user-changed', { enabled: false })),
    ...installers.map((installer) => told(installer, 'installers', 'installer-revoked', { revoked: true })),
    { groupId: customer.group_id, function: 'groups-and-computers' as const, action: 'customer-offboarded', subject, after },
  ]);
  const ids = (things: ThingOfCustomer[]) => things.map((thing) => thing.id);
  return { id: step.id, state: 'done', done: { users: ids(users), installers: ids(installers), setup: archived?.before ?? null } };
}

async function suspendUsers(tx: Tx, rights: Rights, groupId: number): Promise<ThingOfCustomer[]> {
  const users: ThingOfCustomer[] = [];
  for (const user of await lockEnabledUsers(tx, groupId)) {
    const writes = reaches(rights.scope('users', 'write'), user.group_id);
    if (writes && user.id !== rights.userId && holdsAll(rights, await selectUserGrants(tx, user.id))) users.push(user);
  }
  await disableUsers(
    tx,
    users.map((user) => user.id),
  );
  return users;
}

async function endInstallers(ctx: Context, tx: Tx, rights: Rights, groupId: number): Promise<ThingOfCustomer[]> {
  const standing = await lockStandingInstallers(tx, groupId);
  const installers = standing.filter((installer) => reaches(rights.scope('installers', 'write'), installer.group_id));
  await revokeInstallers(
    tx,
    installers.map((installer) => installer.id),
    ctx.now(),
  );
  return installers;
}

function told(thing: ThingOfCustomer, fn: 'users' | 'installers', action: string, after: Record<string, unknown>): Done {
  return { groupId: thing.group_id, function: fn, action, subject: { kind: fn.slice(0, -1), id: thing.id, name: thing.name }, after };
}

/** Gives back what an offboarding took. */
export async function undoBatch(ctx: Context, actor: Actor, id: number) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
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
    await lockSteps(tx, id);
    const steps = await selectSteps(tx, id, ['done']);
    await refuseLackingSteps(tx, actor, steps, (step) => ({
      user: step.done.users.length > 0,
      installer: step.done.installers.length > 0,
    }));
    const waiting = await selectSteps(tx, id, ['waiting']);
    for (const step of steps) {
      await restoreUsers(tx, step.done.users);
      await restoreInstallers(tx, step.done.installers);
      if (step.done.setup !== null) await updateSetup(tx, [step.company_id], step.done.setup);
    }
    await endSteps(
      tx,
      [...steps, ...waiting].map((step) => ({ id: step.id, state: 'undone' })),
      ctx.now(),
    );
    await recordAudit(
      ctx,
      tx,
      actor,
      steps.map((step) => ({
        groupId: step.group_id,
        function: 'groups-and-computers',
        action: 'offboarding-undone',
        subject: { kind: 'group', id: step.group_id, name: step.company_name },
      })),
    );
    return mustView(tx, actor, id);
  });
}

/** Puts what failed to work again. */
export async function retryBatch(ctx: Context, actor: Actor, id: number) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    await mustBeOwn(tx, actor, id);
    const steps = await selectSteps(tx, id, ['failed']);
    await refuseLackingSteps(tx, actor, steps, ({ wanted }) => ({ user: Boolean(wanted.user), installer: Boolean(wanted.installer) }));
    await endSteps(
      tx,
      steps.map((step) => ({ id: step.id, state: 'waiting' })),
      ctx.now(),
    );
    await ctx.jobs.enqueue(tx, BATCH_JOB, { batchId: id }, `${BATCH_JOB} ${id}`);
    return mustView(tx, actor, id);
  });
}
