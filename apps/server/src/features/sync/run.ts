// One run: read, plan, apply, and then the details. No transaction is open while the portal is being read.
import type { Plan, Structure } from '@licet/domain';
import { planStructure, waitsFor } from '@licet/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { readSnapshot } from '@licet/portal-api';
import { openEma2, openSnapshot } from '../../portal/index.ts';
import type { PortalConnector } from '../../portal/index.ts';
import { ensureAuthorities } from '../certificates/ensure.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { holdLock } from '../../db/locks.ts';
import { applyPlan, PlanOutdated, lockPlanning } from './apply/apply.ts';
import { readDetails } from './details.ts';
import { selectKnown } from './known-store.ts';
import { countChanges, describeWaiting, nameProblems, unitsDelta } from './outcome.ts';
import { createReporter, Stopped } from './progress.ts';
import type { Reporter } from './progress.ts';
import { isSynchronized, lockAccountRow, selectSnapshot, updateAccount } from './account-store.ts';
import { addOutcome, savePlan, selectRunToWork, unfinishedStates, updateRun } from './run-store.ts';
import type { RunToWork } from './run-store.ts';
import { recordDone } from './run-audit.ts';
import { endRun, finishRun } from './run-end.ts';

/** How long a job waits for another process to let go of the account before it leaves the run to the recovery. */
const LOCK_PATIENCE_MS = 30_000;

/** Works on a run from whatever state it is in to its end, or to where it waits for a person. Safe to call again at any time. */
export async function workOnRun(ctx: Context, runId: number, signal: AbortSignal): Promise<void> {
  const found = await ctx.db.transaction(wholeSight, (tx) => selectRunToWork(tx, runId));
  if (!found || !isUnfinished(found)) return;
  const lock = await waitForLock(ctx, found.account_id, signal);
  if (!lock) return;
  try {
    // Looked at again under the lock: another process may have finished it meanwhile.
    const run = await ctx.db.transaction(wholeSight, (tx) => selectRunToWork(tx, runId));
    if (run && isUnfinished(run)) await workLocked(ctx, run, AbortSignal.any([signal, lock.lost]));
  } finally {
    const lost = lock.lost.aborted;
    await lock.release().catch(() => undefined);
    // The runner tries again soon: whoever holds the account then goes on with the run.
    if (lost && !signal.aborted) throw new Error(`the connection that held account ${found.account_id} was lost`);
  }
}

function isUnfinished(run: RunToWork): boolean {
  return unfinishedStates.includes(run.state) && run.removed_at === null;
}

async function waitForLock(ctx: Context, accountId: number, signal: AbortSignal) {
  for (let waited = 0; waited < LOCK_PATIENCE_MS && !signal.aborted; waited += 200) {
    const lock = await holdLock(ctx.db.connection, 'portal account', accountId);
    if (lock) return lock;
    await sleep(200);
  }
  return undefined;
}

async function workLocked(ctx: Context, run: RunToWork, signal: AbortSignal): Promise<void> {
  let connector: PortalConnector;
  try {
    connector = await openAccount(ctx, run);
  } catch (error) {
    return endRun(ctx, run, error, signal);
  }
  const reporter = createReporter(ctx, run.id, connector, signal);
  try {
    if (run.state !== 'details' && !(await workOnStructure(ctx, run, connector, reporter))) return;
    await ensureAuthorities(ctx);
    await readDetails(ctx, run, connector, reporter);
    await finishRun(ctx, run);
  } catch (error) {
    await endRun(ctx, run, reporter.stopped() ?? error, signal);
  } finally {
    await reporter.close();
    await connector.close();
  }
}

async function openAccount(ctx: Context, run: RunToWork): Promise<PortalConnector> {
  if (run.password_sealed === null) {
    return openSnapshot(readSnapshot(await ctx.db.transaction(wholeSight, (tx) => selectSnapshot(tx, run.account_id))));
  }
  return openEma2({
    url: ctx.config.portals.ema2,
    login: run.login,
    password: ctx.sealer.open(run.password_sealed, `portal account ${run.login.toLowerCase()}`),
    rate: ctx.config.portalRate,
    concurrency: ctx.config.portalConcurrency,
  });
}

