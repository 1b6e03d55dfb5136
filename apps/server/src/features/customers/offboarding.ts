// The mirror of the setup, and its undo: each step remembers what it changed, and gives back exactly that.
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { BATCH_JOB, mustBeOwn, mustView } from './actions.ts';
import { endSteps, selectSteps } from './batch-store.ts';
import type { BatchRow, Offboarding, StepEnd, StepRow } from './batch-store.ts';
import { disableUsers, restoreInstallers, restoreUsers, revokeInstallers } from './making-store.ts';
import { updateSetup } from './store.ts';
import type { CustomerPlace } from './store.ts';

export async function offboardOne(ctx: Context, tx: Tx, batch: BatchRow, step: StepRow, customer: CustomerPlace): Promise<StepEnd> {
  const options = batch.options as Offboarding;
  const users = options.suspendUsers ? await disableUsers(tx, customer.group_id) : [];
  const installers = options.revokeInstallers ? await revokeInstallers(tx, customer.group_id, ctx.now()) : [];
  const [archived] = options.archive ? await updateSetup(tx, [customer.id], 'archived') : [];
  const subject = { kind: 'group', id: customer.group_id, name: customer.name };
  const after = { usersSuspended: users.length, installersRevoked: installers.length, archived: archived !== undefined };
  const doer = { userId: batch.user_id as number, login: batch.login ?? '', requestId: `setup ${batch.id}` };
  const entry = { groupId: customer.group_id, function: 'groups-and-computers' as const, action: 'customer-offboarded', subject, after };
  await recordAudit(ctx, tx, doer, [entry]);
  return { id: step.id, state: 'done', done: { users, installers, setup: archived?.before ?? null } };
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
    const steps = await selectSteps(tx, id, ['done']);
    for (const step of steps) {
      await restoreUsers(tx, step.done.users);
      await restoreInstallers(tx, step.done.installers);
      if (step.done.setup !== null) await updateSetup(tx, [step.company_id], step.done.setup);
    }
    await endSteps(
      tx,
      steps.map((step) => ({ id: step.id, state: 'undone' })),
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
    await endSteps(
      tx,
      steps.map((step) => ({ id: step.id, state: 'waiting' })),
      ctx.now(),
    );
    await ctx.jobs.enqueue(tx, BATCH_JOB, { batchId: id }, `${BATCH_JOB} ${id}`);
    return mustView(tx, actor, id);
  });
}
