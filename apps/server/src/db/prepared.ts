// Queries that come again and again are planned once a connection: with the policies of several tables in them, planning is
// most of what a small list costs. Only queries by numbers and moments, and by short lists of numbers where no page is cut: a plan
// for any such value is as good as one for the value at hand. Words that are searched for, and pages of many groups, want a plan of
// their own (such a page was 35 times slower without).

import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

/** Uses after which a text is worth a plan that is kept. */
const OFTEN = 3;
/** Plans kept a connection, at the most; each takes some tens of kilobytes there. */
const KEPT = 200;
/** Texts that are counted at the same time; most come once or twice. */
const COUNTED = 2000;

/** Numbers in a short list. */
const SHORT = 1000;

const names = new Map<string, string>();
const uses = new Map<string, number>();

/** Sizes of pages that the console asks for, and those of the first look: written out, so that a plan knows how little is wanted. */
const usual = new Set([1, 10, 25, 50, 100, 200, 500]);

/** OFFSET and LIMIT of a list. What is usual is part of the text, anything else a value: texts stay few, and so do the plans kept. */
export function portionOf({ offset, limit }: { offset: number; limit: number }): RawBuilder<unknown> {
  return sql`offset ${offset === 0 ? sql.lit(0) : offset} limit ${usual.has(limit) ? sql.lit(limit) : limit}`;
}

/** The name that a query is prepared under; undefined for queries that are rare, too many, or by other values. */
export function preparedName(text: string, values: readonly unknown[]): string | undefined {
  if (!values.every((value) => isPlain(value) || (isWhole(text) && isShortList(value)))) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= KEPT) return known;
  const used = (uses.get(text) ?? 0) + 1;
  if (used >= OFTEN) {
    uses.delete(text);
    names.set(text, `licet-${names.size}`);
  } else {
    if (uses.size >= COUNTED) uses.clear();
    uses.set(text, used);
  }
  return names.get(text);
}

function isPlain(value: unknown): boolean {
  return typeof value === 'number' || value instanceof Date;
}

/** Nothing is cut off the answer: short lists are looked up in an index, and there is no order that another plan could follow instead. */
function isWhole(text: string): boolean {
  return !/\blimit\b/.test(text);
}

function isShortList(value: unknown): boolean {
  return Array.isArray(value) && value.length <= SHORT && value.every(isPlain);
}
