// Checks of what stands on the command line; what fails here is wrong usage and never reaches the server.
import { day, id as idSchema, moment, permissionSets } from '@licet/contract';
import type { Body } from '@licet/contract';
import { InvalidArgumentError } from 'commander';

/** One of our ids. */
export function id(value: string): string {
  if (!idSchema.safeParse(value).success) throw new InvalidArgumentError('An id is a number.');
  return value;
}

/** Ids given one after another or by repeating the option. */
export function ids(value: string, before: string[] = []): string[] {
  return [...before, id(value)];
}

/** A group as commands take it: its id, or its path from the top. */
export function group(value: string): string {
  if (!value.startsWith('/') && !idSchema.safeParse(value).success)
    throw new InvalidArgumentError('A group is an id, or a path such as /All/Companies.');
  return value;
}

export function groups(value: string, before: string[] = []): string[] {
  return [...before, group(value)];
}

export function count(value: string): number {
  if (!/^\d{1,8}$/.test(value)) throw new InvalidArgumentError('That is not a whole number.');
  return Number(value);
}

/** A day lasts until its end in UTC; a moment is taken as it is. */
export function lastMoment(value: string): string {
  if (day.safeParse(value).success) return `${value}T23:59:59Z`;
  if (moment.safeParse(value).success) return value;
  throw new InvalidArgumentError('A date is written 2027-01-31, or 2027-01-31T12:00:00Z.');
}

/** The last moment of a day, or now while that day goes on; a moment is taken as it is. */
export function lastMomentUntilNow(value: string): string {
  const now = new Date().toISOString();
  return value === now.slice(0, 10) ? now : lastMoment(value);
}

export type Right = Body<typeof permissionSets.create>['rights'][number];

const { function: functionSchema, level: levelSchema } = permissionSets.create.body.shape.rights.element.shape;
export const functions = functionSchema.options;
export const levels = levelSchema.options;

/** `licenses:read`; a function that is given twice counts with the last level. */
export function rights(value: string, before: Right[] = []): Right[] {
  const [fn, level, ...more] = value.split(':');
  const parsed = { function: functionSchema.safeParse(fn), level: levelSchema.safeParse(level) };
  if (!parsed.function.success || !parsed.level.success || more.length > 0)
    throw new InvalidArgumentError(`A right is FUNCTION:LEVEL. Functions: ${functions.join(', ')}. Levels: ${levels.join(', ')}.`);
  const right = { function: parsed.function.data, level: parsed.level.data };
  return [...before.filter((one) => one.function !== right.function), right];
}
