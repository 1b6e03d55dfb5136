import type { Page, WireError } from '@licet/portal-api';
import { each } from './each.ts';
import { objectError, type PortalError } from './portal-error.ts';

/** A list of the portal that comes in pages. */
export interface ListSource<Row> {
  /** For messages: `the companies`. */
  what: string;
  /** The call that gives it, with whose list it is: the same words in every language. */
  call: string;
  /** What no other row of the list has. */
  id(row: Row): string;
  page(skip: number, take: number): Promise<Page<Row>>;
}

/** One page at its place. */
interface Sheet<Row> extends Page<Row> {
  skip: number;
  /** Ids in the order sent, null for a row that could not be read. */
  ids: (string | null)[];
}

/** A list read once from beginning to end. */
export interface Round<Row> {
  rows: Map<string, Row>;
  bad: WireError[];
  /** Failures of single pages. */
  errors: PortalError[];
  /** Whether pages join, no row came twice and the count is right. */
  agrees: boolean;
  /** What the portal says, when it said the same on all pages. */
  total: number | null;
}

/** The most that the portal gives at once (documented). */
const take = 100;
/** Pages of one list that wait for their turn at the same time, so that lists read side by side share the pace. */
const width = 16;
/** A total beyond it (ten million rows) is an error of the portal. */
const mostPages = 100_000;

/**
 * Reads all pages, the first alone and the others in parallel. Each page begins with the last row of the one before it:
 * pages that do not join there tell that the list moved in between, which neither ids nor the count alone would.
 * The total may mean rows or pages (not documented), so only a page that is not full is taken for the end.
 */
export async function readRound<Row>(
  source: ListSource<Row>,
  onPage: (rows: number, total: number | null) => void,
  given?: Page<Row>,
): Promise<Round<Row>> {
  const sheets: Sheet<Row>[] = [];
  const errors: PortalError[] = [];
  const seen = new Set<string>();
  let size = take;
  let shortAt = Infinity;

  async function read(skip: number): Promise<void> {
    // Nothing is beyond a page that is not full, whatever the total promises.
    if (skip > shortAt) return;
    try {
      const page = await readPage(source, skip, size, skip === 0 ? given : undefined);
      const ids = idsOf(source, page);
      sheets.push({ ...page, skip, ids });
      if (skip > 0 && ids.length < size) shortAt = Math.min(shortAt, skip);
      for (const id of ids) if (id !== null) seen.add(id);
      onPage(seen.size, page.total);
    } catch (error) {
      errors.push(objectError(error));
    }
  }

  await read(0);
  const [first] = sheets;
  if (first === undefined) return { rows: new Map(), bad: [], errors, agrees: false, total: null };
  // A portal that gives fewer rows than asked for, with more to come, has smaller pages.
  if (first.ids.length > 1 && first.ids.length < Math.min(take, first.total ?? 0)) size = first.ids.length;
  const step = size - 1;

  const last = Math.min(lastSkip(first.ids.length, first.total, size), mostPages * step);
  const skips = Array.from({ length: last / step }, (_, index) => (index + 1) * step);
  await each(skips, width, read);
  // More than the total promised: the total meant pages, there was none, or the list grew. Batches double.
  let end = last;
  for (let batch = 1; errors.length === 0 && isFull(sheets, end, size); batch *= 2) {
    const known = seen.size;
    const more = Array.from({ length: batch }, (_, index) => end + (index + 1) * step);
    await each(more, width, read);
    if (seen.size === known) break;
    end += batch * step;
  }
  sheets.sort((a, b) => a.skip - b.skip);
  return { ...judge(source, sheets, size), errors, total: steadyTotal(sheets) };
}

/** A page with a row that makes no sense is asked for once more. */
async function readPage<Row>(source: ListSource<Row>, skip: number, size: number, given?: Page<Row>): Promise<Page<Row>> {
  const page = given ?? (await source.page(skip, size));
  return page.bad.length === 0 ? page : await source.page(skip, size);
}

function idsOf<Row>(source: ListSource<Row>, page: Page<Row>): (string | null)[] {
  const badAt = new Set(page.bad.map(({ path }) => Number(/\[(\d+)\]/.exec(path)?.[1])));
  let next = 0;
  return Array.from({ length: page.rows.length + page.bad.length }, (_, index) => {
    const row = badAt.has(index) ? undefined : page.rows[next++];
    return row === undefined ? null : source.id(row);
  });
}

/** Where the last page begins that the total calls for: the first one that cannot be full. */
function lastSkip(rows: number, total: number | null, size: number): number {
  if (rows < size || total === null) return 0;
  const step = size - 1;
  if (total < rows) return Math.max(0, Math.ceil((total * size) / step) - 1) * step;
  return (Math.floor((total - size) / step) + 1) * step;
}

function isFull(sheets: Sheet<unknown>[], skip: number, size: number): boolean {
  return sheets.find((sheet) => sheet.skip === skip)?.ids.length === size;
}

function steadyTotal(sheets: Sheet<unknown>[]): number | null {
  const totals = new Set(sheets.map(({ total }) => total));
  return totals.size === 1 ? (sheets[0]?.total ?? null) : null;
}

function judge<Row>(source: ListSource<Row>, sheets: Sheet<Row>[], size: number): Pick<Round<Row>, 'rows' | 'bad' | 'agrees'> {
  const rows = new Map(sheets.flatMap((sheet) => sheet.rows).map((row) => [source.id(row), row]));
  const bad = new Map<number, WireError>();
  let count = 0;
  let unreadable = 0;
  let joins = true;
  for (const [index, { ids, skip, ...page }] of sheets.entries()) {
    const before = sheets[index - 1];
    const overlap = before?.ids.length === size ? 1 : 0;
    joins &&= before === undefined || (overlap === 1 ? ids.length > 0 && ids[0] === before.ids.at(-1) : ids.length === 0);
    count += Math.max(0, ids.length - overlap);
    unreadable += ids.slice(overlap).filter((id) => id === null).length;
    const places = ids.flatMap((id, at) => (id === null ? [skip + at] : []));
    places.forEach((place, at) => {
      const error = page.bad[at];
      if (error) bad.set(place, error);
    });
  }
  const counts = sheets.some(({ total }) => total === null || total === count || total === Math.ceil(count / size));
  return { rows, bad: [...bad.values()], agrees: joins && counts && rows.size + unreadable === count };
}
