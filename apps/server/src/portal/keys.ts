import type { CompanyReading, KeyReading, Problem } from '@licet/domain';
import type { Ema2LicenseRow } from '@licet/portal-api';
import { each } from './each.ts';
import type { Ema2 } from './ema2.ts';
import { type ListReading, readList } from './list.ts';

export interface KeysReading {
  keys: KeyReading[];
  complete: boolean;
  problems: Problem[];
}

type Rows = ListReading<Ema2LicenseRow>;
type OnFound = (done: number, total: number | null) => void;

/** Companies that are asked for their own licenses to learn how far the search without a customer looks. */
const samples = 3;
const width = 64;

/** All licenses in one list: a tenth or less of the calls that a list for each company takes. */
export function searchAll(calls: Ema2, onFound: OnFound): Promise<Rows> {
  return readList(calls.searchLicenses(), { onPage: onFound });
}

/**
 * Makes keys of the whole search. Whether that looks below the direct customers is not documented, so where there are
 * licenses further down, the deepest company with orders is asked for its own. If those are missing in the whole search,
 * all companies that may have licenses are asked one by one.
 */
export async function completeKeys(
  calls: Ema2,
  whole: Rows,
  own: string,
  companies: readonly CompanyReading[],
  ordering: ReadonlySet<string>,
  onFound: OnFound,
): Promise<KeysReading> {
  if (await spansAll(calls, whole, own, companies, ordering)) {
    return { keys: toKeys(whole.rows), complete: whole.complete, problems: whole.problems };
  }
  // Licenses belong to customers only (documented); one without orders may still have suspended or expired ones.
  const owners = companies.filter((company) => company.type === 1007 || company.type === null || ordering.has(company.upstreamId));
  const rows: Ema2LicenseRow[] = [];
  const problems: Problem[] = [];
  let done = 0;
  await each(owners, width, async ({ upstreamId, name }) => {
    const subject = { companyUpstreamId: upstreamId };
    const list = await readList(calls.searchLicenses({ id: upstreamId, name }), { subject });
    rows.push(...list.rows.map((row) => ({ ...row, companyId: upstreamId })));
    problems.push(...list.problems);
    onFound((done += 1), owners.length);
  });
  return { keys: toKeys([...whole.rows, ...rows]), complete: problems.length === 0, problems };
}

async function spansAll(
  calls: Ema2,
  whole: Rows,
  own: string,
  companies: readonly CompanyReading[],
  ordering: ReadonlySet<string>,
): Promise<boolean> {
  if (whole.error?.code === 'forbidden' && whole.rows.length === 0) return false;
  const seen = new Set(whole.rows.map((row) => row.publicId));
  if (whole.complete && seen.size < ordering.size) return false;
  const deep = deepestFirst(companies, own).filter(({ id }) => ordering.size === 0 || ordering.has(id));
  for (const { id } of deep.slice(0, samples)) {
    const list = await readList(calls.searchLicenses({ id }));
    if (!list.complete || list.rows.length === 0) continue;
    return list.rows.every((row) => seen.has(row.publicId)) || !whole.complete;
  }
  return true;
}

/** Companies that are not directly under the own one. */
function deepestFirst(companies: readonly CompanyReading[], own: string): { id: string; depth: number }[] {
  const parents = new Map(companies.map((company) => [company.upstreamId, company.parentUpstreamId]));
  const depthOf = (id: string): number => {
    let depth = 0;
    for (let at = parents.get(id); at !== undefined && at !== null; at = parents.get(at)) depth += 1;
    return depth;
  };
  return companies
    .filter(({ upstreamId, parentUpstreamId, type }) => upstreamId !== own && parentUpstreamId !== own && (type === 1007 || type === null))
    .map(({ upstreamId }) => ({ id: upstreamId, depth: depthOf(upstreamId) }))
    .sort((a, b) => b.depth - a.depth);
}

/** A key may come as a row a product. An owner that one row names holds for the key. */
function toKeys(rows: readonly Ema2LicenseRow[]): KeyReading[] {
  const keys = new Map<string, KeyReading>();
  for (const { publicId, companyId, productCode, productName } of rows) {
    const key = keys.get(publicId) ?? { publicId, companyUpstreamId: null, products: [] };
    keys.set(publicId, key);
    key.companyUpstreamId ??= companyId ?? null;
    if (productCode !== null && !key.products.some(({ code }) => code === productCode))
      key.products.push({ code: productCode, name: productName });
  }
  return [...keys.values()];
}
