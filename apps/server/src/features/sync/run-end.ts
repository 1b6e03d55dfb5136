// How a run ends: well, partly, stopped, or failed. Data that was written stays; what was not read stays as it was.
import { planPlaceholders } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { PortalError } from '../../portal/index.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { applyPlan, PlanOutdated, lockPlanning } from './apply/apply.ts';
import type { Because } from './because.ts';
import { selectKnown } from './known-store.ts';
import { countChanges, unitsDelta } from './outcome.ts';
import { Stopped } from './progress.ts';
import { isSynchronized, lockAccountRow, updateAccount } from './account-store.ts';
import { hasLeftPlaceholders } from './details-store.ts';
import { addOutcome, selectNewerRun, selectProblemCount, selectRunState, updateRun } from './run-store.ts';
import { recordRun } from './run-audit.ts';
import type { RunToWork } from './run-store.ts';
import { nextRunAt } from './schedule.ts';

const detailsFollow: Because = {
  says: 'The details that were not read follow with the newer run.',
  reasons: [{ code: 'newer-run-follows', parameters: {} }],
};
const stoppedDetails: Because = {
  says: 'Stopped; the details that were not read follow with the next run.',
  reasons: [{ code: 'stopped-details', parameters: {} }],
};
const stoppedReading: Because = { says: 'Stopped; nothing was changed.', reasons: [{ code: 'stopped-reading', parameters: {} }] };

export async function finishRun(ctx: Context, run: RunToWork): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    await lockPlanning(tx);
    if (!(await lockAccountRow(tx, run.account_id))) return;
    await retirePlaceholders(ctx, tx, run);
    const failed = await selectProblemCount(tx, run.id);
    const why = failed > 0 ? readingsFailed(failed) : null;
    await updateRun(tx, run.id, { state: failed > 0 ? 'partial' : 'succeeded', because: why, ended_at: ctx.now() });
    const state = failed > 0 ? 'partial' : 'synchronized';
    await updateAccount(tx, run.account_id, {
      state,
      because: why,
      next_run_at: nextRunAt(ctx.now(), run.account_id, ctx.config.daily),
    });
    await recordRun(ctx, tx, run.id);
    await requestEvaluation(ctx, tx);
  });
}

function readingsFailed(failed: number): Because {
  return {
    says: `${failed} of the readings failed; all others were applied.`,
    reasons: [{ code: 'readings-failed', parameters: { failed } }],
  };
}

async function retirePlaceholders(ctx: Context, tx: Tx, run: RunToWork): Promise<void> {
  if (!(await hasLeftPlaceholders(tx, run.account_id))) return;
  const plan = planPlaceholders(await selectKnown(tx, run.account_id, 'all', []));
  await applyPlan(tx, { accountId: run.account_id, runId: run.id, userId: null, now: ctx.now() }, plan);
  await addOutcome(tx, run.id, countChanges(plan), unitsDelta(plan), []);
}

/** Ends a run that cannot go on. One cut short by this process's shutdown is left for the next process. */
export async function endRun(ctx: Context, run: RunToWork, error: unknown, shutdown: AbortSignal): Promise<void> {
  // A removed account has ended its runs already.
  if (shutdown.aborted || error instanceof PlanOutdated) return;
  if (error instanceof Stopped) return stopRun(ctx, run);
  const fault = error instanceof PortalError ? error : undefined;
  if (!fault) ctx.log.error({ err: error, runId: run.id }, 'run failed');
  const why = fault ? { says: fault.message, reasons: [fault.reason] } : ownFault(run.id);
  const remedy = fault?.remedy ?? `Look for run ${run.id} in the server's log.`;
  await ctx.db.transaction(wholeSight, async (tx) => {
    if (!(await lockAccountRow(tx, run.account_id))) return;
    await updateRun(tx, run.id, { state: 'failed', because: why, remedy, ended_at: ctx.now() });
    const state = fault?.code === 'credentials-refused' ? 'credentials-refused' : 'failed';
    await updateAccount(tx, run.account_id, {
      state,
      because: why,
      next_run_at: nextRunAt(ctx.now(), run.account_id, ctx.config.daily),
    });
    await recordRun(ctx, tx, run.id);
    await requestEvaluation(ctx, tx);
  });
}

function ownFault(runId: number): Because {
  return {
    says: 'The server ran into a fault of its own while it worked on this run.',
    reasons: [{ code: 'server-fault', parameters: { run: String(runId) } }],
  };
}

async function stopRun(ctx: Context, run: RunToWork): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    if (!(await lockAccountRow(tx, run.account_id))) return;
    const ended_at = ctx.now();
    await recordRun(ctx, tx, run.id);
    const newer = await selectNewerRun(tx, run);
    if (newer && !newer.preview) {
      await updateRun(tx, run.id, { state: 'succeeded', because: detailsFollow, ended_at });
      return;
    }
    const applied = (await selectRunState(tx, run.id)) === 'details';
    await updateRun(tx, run.id, { state: 'stopped', because: applied ? stoppedDetails : stoppedReading, ended_at });
    if (newer) return;
    const synchronized = await isSynchronized(tx, run.account_id);
    await updateAccount(tx, run.account_id, { state: synchronized ? 'synchronized' : 'not-synchronized', because: null });
  });
}
