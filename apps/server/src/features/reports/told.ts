// What the audit tells of reports.
import { difference, tellOwner } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import type { ReportRow } from './store.ts';

/** One that goes to another group is removed for the readers of the old one, and made for those of the new one. */
export function toldReport(before: ReportRow | undefined, after: ReportRow | undefined): Done[] {
  if (before && after && before.access_group_id !== after.access_group_id)
    return [...toldReport(before, undefined), ...toldReport(undefined, after)];
  if (!before) return after ? [entry(after, 'report-created', { after: factsOf(after) })] : [];
  if (!after) return [entry(before, 'report-removed', { before: factsOf(before) })];
  const changed = difference(factsOf(before), factsOf(after));
  return changed ? [entry(after, 'report-changed', changed)] : [];
}

export function toldSending(report: ReportRow): Done {
  return entry(report, 'report-sent', { after: { recipients: report.recipients } });
}

function entry({ id, name, access_group_id }: ReportRow, action: Done['action'], values: Pick<Done, 'before' | 'after'>): Done {
  return { groupId: access_group_id, function: 'reports', action, subject: { kind: 'report' as const, id, name }, ...values };
}

/** A schedule in one line, as it is read: `month 31 07:30 Europe/Warsaw`. */
function factsOf({ name, owner_id, filter, columns, group_by, schedule, recipients, language }: ReportRow): Record<string, unknown> {
  const day = schedule?.every === 'week' ? [schedule.weekday] : schedule?.every === 'month' ? [schedule.day] : [];
  return {
    name,
    owner: tellOwner(owner_id),
    filter,
    columns,
    groupBy: group_by,
    schedule: schedule && [schedule.every, ...day, schedule.at, schedule.zone].join(' '),
    recipients,
    language,
  };
}
