import { z } from 'zod';

/** Our ids are opaque strings (decimal digits today). */
export const id = z
  .string()
  .regex(/^\d{1,10}$/, { error: 'an id is a number in digits', abort: true })
  .refine((value) => Number(value) <= 2_147_483_647, 'there are no ids that large');
/** Text of a caller's: anything but what no database text may hold. */
export function text() {
  return z
    .string()
    .refine((value) => !value.includes('\0'), 'holds the character U+0000')
    .refine((value) => value.isWellFormed(), 'holds half of a character (a lone surrogate)');
}
/** A login of Licet's own: one line, nothing in it that does not show. */
export const login = text()
  .trim()
  .min(1)
  .max(200)
  .refine((value) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value), 'holds a character that does not show');
export const idParams = z.object({ id });
/** A moment, ISO 8601 with time zone, for example `2026-11-22T10:00:00Z`. */
export const moment = z.iso.datetime({ offset: true, abort: true });
/** Clocks of callers may be ahead by this much, ms. */
const AHEAD_MS = 60_000;
/** A moment that has been: lists as of a moment to come would say what nobody knows. */
export const pastMoment = moment.refine((value) => Date.parse(value) <= Date.now() + AHEAD_MS, 'lies in the future');
/** A day, `YYYY-MM-DD`. */
export const day = z.iso.date().refine((value) => value >= '0001-01-01', 'lies before the year 1');

/** Query parameters that may be given once or several times. */
export function many<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(item).max(100).optional());
}

export const pageQuery = {
  /** Rows to skip. */
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  /** Rows wanted, 1 to 500. */
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

/** A page of rows and the count of all rows that match, from the same scope and filter. */
export function page<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), total: z.number().int() });
}

/** What the caller may do with an object: the console never works it out for itself. */
export function can<A extends string>(...actions: [A, ...A[]]) {
  return z.object(Object.fromEntries(actions.map((action) => [action, z.boolean()])) as Record<A, z.ZodBoolean>);
}
