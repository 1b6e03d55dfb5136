import { ALL_GROUP } from '@licet/domain';
import type { Plan } from '@licet/domain';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { isUniqueViolation } from '../../db/violation.ts';
import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { applyPlan, PlanOutdated, takeTurn } from './apply/apply.ts';
import {
  insertRun,
  lockAccountRow,
  makeReal,
  makeWay,
  requestStop,
  selectActiveRun,
  selectPlan,
  unfinishedStates,
  updateAccount,
  updateRun,
} from './run-store.ts';
import type { Trigger } from './run-store.ts';
import { selectAccountIds, selectRun, selectRunChanges, selectRuns } from './run-list-store.ts';
import { nextRunAt } from './schedule.ts';
import { touchesOf, touchesView } from './touches.ts';
import { selectTouches } from './touches-store.ts';
import { plannedChanges, runView, storedChange } from './views.ts';

export const RUN_JOB = 'sync-run';

/**
 * Starts a run, or joins the one that is reading or applying; a preview that is joined in earnest becomes a run in earnest.
 * A run that only reads details hands over to the new one.
 * Call inside the transaction that the start belongs to.
 */
export async function startRun(
  ctx: Context,
  tx: Tx,
  run: { accountId: number; trigger: Trigger; userId: number | null; preview: boolean },
): Promise<{ id: number; joined: boolean; changed: boolean }> {
  if (!(await lockAccountRow(tx, run.accountId))) throw notFound('portal account');
  await updateAccount(tx, run.accountId, { next_run_at: nextRunAt(ctx.now(), run.accountId, ctx.config.daily) });
  const active = await selectActiveRun(tx, run.accountId);
  if (active && active.state !== 'details') {
    const changed = active.preview && !run.preview;
    if (changed) await makeReal(tx, active.id);
    return { id: active.id, joined: true, changed };
  }
  await makeWay(tx, run.accountId, ctx.now());
  const id = await insertRun(tx, { ...run, now: ctx.now() });
  await ctx.jobs.enqueue(tx, RUN_JOB, { runId: id });
  return { id, joined: false, changed: true };
}

export async function startRuns(ctx: Context, actor: Actor, given: { accountId?: string | undefined; preview: boolean }) {
  const wanted = given.accountId === undefined ? undefined : Number(given.accountId);
  const accounts = await ctx.db.read(wholeSight(actor), (tx) => selectAccountIds(tx, wanted));
  if (wanted !== undefined && accounts.length === 0) throw notFound('portal account');
  const runs = [];
  // One transaction an account: nobody holds one account while waiting for another.
  for (const accountId of accounts) {
    const run = await ctx.db.transaction(wholeSight(actor), async (tx) => {
      const started = await startRun(ctx, tx, { accountId, trigger: 'on-demand', userId: actor.userId, preview: given.preview });
      const row = await mustSelectRun(tx, started.id);
      // Who joins a run as it is has changed nothing.
      if (started.changed) await recordAudit(ctx, tx, actor, [{ ...decision(row, 'run-started'), after: { preview: given.preview } }]);
      return { run: runView(row, actor), joined: started.joined };
    });
    runs.push(run);
  }
  return { runs };
}

export async function listRuns(ctx: Context, actor: Actor, query: { offset: number; limit: number; accountId?: string | undefined }) {
  return ctx.db.read(actor.sight, async (tx) => {
    const { rows, total } = await selectRuns(tx, {
      ...query,
      accountId: query.accountId === undefined ? undefined : Number(query.accountId),
    });
    return { rows: rows.map((row) => runView(row, actor)), total };
  });
}

export async function showRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.read(actor.sight, async (tx) => runView(await mustSelectRun(tx, Number(id)), actor));
}

/** What a run changed; while its plan waits, what it would change. */
export async function listRunChanges(
  ctx: Context,
  actor: Actor,
  id: string,
  query: { offset: number; limit: number; kind?: string | undefined },
) {
  return ctx.db.read(actor.sight, async (tx) => {
    const run = await mustSelectRun(tx, Number(id));
    const plan = await selectPlan(tx, run.id);
    if (plan) return plannedChanges(tx, plan, query);
    const { rows, total } = await selectRunChanges(tx, run.id, query);
    return { rows: rows.map(storedChange), total };
  });
}

/** What a run touched; while its plan waits, what it would touch if it were applied now. */
export async function listTouches(ctx: Context, actor: Actor, id: string) {
  const { run, plan, kept } = await ctx.db.read(actor.sight, async (tx) => {
    const found = await mustSelectRun(tx, Number(id));
    return { run: found, plan: await selectPlan(tx, found.id), kept: await selectTouches(tx, found.id) };
  });
  const touches = plan ? await ctx.db.read(system, (tx) => touchesOf(tx, run.account_id, plan, ctx.now())) : kept;
  return ctx.db.read(actor.sight, (tx) => touchesView(tx, touches ?? { users: [], installers: [] }));
}

export async function applyRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const run = await mustLockRun(tx, Number(id));
    const plan = await waitingPlan(tx, run);
    try {
      await applyPlan(tx, { accountId: run.account_id, runId: run.id, userId: actor.userId, now: ctx.now() }, plan);
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
    await recordAudit(ctx, tx, actor, [decision(run, 'plan-applied')]);
    return runView(await mustSelectRun(tx, run.id), actor);
  });
}

export async function discardRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const run = await mustLockRun(tx, Number(id));
    await waitingPlan(tx, run);
    await updateRun(tx, run.id, { plan: null, remedy: null, state: 'discarded', ended_at: ctx.now() });
    await updateAccount(tx, run.account_id, { state: run.synchronized ? 'synchronized' : 'not-synchronized', because: null });
    await recordAudit(ctx, tx, actor, [decision(run, 'plan-discarded')]);
    return runView(await mustSelectRun(tx, run.id), actor);
  });
}

export async function stopRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
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

/** What a person decided about a run, or about its plan that waited. */
function decision(run: { id: number; account_login: string }, action: string) {
  return {
    groupId: ALL_GROUP,
    function: 'portal-accounts' as const,
    action,
    subject: { kind: 'run', id: run.id, name: run.account_login },
  };
}

/** Starts what is due by the clock. */
export async function startDueRuns(ctx: Context, accounts: number[], trigger: 'schedule' | 'start'): Promise<void> {
  for (const accountId of accounts) {
    await ctx.db.transaction(system, (tx) => startRun(ctx, tx, { accountId, trigger, userId: null, preview: false }));
  }
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

async function mustSelectRun(tx: Tx, id: number) {
  const run = await selectRun(tx, id);
  if (!run) throw notFound('run');
  return run;
}

/** The run with its account held, so that it does not change its state while it is answered. */
async function mustLockRun(tx: Tx, id: number) {
  const { account_id } = await mustSelectRun(tx, id);
  await takeTurn(tx);
  if (!(await lockAccountRow(tx, account_id))) throw notFound('run');
  return mustSelectRun(tx, id);
}
