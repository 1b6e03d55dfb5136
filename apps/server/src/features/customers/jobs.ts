import { z } from 'zod';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Job } from '../../jobs/jobs.ts';
import { forgetOldPasswords, selectWaitingBatches } from './batch-store.ts';
import { BATCH_JOB } from './batches.ts';
import { workOnBatch } from './work.ts';

const payload = z.object({ batchId: z.number().int() });
const DAY = 86_400_000;

export function customerJobs(ctx: Context): Job[] {
  return [
    { name: BATCH_JOB, run: (given, signal) => workOnBatch(ctx, payload.parse(given).batchId, signal) },
    { name: 'customer-batch-recovery', cron: '* * * * *', run: () => recoverBatches(ctx) },
    {
      name: 'setup-passwords-forgotten',
      cron: '17 * * * *',
      run: () => ctx.db.transaction(wholeSight, (tx) => forgetOldPasswords(tx, new Date(ctx.now().getTime() - DAY))),
    },
  ];
}

/** Gives batches whose process died to a living one; under the same key a batch that is worked on is not begun twice. */
export async function recoverBatches(ctx: Context): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    for (const batchId of await selectWaitingBatches(tx)) await ctx.jobs.enqueue(tx, BATCH_JOB, { batchId }, `${BATCH_JOB} ${batchId}`);
  });
}
