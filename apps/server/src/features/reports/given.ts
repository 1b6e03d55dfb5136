// What a caller gives for a report, and the report that comes of it.
import { isDeepStrictEqual } from 'node:util';
import type { Report, ReportFilter, ReportSchedule } from '@licet/contract';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { nextDueAt } from './schedule.ts';
import type { ReportRow, ReportValues } from './store.ts';

export interface GivenReport {
  name: string;
  accessGroupId: string;
  filter: ReportFilter;
  columns: Report['columns'];
  groupBy: Report['groupBy'];
  schedule: ReportSchedule | null;
  recipients: string[];
  language: Report['language'];
}
export type ReportChange = { [K in keyof GivenReport]?: GivenReport[K] | undefined };

/** A schedule that stays keeps its next time: a change of something else neither skips one nor makes one come again. */
export function valuesOf(ctx: Context, actor: Actor, given: GivenReport, before?: ReportRow): ReportValues {
  const { name, schedule, language } = given;
  const kept = before !== undefined && isDeepStrictEqual(schedule, before.schedule);
  return {
    name,
    access_group_id: Number(given.accessGroupId),
    owner_id: actor.userId,
    filter: tidy(given.filter),
    columns: [...new Set(given.columns)],
    group_by: given.groupBy,
    schedule,
    recipients: [...new Set(given.recipients)],
    language,
    next_at: kept ? before.next_at : schedule && nextDueAt(schedule, ctx.now()),
    changed_at: ctx.now(),
  };
}

export function givenOf(row: ReportRow): GivenReport {
  const { name, filter, columns, group_by: groupBy, schedule, recipients, language } = row;
  return { name, accessGroupId: String(row.access_group_id), filter, columns, groupBy, schedule, recipients, language };
}

/** A list of nothing asks for nothing. */
function tidy(filter: ReportFilter): ReportFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0)));
}
