// How a run ends: well, partly, stopped, or failed. Data that was written stays; what was not read stays as it was.
import { planPlaceholders } from '@licet/domain';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { PortalError } from '../../portal/index.ts';
import { applyPlan, PlanOutdated, takeTurn } from './apply/apply.ts';
import { selectKnown } from './known-store.ts';
import { countChanges, unitsDelta } from './outcome.ts';
import { Stopped } from './progress.ts';
import {
  addOutcome,
  hasLeftPlaceholders,
  isSynchronized,
  lockAccountRow,
  selectNewerRun,
  selectProblemCount,
  selectRunState,
  updateAccount,
  updateRun,
} from './run-store.ts';
import { recordRun } from './run-audit.ts';
import type { RunToWork } from './run-store.ts';
import { nextRunAt } from './schedule.ts';

export async function finishRun(ctx: Context, run: RunToWork): Promise<void> {
  await ctx.db.transaction(system, async (tx) => {
    await takeTurn(tx);
    if (!(await lockAccountRow(tx, run.account_id))) return;
    await retirePlaceholders(ctx, tx, run);
    const failed = await selectProblemCount(tx, run.id);
    const reason = failed > 0 ? `${failed} of the readings failed; all others were applied.` : null;
    await updateRun(tx, run.id, { state: failed > 0 ? 'partial' : 'succeeded', reason, ended_at: ctx.now() });
    const state = failed > 0 ? 'partial' : 'synchronized';
    await updateAccount(tx, run.account_id, {
      state,
      state_reason: reason,
      next_run_at: nextRunAt(ctx.now(), run.account_id, ctx.config.daily),
    });
    await recordRun(ctx, tx, run.id);
  });
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
  const reason = fault?.message ?? 'The server ran into a fault of its own while it worked on this run.';
  const remedy = fault?.remedy ?? `Look for run ${run.id} in the server's log.`;
  await ctx.db.transaction(system, async (tx) => {
    if (!(await lockAccountRow(tx, run.account_id))) return;
    await updateRun(tx, run.id, { state: 'failed', reason, remedy, ended_at: ctx.now() });
    const state = fault?.code === 'credentials-refused' ? 'credentials-refused' : 'failed';
    await updateAccount(tx, run.account_id, {
      state,
      state_reason: reason,
      next_run_at: nextRunAt(ctx.now(), run.account_id, ctx.config.daily),
    });
    await recordRun(ctx, tx, run.id);
  });
}

async function stopRun(ctx: Context, run: RunToWork): Promise<void> {
  await ctx.db.transaction(system, async (tx) => {
    if (!(await lockAccountRow(tx, run.account_id))) return;
    const ended_at = ctx.now();
    await recordRun(ctx, tx, run.id);
    const newer = await selectNewerRun(tx, run);
    if (newer && !newer.preview) {
      await updateRun(tx, run.id, { state: 'succeeded', reason: 'The details that were not read follow with the newer run.', ended_at });
      return;
    }
    const applied = (await selectRunState(tx, run.id)) === 'details';
    const reason = applied ? 'Stopped; the details that were not read follow with the next run.' : 'Stopped; nothing was changed.';
    await updateRun(tx, run.id, { state: 'stopped', reason, ended_at });
    if (newer) return;
    const synchronized = await isSynchronized(tx, run.account_id);
    await updateAccount(tx, run.account_id, { state: synchronized ? 'synchronized' : 'not-synchronized', state_reason: null });
  });
}
