import type { CompanyReading, KeyReading, Problem } from '@licet/domain';
import type { Ema2LicenseRow } from '@licet/portal-api';
import { each } from './each.ts';
import type { Ema2 } from './ema2.ts';
import { type ListReading, readList } from './list.ts';
import type { PortalError } from './portal-error.ts';
import { badData } from './problem.ts';

export interface KeysReading {
  keys: KeyReading[];
  complete: boolean;
  problems: Problem[];
  /** Why the search gave nothing. */
  error?: PortalError;
}

/** What is known of the account besides its keys. */
export interface Scope {
  /** Id of the login's company. */
  own: string;
  companies: readonly CompanyReading[];
  /** Whether that is all of them. */
  complete: boolean;
  /** Companies that the usage report lists with products. */
  ordering: ReadonlySet<string>;
}

type Rows = ListReading<Ema2LicenseRow>;
type OnFound = (done: number, total: number | null) => void;

/** Type of a customer. */
const customer = 1007;
/** Companies that are asked for their own licenses to learn how far the search without a customer looks. */
const samples = 3;
const width = 64;

/** All licenses in one list: a tenth or less of the calls that a list for each company takes. */
export function searchAll(calls: Ema2, onFound: OnFound): Promise<Rows> {
  return readList(calls.searchLicenses(), { onPage: onFound });
}

/**
 * Makes keys of the whole search. Whether that looks below the direct customers is not documented, so where there are
 * licenses further down, the deepest companies with orders are asked for theirs. If those are missing in the whole search,
 * all companies that may have licenses are asked one by one.
 */
export async function completeKeys(calls: Ema2, searching: Promise<Rows>, scoping: Promise<Scope>, onFound: OnFound): Promise<KeysReading> {
  const sampling = scoping.then((scope) => sample(calls, scope));
  const [first, { companies, complete, ordering }, owned] = await Promise.all([searching, scoping, sampling]);
  // Nothing at all, though there are orders, is worth a second look before a thousand calls are made.
  const whole = first.complete && first.rows.length === 0 && ordering.size > 0 ? await searchAll(calls, onFound) : first;
  if (spansAll(whole, ordering, owned)) {
    const { rows, problems, error } = whole;
    return { keys: toKeys(rows), complete: whole.complete, problems, ...(error && rows.length === 0 ? { error } : {}) };
  }
  // Licenses belong to customers only (documented); one without orders may still have suspended or expired ones.
  const owners = companies.filter((company) => company.type === customer || company.type === null || ordering.has(company.upstreamId));
  const rows: Ema2LicenseRow[] = [];
  const problems: Problem[] = [];
  let done = 0;
  await each(owners, width, async ({ upstreamId, name }) => {
    const list = await readList(calls.searchLicenses({ id: upstreamId, name }), { subject: { companyUpstreamId: upstreamId } });
    rows.push(...list.rows.map((row) => ({ ...row, companyId: upstreamId })));
    problems.push(...list.problems);
    onFound((done += 1), owners.length);
  });
  if (!complete) {
    const message = 'The licenses were asked for company by company, and not all companies could be read.';
    problems.push(badData(message, { code: 'companies-missing', parameters: {} }));
  }
  return { keys: toKeys([...whole.rows, ...rows]), complete: problems.length === 0, problems };
}

/** Whether the search has all licenses. `owned` are licenses from the bottom of the tree. */
function spansAll(whole: Rows, ordering: ReadonlySet<string>, owned: readonly string[]): boolean {
  // Not to be allowed to search in all is no obstacle to searching one by one; what is broken otherwise is so for all.
  if (!whole.complete) return !(whole.error?.code === 'forbidden' && whole.rows.length === 0);
  const seen = new Set(whole.rows.map((row) => row.publicId));
  return seen.size >= ordering.size && owned.every((publicId) => seen.has(publicId));
}

/** Licenses of the deepest company that has any: those that a search which does not go all the way down would lack. */
async function sample(calls: Ema2, { own, companies, ordering }: Scope): Promise<string[]> {
  const deep = deepestFirst(companies, own).filter(({ id }) => ordering.size === 0 || ordering.has(id));
  for (const { id } of deep.slice(0, samples)) {
    const list = await readList(calls.searchLicenses({ id }));
    if (list.rows.length > 0) return list.rows.map((row) => row.publicId);
  }
  return [];
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
    .filter(
      ({ upstreamId, parentUpstreamId, type }) => upstreamId !== own && parentUpstreamId !== own && (type === customer || type === null),
    )
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
