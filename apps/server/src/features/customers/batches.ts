// Setups and offboardings as their starter meets them: listed, shown, tried again, with the made-up passwords of their users.
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { countBatches, endSteps, forgetPasswords, selectBatches, selectSteps } from './batch-store.ts';
import type { StepRow } from './batch-store.ts';
import { openPassword } from './passwords.ts';
import { lacksFor, refuseLacking, wantsOf } from './rights.ts';
import { selectPlaces } from './store.ts';
import { batchView } from './views.ts';

export const BATCH_JOB = 'customer-batch';

export async function listBatches(ctx: Context, actor: Actor, page: { offset: number; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectBatches(tx, undefined, page)).map((row) => batchView(row, [], actor.userId)),
    total: await countBatches(tx),
  }));
}

export async function showBatch(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, (tx) => mustView(tx, actor, id));
}

/** Hands the made-up passwords out, once, to the one who started the batch. */
export async function takeCredentials(ctx: Context, actor: Actor, id: number) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const batch = await mustBeOwn(tx, actor, id);
    const steps = (await selectSteps(tx, id, ['done'])).filter((step) => step.password_sealed !== null && step.login !== null);
    await refuseLackingSteps(tx, actor, steps, () => ({ user: true, installer: false }));
    await forgetPasswords(tx, id);
    await recordAudit(
      ctx,
      tx,
      actor,
      steps.map((step) => ({
        groupId: step.group_id,
        function: 'users',
        action: 'credentials-fetched',
        subject: { kind: 'user', id: step.user_id, name: step.login ?? '' },
        after: { batch: String(batch.id) },
      })),
    );
    return steps.map((step) => ({
      customer: step.company_name,
      login: step.login ?? '',
      password: openPassword(ctx, step.password_sealed as Buffer),
    }));
  });
}

/** Rights may have gone since a batch was started, and a token may carry fewer than its user's: asked again for each customer. */
export async function refuseLackingSteps(
  tx: Tx,
  actor: Actor,
  steps: readonly StepRow[],
  needsOf: (step: StepRow) => { user: boolean; installer: boolean },
): Promise<void> {
  const places = await selectPlaces(
    tx,
    steps.map((step) => step.company_id),
  );
  for (const step of steps) {
    const place = places.find((one) => one.id === step.company_id);
    if (place) refuseLacking(place, lacksFor(actor, place, needsOf(step)));
  }
}

export async function mustBeOwn(tx: Tx, actor: Actor, id: number) {
  const [batch] = await selectBatches(tx, id);
  if (!batch || batch.user_id !== actor.userId) throw notFound('setup');
  return batch;
}

export async function mustView(tx: Tx, actor: Actor, id: number) {
  const [batch] = await selectBatches(tx, id);
  if (!batch) throw notFound('setup');
  return batchView(batch, await selectSteps(tx, id), actor.userId);
}

/** Puts what failed to work again. */
export async function retryBatch(ctx: Context, actor: Actor, id: number) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const batch = await mustBeOwn(tx, actor, id);
    const steps = await selectSteps(tx, id, ['failed']);
    await refuseLackingSteps(tx, actor, steps, (step) => wantsOf(batch, step));
    await endSteps(
      tx,
      steps.map((step) => ({ id: step.id, state: 'waiting' })),
      ctx.now(),
    );
    await ctx.jobs.enqueue(tx, BATCH_JOB, { batchId: id }, `${BATCH_JOB} ${id}`);
    return mustView(tx, actor, id);
  });
}
