import type { CompanyReading, Problem } from '@licet/domain';
import type { Ema2CompanyRow, Page } from '@licet/portal-api';
import {
  addRow,
  type CompanyTree,
  hang,
  leaveOut,
  mayHaveChildren,
  named,
  orphansOf,
  type OwnCompany,
  plantTree,
  toReadings,
} from './company-tree.ts';
import { walkDown } from './company-walk.ts';
import type { Ema2 } from './ema2.ts';
import { readList } from './list.ts';
import { objectError, PortalError } from './portal-error.ts';
import { placeOrphans } from './orphans.ts';
import { badData, problemOf } from './problem.ts';

export interface CompaniesReading {
  companies: CompanyReading[];
  complete: boolean;
  problems: Problem[];
}

type SearchPage = Page<Ema2CompanyRow>;

const take = 100;

/**
 * Reads the companies and their places with the fewest calls. Where the search names the parents it is all that is needed;
 * otherwise the lists of children are walked, one for each company that is no customer, and the first page of the search
 * tells whether that was all. It was not when companies that the account cannot read lie in between (S5).
 */
export async function readCompanies(
  calls: Ema2,
  own: Promise<OwnCompany>,
  onFound: (done: number, total: number | null) => void,
): Promise<CompaniesReading> {
  const [first, company] = await Promise.all([searchFirst(calls), own]);
  const tree = plantTree(company);
  const tell = (): void => onFound(tree.rows.size, first instanceof PortalError ? null : first.total);
  const namesParents = !(first instanceof PortalError) && first.rows.some((row) => typeof row.parentId === 'string');
  return namesParents ? readByParents(calls, tree, first, tell) : readByWalk(calls, tree, first, tell);
}

function searchFirst(calls: Ema2): Promise<SearchPage | PortalError> {
  return calls.searchCompanies().page(0, take).catch(objectError);
}

function finds(page: SearchPage | PortalError, { rows }: CompanyTree): boolean {
  return page instanceof PortalError || page.rows.length + page.bad.length > 0 || rows.size === 0;
}

async function readByWalk(calls: Ema2, tree: CompanyTree, first: SearchPage | PortalError, tell: () => void): Promise<CompaniesReading> {
  const { own } = tree;
  const walked = new Set<string>();
  const walk = await walkDown(calls, tree, walked, [own], tell);
  // There are companies, so a search that finds none is wrong.
  const page = finds(first, tree) ? first : await searchFirst(calls);
  if (page instanceof PortalError || !finds(page, tree)) {
    // Without the search nobody knows whether there are companies behind holes.
    const problem = page instanceof PortalError ? problemOf(page) : searchEmpty();
    await readOwn(calls, tree, walk.ownError);
    return { companies: toReadings(tree), complete: false, problems: [...walk.problems, problem] };
  }
  for (const row of page.rows) if (tree.rows.has(row.companyId) || row.companyId === own.id) addRow(tree, row, 'search');
  if (walk.ownError === undefined && walk.unsure.size === 0 && (await isAll(calls, tree, page))) {
    await readOwn(calls, tree);
    return { companies: toReadings(tree), complete: true, problems: walk.problems };
  }

  const search = await readList(calls.searchCompanies(), { first: page });
  for (const row of search.rows) addRow(tree, row, 'search');
  await readOwn(calls, tree, walk.ownError);
  const unwalked = [...tree.rows.keys()].filter((id) => !walked.has(id) && mayHaveChildren(tree, id)).map((id) => named(tree, id));
  const more = await walkDown(calls, tree, walked, unwalked, tell);
  const placed = await settle(calls, tree, (id) => id, search.complete);
  const ownProblem = walk.ownError && tree.rows.has(own.id) ? [problemOf(walk.ownError)] : [];
  const problems = [...walk.problems, ...ownProblem, ...more.problems, ...search.problems, ...placed];
  return { companies: toReadings(tree), complete: search.complete && placed.length === 0, problems };
}

/** The search names the parents; one that is not in it is a hole. */
async function readByParents(calls: Ema2, tree: CompanyTree, first: SearchPage, tell: () => void): Promise<CompaniesReading> {
  const search = await readList(calls.searchCompanies(), { first, onPage: tell });
  for (const row of search.rows) addRow(tree, row, 'search');
  await readOwn(calls, tree);
  const holes = new Map<string, string>();
  for (const { companyId, parentId } of search.rows) {
    if (typeof parentId === 'string' && (tree.rows.has(parentId) || parentId === tree.own.id)) hang(tree, companyId, parentId);
    else holes.set(companyId, parentId ?? companyId);
  }
  const placed = await settle(calls, tree, (id) => holes.get(id) ?? id, search.complete);
  return { companies: toReadings(tree), complete: search.complete && placed.length === 0, problems: [...search.problems, ...placed] };
}

/** Whether the search holds nothing but what the walk has found. */
async function isAll(calls: Ema2, tree: CompanyTree, page: SearchPage): Promise<boolean> {
  const { own, rows } = tree;
  if (page.bad.length > 0 || page.rows.some(({ companyId }) => companyId !== own.id && !rows.has(companyId))) return false;
  if (page.rows.length < take && (page.total === null || page.total <= page.rows.length)) return true;
  const count = await exactCount(calls, page);
  const found = rows.size - (rows.has(own.id) ? 1 : 0);
  if (page.rows.some(({ companyId }) => companyId === own.id)) return count === found + 1;
  if (count !== found + 1) return count === found;
  // One more: it is the own company, if the search lists that (not documented).
  const listed = await calls.findCompany(own.id).catch(objectError);
  if (listed instanceof PortalError || listed.rows[0]?.companyId !== own.id) return false;
  addRow(tree, listed.rows[0], 'search');
  return true;
}

/** The total may mean pages: then the last one has the rest. Null when it cannot be had. */
async function exactCount(calls: Ema2, { rows, total }: SearchPage): Promise<number | null> {
  if (total === null || total >= rows.length) return total;
  const last = await calls
    .searchCompanies()
    .page((total - 1) * take, take)
    .catch(objectError);
  return last instanceof PortalError ? null : (total - 1) * take + last.rows.length + last.bad.length;
}

/** Puts the own company into the tree if the account may read it. */
async function readOwn(calls: Ema2, tree: CompanyTree, childrenError?: PortalError): Promise<void> {
  const { own } = tree;
  if (tree.rows.has(own.id)) return;
  const detail = await calls.companyDetail(own).catch(objectError);
  if (!(detail instanceof PortalError)) return addRow(tree, detail, 'tree');
  if (detail.code === 'forbidden' || detail.code === 'not-found' || childrenError) return;
  // 500 may stand for 403 (documented): a company whose children are given is readable, whatever is wrong with its data.
  const children = await calls.children(own).page(0, 1).catch(objectError);
  if (children instanceof PortalError) return;
  addRow(tree, { companyId: own.id, name: own.name ?? '', type: null, status: null, email: null, customIdentifier: null }, 'tree');
}

/**
 * Finds the places of the companies that have none. What has none after that is at the top, unless something could not be
 * read: a wrong place would move the company with all it holds, so it is left out, and the list is incomplete.
 */
async function settle(calls: Ema2, tree: CompanyTree, groupOf: (id: string) => string, sure: boolean): Promise<Problem[]> {
  const orphans = orphansOf(tree);
  if ((await placeOrphans(calls, tree, orphans, groupOf)) && sure) return [];
  return orphans.filter((orphan) => !tree.parents.has(orphan)).map((id) => leaveOut(tree, id));
}

function searchEmpty(): Problem {
  return badData('The search for companies finds none, though there are some.', { code: 'search-empty', parameters: {} });
}
