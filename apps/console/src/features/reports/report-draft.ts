import type { Body, GroupSegment, Report, ReportFilter, reports, ReportSchedule } from '@licet/contract';
import { present } from '../../shared/address-text.ts';
import { type TemplateName, templates } from './report-templates.ts';
import type { ReportColumn, ReportGrouping } from '../../shared/words/report-words.ts';

/** What the form holds: a schedule keeps what was entered while one looks at another. */
export interface ReportDraft {
  name: string;
  group: GroupSegment & { id: string };
  filter: Omit<ReportFilter, 'expiresWithin'>;
  /** Days, or nothing. */
  expiresWithin: string;
  columns: ReportColumn[];
  groupBy: ReportGrouping | null;
  every: ReportSchedule['every'] | 'never';
  /** HH:MM. */
  at: string;
  weekday: number;
  day: number | '';
  zone: string;
  /** Addresses, a line each. */
  recipients: string;
  language: Report['language'];
}

/** What a group of the form's fields works with. */
export interface FieldProps {
  draft: ReportDraft;
  onChange: (change: Partial<ReportDraft>) => void;
  /** What the server says is wrong with a field. */
  faultOf: (field: string) => string | undefined;
}

export function emptyDraft(group: ReportDraft['group'], language: Report['language'], zone: string): ReportDraft {
  return {
    name: '',
    group,
    ...contentOf(templates.empty),
    every: 'never',
    at: '07:30',
    weekday: 1,
    day: 1,
    zone,
    recipients: '',
    language,
  };
}

export function draftOf(report: Report, zone: string): ReportDraft {
  const { schedule } = report;
  return {
    ...emptyDraft(report.accessGroup, report.language, schedule?.zone ?? zone),
    name: report.name,
    ...contentOf(report),
    every: schedule?.every ?? 'never',
    ...(schedule ? { at: schedule.at } : {}),
    ...(schedule?.every === 'week' ? { weekday: schedule.weekday } : {}),
    ...(schedule?.every === 'month' ? { day: schedule.day } : {}),
    recipients: report.recipients.join('\n'),
  };
}

/**
 * The draft with the content of a template in place of its own. A name that somebody typed stays; `names` are those that
 * templates give.
 */
export function withTemplate(draft: ReportDraft, template: TemplateName, names: Record<TemplateName, string>): ReportDraft {
  const typed = draft.name.trim() !== '' && !Object.values(names).includes(draft.name);
  return { ...draft, ...contentOf(templates[template]), name: typed ? draft.name : names[template] };
}

function contentOf({ filter, columns, groupBy }: Pick<Report, 'filter' | 'columns' | 'groupBy'>) {
  const { expiresWithin, ...rest } = filter;
  return { filter: rest, expiresWithin: expiresWithin === undefined ? '' : String(expiresWithin), columns, groupBy };
}

/** What is sent. Recipients belong to a schedule: without one there are none. */
export function bodyOf(draft: ReportDraft): Body<typeof reports.create> {
  return {
    name: draft.name,
    accessGroupId: draft.group.id,
    filter: filterOf(draft),
    columns: draft.columns,
    groupBy: draft.groupBy,
    schedule: scheduleOf(draft),
    recipients: draft.every === 'never' ? [] : addresses(draft.recipients),
    language: draft.language,
  };
}

function filterOf({ filter, expiresWithin }: ReportDraft): ReportFilter {
  const set = Object.entries(filter).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== ''));
  return { ...Object.fromEntries(set), ...present({ expiresWithin: expiresWithin.trim() === '' ? undefined : Number(expiresWithin) }) };
}

function scheduleOf({ every, at, weekday, day, zone }: ReportDraft): ReportSchedule | null {
  if (every === 'never') return null;
  if (every === 'day') return { every, at, zone };
  return every === 'week' ? { every, weekday, at, zone } : { every, day: Number(day), at, zone };
}

/** Whether there is enough to send. */
export function isComplete(draft: ReportDraft): boolean {
  const mailed = draft.every === 'never' || (draft.at !== '' && addresses(draft.recipients).length > 0);
  const dated = draft.every !== 'month' || draft.day !== '';
  return draft.name.trim() !== '' && draft.columns.length > 0 && /^\s*\d*\s*$/.test(draft.expiresWithin) && mailed && dated;
}

/** The addresses of a text, however they are separated. */
export function addresses(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
