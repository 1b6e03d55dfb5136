import type { Report, ReportFilter, ReportSchedule } from '@licet/contract';
import type { TFunction } from 'i18next';
import type { Format } from '../format.ts';

export type ReportColumn = Report['columns'][number];
export type ReportGrouping = NonNullable<Report['groupBy']>;

export const reportColumns = [
  'product',
  'publicId',
  'licenseUser',
  'quantity',
  'usage',
  'state',
  'type',
  'expires',
  'tags',
  'accessGroup',
  'readAt',
] as const satisfies ReportColumn[];
export const reportGroupings = ['licenseUser', 'product', 'accessGroup', 'state'] as const satisfies ReportGrouping[];
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;

/** What narrows a report, one filter each. */
export function filterWords(filter: ReportFilter, t: TFunction, format: Format): string[] {
  const named = (name: 'state' | 'type' | 'user' | 'tag', words: string[] | undefined) =>
    words?.length ? t('filters.chip', { name: t(`filters.names.${name}`), words: format.list(words) }) : undefined;
  const said = [
    filter.q && t('reports.holds.words', { words: filter.q }),
    filter.use && t(`uses.${filter.use}`),
    filter.expiresWithin !== undefined && t('reports.holds.expires', { count: filter.expiresWithin }),
    named(
      'state',
      filter.state?.map((state) => t(`licenseStates.${state}`)),
    ),
    named(
      'type',
      filter.type?.map((type) => t(`licenseTypes.${type}`)),
    ),
    named(
      'user',
      filter.licenseUserKind?.map((kind) => t(`licenseUserKinds.${kind}`)),
    ),
    named('tag', filter.tag),
  ];
  return said.filter((words): words is string => !!words);
}

/** What a report holds, in short. */
export function contentWords(filter: ReportFilter, t: TFunction, format: Format): string {
  return filterWords(filter, t, format).join(' · ') || t('reports.holds.all');
}

/** When a report is mailed: "Mondays at 07:30". */
export function scheduleWords(schedule: ReportSchedule | null, t: TFunction): string {
  if (!schedule) return t('reports.says.none');
  const { at } = schedule;
  if (schedule.every === 'day') return t('reports.says.day', { at });
  if (schedule.every === 'month') return t('reports.says.month', { day: schedule.day, at });
  const [weekday = '1'] = weekdays.slice(schedule.weekday - 1);
  return t(`reports.says.weekdays.${weekday}`, { at });
}

/** A schedule as the audit writes it down, `month 31 07:30 Europe/Warsaw`, likewise; anything else as it is. */
export function writtenScheduleWords(text: string, t: TFunction): string {
  const [, every, number, at = '', zone = ''] = /^(day|week|month)(?: (\d+))? (\d\d:\d\d) (\S+)$/.exec(text) ?? [];
  if (every === 'day') return scheduleWords({ every, at, zone }, t);
  if (every === 'week') return scheduleWords({ every, weekday: Number(number), at, zone }, t);
  return every === 'month' ? scheduleWords({ every, day: Number(number), at, zone }, t) : text;
}

/** The time zone of whoever looks. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
