// Asking for a look at what the rules watch; several requests become one look.
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';

export const EVALUATE_JOB = 'notifications-evaluate';

/** Call it last in a transaction that changes what rules may be about. */
export async function requestEvaluation(ctx: Pick<Context, 'jobs'>, tx: Tx): Promise<void> {
  await ctx.jobs.enqueue(tx, EVALUATE_JOB, {}, EVALUATE_JOB);
}
