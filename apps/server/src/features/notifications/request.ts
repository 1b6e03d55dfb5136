// Asking for a look at what the rules watch; several requests become one look.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';

export const EVALUATE_JOB = 'notifications-evaluate';

/** Call it last in a transaction of the program's that changes what rules may be about. */
export async function requestEvaluation(ctx: Pick<Context, 'jobs'>, tx: Tx): Promise<void> {
  await ctx.jobs.enqueue(tx, EVALUATE_JOB, {}, EVALUATE_JOB);
}

/** The same after a caller's transaction, which queues no jobs. Were it lost in between, the look of the next hour would do. */
export async function lookSoon(ctx: Context): Promise<void> {
  await ctx.db.transaction(wholeSight, (tx) => requestEvaluation(ctx, tx));
}
