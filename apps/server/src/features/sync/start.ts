// Starting runs: asked for, linked, or due by the clock. One an account in the whole cluster; a second request joins the first.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { lockAccountRow, updateAccount } from './account-store.ts';
import { mustSelectRun } from './actions.ts';
import { decision } from './run-audit.ts';
import { selectRunStarter } from './run-audit-store.ts';
import { selectAccountIds } from './run-list-store.ts';
import { insertRun, makeReal, makeWay, selectActiveRun } from './run-store.ts';
import type { Trigger } from './run-store.ts';
import { nextRunAt } from './schedule.ts';
import { runView } from './views.ts';

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
  const replaced = await makeWay(tx, run.accountId, ctx.now());
  const id = await insertRun(tx, { ...run, now: ctx.now() });
  await ctx.jobs.enqueue(tx, RUN_JOB, { runId: id });
  const { account_login } = await mustSelectRun(tx, id);
  const starter = { run: id, ...(await selectRunStarter(tx, id)) };
  await recordAudit(
    ctx,
    tx,
    starter,
    replaced.map((old) => decision({ id: old, account_login }, 'plan-replaced')),
  );
  return { id, joined: false, changed: true };
}

export async function startRuns(ctx: Context, actor: Actor, given: { accountId?: string | undefined; preview: boolean }) {
  const wanted = given.accountId === undefined ? undefined : Number(given.accountId);
  const accounts = await ctx.db.read(wholeSight, (tx) => selectAccountIds(tx, wanted));
  if (wanted !== undefined && accounts.length === 0) throw notFound('portal account');
  const runs = [];
  // One transaction an account: nobody holds one account while waiting for another.
  for (const accountId of accounts) {
    const run = await ctx.db.transaction(wholeSight, async (tx) => {
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

/** Starts what is due by the clock. */
export async function startDueRuns(ctx: Context, accounts: number[], trigger: 'schedule' | 'start'): Promise<void> {
  for (const accountId of accounts) {
    await ctx.db.transaction(wholeSight, (tx) => startRun(ctx, tx, { accountId, trigger, userId: null, preview: false }));
  }
}
