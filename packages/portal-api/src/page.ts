import { answer, field, items, orNull, type Reader, type Wire, WireError } from './read.ts';
import { count } from './values.ts';

/** Rows of one page. Rows that could not be read are in `bad`, in words; `total` is null when the answer does not say. */
export interface Page<Row> {
  readonly rows: Row[];
  readonly bad: WireError[];
  /** What the portal calls totalCount: rows for some clients, pages for others. Do not trust it alone. */
  readonly total: number | null;
}

/**
 * Reads a page whose rows are under one of `names`, or which is the bare list. Throws `WireError` when there is no list:
 * an answer without its list says nothing, while an empty list says that there is nothing.
 */
export function readPage<Row>(value: unknown, readRow: Reader<Row>, ...names: readonly [string, ...string[]]): Page<Row> {
  const body = answer(value);
  const bare = Array.isArray(value);
  const page: Page<Row> = { rows: [], bad: [], total: bare ? null : readTotal(body) };
  for (const item of items(bare ? body : field(body, ...names))) {
    try {
      page.rows.push(readRow(item));
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      page.bad.push(error);
    }
  }
  return page;
}

/** `Paging.TotalCount`, in either casing (seen in client code); one client looks for it at the top level. */
function readTotal(body: Wire): number | null {
  const paging = field(body, 'paging');
  const holder = paging.value === null || paging.value === undefined ? body : paging;
  return orNull(count)(field(holder, 'totalCount'));
}
