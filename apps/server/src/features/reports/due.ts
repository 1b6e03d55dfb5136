// Reports by the clock: each time that comes is mailed once, by one of the servers, and again only until it has arrived.
import { randomUUID } from 'node:crypto';
import type { ReportSchedule } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { beginSending, claimSending, endAttempt, lockDue, selectStranded, updateLast } from './due-store.ts';
import type { Claim } from './due-store.ts';
import { mailReport } from './mailing.ts';
import type { Mailed } from './mailing.ts';
import { nextDueAt } from './schedule.ts';

export const SEND_JOB = 'reports-send';
/** The job runner waits longer and longer between them: ten hours in all. */
const MOST_ATTEMPTS = 11;
/** Longer than reading a report and a mail server may take: a process that has not ended its work by then has died. */
const CLAIM_MS = 10 * 60_000;

/** Puts up what is due. The next time lies after now, so that times that were missed while no server ran are mailed once. */
export async function startDueReports(ctx: Context): Promise<void> {
  const now = ctx.now();
  await ctx.db.transaction(wholeSight, async (tx) => {
    for (const { id, schedule } of await lockDue(tx, now)) {
      const next = nextTime(ctx, id, schedule, now);
      if (!next) continue;
      const sending = randomUUID();
      await beginSending(tx, id, sending, next);
      await ctx.jobs.enqueue(tx, SEND_JOB, { sending }, keyOf(sending), MOST_ATTEMPTS);
    }
  });
}

/** Undefined when this program does not know its time zone any more: the others go on. */
function nextTime(ctx: Context, report: number, schedule: ReportSchedule, now: Date): Date | undefined {
  try {
    return nextDueAt(schedule, now);
  } catch (error) {
    ctx.log.error({ err: error, report, schedule }, 'a report has no next time');
    return undefined;
  }
}

/** Mails what was put up, at least once: a receiver knows a second time by its id. Throws when it is to be tried again. */
export async function sendDueReport(ctx: Context, sending: string): Promise<void> {
  const now = ctx.now();
  const claim = await ctx.db.transaction(wholeSight, (tx) => claimSending(tx, sending, now, new Date(now.getTime() + CLAIM_MS)));
  if (!claim) return;
  const mailed = await attempt(ctx, claim, sending);
  const done = !mailed || mailed.final || (mailed.sent && mailed.putOff.length === 0) || claim.attempts >= MOST_ATTEMPTS;
  const remaining = mailed && mailed.putOff.length > 0 ? mailed.putOff : claim.remaining;
  await ctx.db.transaction(wholeSight, async (tx) => {
    // What some have got already was sent, whatever became of the others.
    if (mailed) await updateLast(tx, claim.id, { ...mailed, at: ctx.now(), sent: mailed.sent || claim.remaining !== null });
    await endAttempt(tx, sending, done ? undefined : { remaining });
  });
  if (!done) throw new Error(`report ${claim.id} was not delivered: ${JSON.stringify(mailed.problem)}`);
}

/** Undefined when there is nobody to mail it to any more, or nobody's eyes to read it through. */
async function attempt(ctx: Context, claim: Claim, sending: string): Promise<Mailed | undefined> {
  const to = claim.remaining?.filter((one) => claim.recipients.includes(one)) ?? claim.recipients;
  if (to.length === 0) return undefined;
  return mailReport(ctx, claim, to, sending).catch((error: unknown) => {
    ctx.log.error({ err: error, report: claim.id }, 'a report could not be made');
    return { sent: false, problem: null, putOff: [], rows: null, final: false };
  });
}

/** Gives what nobody works on any more to the job runner. */
export async function recoverReports(ctx: Context): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    for (const sending of await selectStranded(tx, ctx.now()))
      await ctx.jobs.enqueue(tx, SEND_JOB, { sending }, keyOf(sending), MOST_ATTEMPTS);
  });
}

function keyOf(sending: string): string {
  return `report ${sending}`;
}