/** Reads and plans the structure and applies it, unless the plan has to wait. False when it waits. */
async function workOnStructure(ctx: Context, run: RunToWork, connector: PortalConnector, reporter: Reporter): Promise<boolean> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    if (!(await lockAccountRow(tx, run.account_id))) throw new PlanOutdated('the account was removed');
    await updateRun(tx, run.id, { state: 'reading' });
    await updateAccount(tx, run.account_id, { state: 'running', because: null });
  });
  const structure = await connector.readStructure({
    today: ctx.now().toISOString().slice(0, 10),
    signal: reporter.signal,
    onProgress: ({ phase, done, total }) => reporter.report(phase === 'keys' ? 'licenses' : phase, done, total),
  });
  reporter.report('planning', 0, null);
  return ctx.db.transaction(wholeSight, async (tx) => {
    await lockPlanning(tx);
    await lockAccountRow(tx, run.account_id);
    // The account may have been removed, or the preview made a run in earnest, while the portal was being read.
    const current = await selectRunToWork(tx, run.id);
    if (!current || !isUnfinished(current)) throw new PlanOutdated('the run has ended');
    // The wish to stop is looked for twice a second; one that came since is heard before anything is written.
    if (current.stop_requested) throw new Stopped('stopped');
    const plan = await planAgainstKnown(tx, run, structure);
    const waiting = waitsFor(current, plan);
    const reason = waiting && describeWaiting(waiting, plan.holds);
    if (!reason) {
      reporter.report('applying', 0, null);
      if (run.trigger === 'link') connector.readAhead(firstKeys(ctx, structure), reporter.signal);
      await applyStructure(ctx, tx, run, plan, structure);
    }
    await addOutcome(tx, run.id, countChanges(plan), unitsDelta(plan), await nameProblems(tx, structure.problems, structure));
    if (reason) {
      await savePlan(tx, run.id, plan);
      await updateRun(tx, run.id, {
        state: reason.state,
        because: reason.because,
        remedy: reason.remedy,
        ...(isWhole(structure) ? { structure_at: new Date(structure.takenAt) } : {}),
      });
      await updateAccount(tx, run.account_id, { state: await waitingState(tx, run, reason.state), because: reason.because });
    }
    await requestEvaluation(ctx, tx);
    return !reason;
  });
}

async function waitingState(tx: Tx, run: RunToWork, state: 'planned' | 'held'): Promise<string> {
  if (state === 'held') return 'held';
  return (await isSynchronized(tx, run.account_id)) ? 'synchronized' : 'not-synchronized';
}

async function planAgainstKnown(tx: Tx, run: RunToWork, structure: Structure): Promise<Plan> {
  const read = structure.companies.map((company) => company.upstreamId);
  return planStructure(await selectKnown(tx, run.account_id, 'all', read), structure);
}

async function applyStructure(ctx: Context, tx: Tx, run: RunToWork, plan: Plan, structure: Structure): Promise<void> {
  const done = await applyPlan(tx, { accountId: run.account_id, runId: run.id, userId: null, now: ctx.now() }, plan);
  const takenAt = new Date(structure.takenAt);
  await updateRun(tx, run.id, { state: 'details', structure_at: takenAt });
  await updateAccount(tx, run.account_id, { state: 'running', ...(isWhole(structure) ? { structure_at: takenAt } : {}) });
  await recordDone(ctx, tx, run.id, done);
}

/** Seconds that a structure takes to be written, about: the portal is asked for pages meanwhile, at its usual rate. */
const AHEAD_SECONDS = 2;
const AHEAD_AT_MOST = 400;

/** Licenses whose pages are all due, because none was ever read. */
function firstKeys(ctx: Context, { keys }: Structure): string[] {
  return keys.slice(0, Math.min(AHEAD_AT_MOST, ctx.config.portalRate * AHEAD_SECONDS)).map(({ publicId }) => publicId);
}

function isWhole({ complete }: Structure): boolean {
  return complete.companies && complete.keys && complete.orders;
}
