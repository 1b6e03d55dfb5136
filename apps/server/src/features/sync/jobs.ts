import { z } from 'zod';
import type { Context } from '../../context.ts';
import { holdLock } from '../../db/locks.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Job } from '../../jobs/jobs.ts';
import { RUN_JOB, startDueRuns } from './start.ts';
import { selectAccountsDue } from './account-store.ts';
import { selectUnfinishedRuns } from './run-store.ts';
import { workOnRun } from './run.ts';

const runPayload = z.object({ runId: z.number().int() });

export function syncJobs(ctx: Context): Job[] {
  return [
    { name: RUN_JOB, run: (payload, signal) => workOnRun(ctx, runPayload.parse(payload).runId, signal) },
    { name: 'sync-schedule', cron: '* * * * *', run: () => startDue(ctx, 'schedule') },
    { name: 'sync-recovery', cron: '* * * * *', run: () => recoverRuns(ctx) },
  ];
}

/** Starts runs of accounts whose time has come, also when it came while no server ran. */
export async function startDue(ctx: Context, trigger: 'schedule' | 'start'): Promise<void> {
  const due = await ctx.db.transaction(wholeSight, (tx) => selectAccountsDue(tx, ctx.now()));
  await startDueRuns(ctx, due, trigger);
}

/** Gives runs whose process died to a living one: nobody holds their account any more. */
export async function recoverRuns(ctx: Context): Promise<void> {
  for (const run of await ctx.db.transaction(wholeSight, selectUnfinishedRuns)) {
    const lock = await holdLock(ctx.db.connection, 'portal account', run.account_id);
    if (!lock) continue;
    await lock.release();
    await ctx.db.transaction(wholeSight, (tx) => ctx.jobs.enqueue(tx, RUN_JOB, { runId: run.id }, `recovered run ${run.id}`));
  }
}
