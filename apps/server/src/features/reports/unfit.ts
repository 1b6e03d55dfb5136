// Reports that nobody may make, and why.
import type { Reason } from '@licet/contract';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { refuseUnknownGroups } from '../users/grants.ts';
import type { Silence } from '../sessions/owners.ts';
import type { ReportRow, ReportValues } from './store.ts';

/** Refuses a report that would hold nothing for its maker, or would be mailed never or to nobody. */
export async function refuseUnfit(tx: Tx, actor: Actor, report: ReportValues): Promise<void> {
  await refuseUnknownGroups(tx, [String(report.access_group_id)]);
  requireRight(actor, 'reports', 'write', report.access_group_id);
  // A report holds no more than its owner sees.
  requireRight(actor, 'licenses', 'read', report.access_group_id);
  const [scheduled, addressed] = [report.schedule !== null, report.recipients.length > 0];
  if (scheduled && !addressed)
    throw malformed('The report has a schedule and no recipients.', 'recipients', 'report-without-recipients', 'Name a recipient.');
  if (addressed && !scheduled)
    throw malformed('The report has recipients and no schedule.', 'schedule', 'report-without-schedule', 'Say when it is to be mailed.');
}

function malformed(detail: string, field: string, code: 'report-without-recipients' | 'report-without-schedule', remedy: string): Refusal {
  const reason: Reason = { code, parameters: {} };
  return new Refusal('malformed-request', detail, { errors: [{ field: `body.${field}`, message: remedy, reason }], remedy });
}

/** Refuses to mail what goes to nobody, or what nobody sees. */
export function refuseUnsent(report: Pick<ReportRow, 'schedule'>, silence: Silence | null): void {
  if (report.schedule === null)
    throw new Refusal('conflict', 'The report is mailed to nobody.', {
      reason: { code: 'report-kept', parameters: {} },
      remedy: 'Give it a schedule and recipients.',
    });
  if (silence === null) return;
  throw new Refusal('conflict', 'Nothing is mailed: the owner of the report may not see what it holds.', {
    reason: { code: 'report-silent', parameters: {} },
    remedy: 'Change the report: whoever changes it owns it.',
  });
}
