import { licenseStates, licenseTypes, licenseUserKinds } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, many, moment, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';
import { silences } from './notifications.ts';
import { reason } from './reason.ts';

/** Columns of a report, as the CSV of the license list names them. */
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
] as const;
/** What rows are summed up by; two license users, or groups, of one name are two sums. */
export const reportGroupings = ['licenseUser', 'product', 'accessGroup', 'state'] as const;

/** Which licenses a report holds, of those in its access group and below. */
export const reportFilter = z
  .object({
    /** Words looked for in license user, product, public id and tags. */
    q: text().trim().max(200).optional(),
    state: z.array(z.enum(licenseStates)).max(licenseStates.length).optional(),
    type: z.array(z.enum(licenseTypes)).max(licenseTypes.length).optional(),
    licenseUserKind: z.array(z.enum(licenseUserKinds)).max(licenseUserKinds.length).optional(),
    tag: z.array(text().max(500)).max(100).optional(),
    /** `over`: more used than ordered; `nearly`: above 90 percent; `unknown`: not read yet. */
    use: z.enum(['over', 'nearly', 'unknown']).optional(),
    /** Days from the day of the report: only what expires until then, what has expired already included. */
    expiresWithin: z.number().int().min(0).max(3650).optional(),
  })
  .strict();
export type ReportFilter = z.infer<typeof reportFilter>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time of day like 07:30');
const zone = text().max(64).refine(isZone, 'is no IANA time zone like Europe/Warsaw');

/** An offset is none: it follows no daylight saving. */
function isZone(value: string): boolean {
  try {
    return !/^[+-]/.test(value) && new Intl.DateTimeFormat('en', { timeZone: value }).format() !== '';
  } catch {
    return false;
  }
}

/** When it is mailed: a time of day, HH:MM, in an IANA time zone. */
function scheduleIn(zone: z.ZodString) {
  return z.discriminatedUnion('every', [
    z.object({ every: z.literal('day'), at: clock, zone }).strict(),
    /** 1: Monday, 7: Sunday. */
    z.object({ every: z.literal('week'), weekday: z.number().int().min(1).max(7), at: clock, zone }).strict(),
    /** Of a month that has no such day, its last. */
    z.object({ every: z.literal('month'), day: z.number().int().min(1).max(31), at: clock, zone }).strict(),
  ]);
}
/** What is stored may name a zone that this program does not know any more: it is shown all the same. */
export const reportSchedule = scheduleIn(z.string());
export type ReportSchedule = z.infer<typeof reportSchedule>;

/** `kept`: read when somebody opens it, mailed to nobody; `silent`: nobody's eyes see for it, so that nothing is mailed. */
export const reportStates = ['kept', 'scheduled', 'silent'] as const;

export const report = z.object({
  id,
  name: z.string(),
  /** It holds licenses in this group and below it, as far as whoever reads it sees them. */
  accessGroup: groupSegment.extend({ id }),
  /** Login of who made or changed it last, through whose eyes it is mailed; null when that user is gone or out of the caller's sight. */
  owner: z.string().nullable(),
  filter: reportFilter,
  /** A report that sums up shows what it sums up by, and of these columns the units alone; the others are kept for when it does not. */
  columns: z.array(z.enum(reportColumns)),
  groupBy: z.enum(reportGroupings).nullable(),
  schedule: reportSchedule.nullable(),
  /** E-mail addresses; none while there is no schedule. */
  recipients: z.array(z.string()),
  language: z.enum(['en', 'pl']),
  state: z.enum(reportStates),
  /** Why it is silent. */
  silence: z.enum(silences).nullable(),
  /** When it is mailed next; null without a schedule. */
  nextAt: moment.nullable(),
  /** How it was mailed last; `rows` is null for callers who may not read all licenses of its group. */
  lastSent: z.object({ at: moment, sent: z.boolean(), rows: z.number().int().nullable(), problem: reason.nullable() }).nullable(),
  changedAt: moment,
  can: can('change', 'send', 'remove'),
});
export type Report = z.infer<typeof report>;

/** One license, or the sum of several where the report sums up. Columns that the report does not have are absent. */
export const reportRow = z.object({
  product: z.string().optional(),
  publicId: z.string().nullable().optional(),
  licenseUser: z.string().optional(),
  /** Units ordered and used; null while unknown, and of a sum when all are. */
  quantity: z.number().int().nullable().optional(),
  usage: z.number().int().nullable().optional(),
  state: z.string().optional(),
  type: z.string().optional(),
  expires: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  accessGroup: z.string().optional(),
  readAt: moment.nullable().optional(),
  /** Of a sum: how many licenses, and of how many the units used are not known. */
  licenses: z.number().int().optional(),
  unknown: z.number().int().optional(),
});
export type ReportRow = z.infer<typeof reportRow>;

const body = z.object({
  name: text()
    .trim()
    .min(1)
    .max(100)
    .refine((value) => !/\p{Cc}/u.test(value), 'holds a control character'),
  accessGroupId: id,
  filter: reportFilter,
  columns: z.array(z.enum(reportColumns)).min(1).max(reportColumns.length),
  groupBy: z.enum(reportGroupings).nullable(),
  schedule: scheduleIn(zone).nullable(),
  recipients: z.array(z.email().max(320)).max(20),
  language: z.enum(['en', 'pl']),
});

export const reports = {
  list: endpoint({
    method: 'GET',
    path: '/api/reports',
    summary: 'Reports in sight.',
    query: z.object({
      ...pageQuery,
      /** Words of the name. */
      q: text().max(200).optional(),
      /** Only those kept in this group or below it. */
      groupId: id.optional(),
      state: many(z.enum(['kept', 'scheduled'])),
      sort: z.enum(['name', 'changedAt', 'nextAt']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    response: page(report),
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/reports/:id',
    summary: 'One report.',
    params: idParams,
    response: report,
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/reports',
    summary: 'Makes a report. It needs write on reports and read on licenses in its group.',
    body: body.extend({
      filter: body.shape.filter.default({}),
      columns: body.shape.columns.default(['licenseUser', 'product', 'publicId', 'quantity', 'usage', 'state', 'expires']),
      groupBy: body.shape.groupBy.default(null),
      schedule: body.shape.schedule.default(null),
      recipients: body.shape.recipients.default([]),
      language: body.shape.language.default('en'),
    }),
    response: report,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/reports/:id',
    summary: 'Changes a report; the caller becomes its owner.',
    params: idParams,
    body: body.partial(),
    response: report,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/reports/:id',
    summary: 'Removes a report.',
    params: idParams,
  }),
  rows: endpoint({
    method: 'GET',
    path: '/api/reports/:id/rows',
    summary: 'What the report holds now, of what the caller sees, a page at a time.',
    params: idParams,
    query: z.object(pageQuery),
    response: page(reportRow),
  }),
  csv: endpoint({
    method: 'GET',
    path: '/api/reports/:id/csv',
    summary: 'The same as CSV, whole.',
    params: idParams,
    query: z.object({ language: z.enum(['en', 'pl']).optional() }),
    produces: 'text/csv',
  }),
  send: endpoint({
    method: 'POST',
    path: '/api/reports/:id/send',
    summary: 'Mails the report to its recipients now, as its owner sees it.',
    params: idParams,
    response: report,
  }),
};
