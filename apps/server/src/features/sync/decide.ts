// What a person decides about a run: to apply or to discard its plan, or to stop it.
import type { Plan } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { isUniqueViolation } from '../../db/violation.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { lockAccountRow, updateAccount } from './account-store.ts';
import { mustSelectRun } from './actions.ts';
import { applyPlan, PlanOutdated, lockPlanning } from './apply/apply.ts';
import { decision } from './run-audit.ts';
import { requestStop, selectPlan, unfinishedStates, updateRun } from './run-store.ts';
import { RUN_JOB } from './start.ts';
import { runView } from './views.ts';

export async function applyRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const run = await mustLockRun(tx, Number(id));
    const plan = await waitingPlan(tx, run);
    const done: Done[] = [];
    try {
      done.push(...(await applyPlan(tx, { accountId: run.account_id, runId: run.id, userId: actor.userId, now: ctx.now() }, plan)));
    } catch (error) {
      if (!(error instanceof PlanOutdated) && !isTaken(error)) throw error;
      throw new Refusal('plan-outdated', 'The data has changed since this plan was made.', {
        remedy: 'Discard the plan and synchronize again.',
      });
    }
    await updateRun(tx, run.id, { plan: null, because: null, remedy: null, state: 'details', stop_requested: false });
    await updateAccount(tx, run.account_id, {
      state: 'running',
      because: null,
      ...(run.structure_at ? { structure_at: run.structure_at } : {}),
    });
    await ctx.jobs.enqueue(tx, RUN_JOB, { runId: run.id });
    await recordAudit(ctx, tx, actor, [decision(run, 'plan-applied'), ...done]);
    return runView(await mustSelectRun(tx, run.id), actor);
  });
}

export async function discardRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const run = await mustLockRun(tx, Number(id));
    await waitingPlan(tx, run);
    await updateRun(tx, run.id, { plan: null, remedy: null, state: 'discarded', ended_at: ctx.now() });
    await updateAccount(tx, run.account_id, { state: run.synchronized ? 'synchronized' : 'not-synchronized', because: null });
    await recordAudit(ctx, tx, actor, [decision(run, 'plan-discarded')]);
    await requestEvaluation(ctx, tx);
    return runView(await mustSelectRun(tx, run.id), actor);
  });
}

export async function stopRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const run = await mustLockRun(tx, Number(id));
    if (!unfinishedStates.includes(run.state)) {
      throw new Refusal('conflict', 'This run is not at work.', {
        reason: { code: 'run-not-working', parameters: {} },
        remedy: 'A plan that waits can be applied or discarded.',
      });
    }
    const asked = await requestStop(tx, run.id);
    if (run.state === 'queued') {
      await updateRun(tx, run.id, {
        state: 'stopped',
        because: { says: 'Stopped before it began.', reasons: [{ code: 'stopped-waiting', parameters: {} }] },
        ended_at: ctx.now(),
      });
    }
    if (asked) await recordAudit(ctx, tx, actor, [decision(run, 'run-stopped')]);
    return runView(await mustSelectRun(tx, run.id), actor);
  });
}

/** Another account has brought home meanwhile what the plan would add. */
function isTaken(error: unknown): boolean {
  return ['companies_upstream_id_key', 'licenses_public_id_key', 'pools_company_id_key'].some((constraint) =>
    isUniqueViolation(error, constraint),
  );
}

async function waitingPlan(tx: Tx, run: { id: number; state: string }): Promise<Plan> {
  const plan = run.state === 'planned' || run.state === 'held' ? await selectPlan(tx, run.id) : undefined;
  if (!plan) throw new Refusal('not-waiting', 'This run has no plan that waits.', { remedy: 'Start a new preview.' });
  return plan;
}

/** The run with its account held, so that it does not change its state while it is answered. */
async function mustLockRun(tx: Tx, id: number) {
  const { account_id } = await mustSelectRun(tx, id);
  await lockPlanning(tx);
  if (!(await lockAccountRow(tx, account_id))) throw notFound('run');
  return mustSelectRun(tx, id);
}
