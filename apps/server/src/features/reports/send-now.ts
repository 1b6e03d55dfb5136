// Mailing a report by hand, by whoever may change it: what its owner sees, to whom it goes anyway.
import { randomUUID } from 'node:crypto';
import type { Report } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { createFewByHand } from '../mail/few-by-hand.ts';
import { readReport, showReport } from './actions.ts';
import { selectMailed, updateLast } from './due-store.ts';
import { loadOwnersSight } from '../sessions/owners.ts';
import { silenceOf } from './eyes.ts';
import { mailReport } from './mailing.ts';
import type { ReportRow } from './store.ts';
import { toldSending } from './told.ts';
import { refuseUnsent } from './unfit.ts';

export function createReportSending(ctx: Context) {
  const few = createFewByHand(ctx, 'report-send', tooMany);
  return async (actor: Actor, id: number): Promise<Report> => {
    const report = await readReport(ctx, actor, id);
    requireRight(actor, 'reports', 'write', report.access_group_id);
    refuseUnsent(report, silenceOf(report, await ctx.db.read(wholeSight, (tx) => loadOwnersSight(tx, [report]))));
    await few(actor);
    await ctx.db.transaction(actor.sight, (tx) => recordAudit(ctx, tx, actor, [toldSending(report)]));
    await sendNow(ctx, report);
    return showReport(ctx, actor, id);
  };
}

/** Tried once: whoever asks for it sees how it went, and may ask again. */
async function sendNow(ctx: Context, { id }: ReportRow): Promise<void> {
  const report = await ctx.db.read(wholeSight, (tx) => selectMailed(tx, id));
  if (!report) throw notFound('report');
  const mailed = await mailReport(ctx, report, report.recipients, randomUUID());
  // The owner may have lost sight since it was looked at above: what was mailed before is no answer.
  if (!mailed) return refuseUnsent(report, 'owner-without-rights');
  await ctx.db.transaction(wholeSight, (tx) => updateLast(tx, id, { ...mailed, at: ctx.now() }));
}

function tooMany(seconds: number): Refusal {
  return new Refusal('locked-out', 'Too many reports were sent by hand in a short time.', {
    reason: { code: 'reports-too-many', parameters: { seconds } },
    remedy: `Wait ${seconds} seconds, then try again.`,
  });
}
