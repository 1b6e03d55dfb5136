import type { CompanyReading, Problem } from '@licet/domain';
import { codeOf, companyTypes, type Ema2CompanyRow, type Ema2CurrentUser } from '@licet/portal-api';

/** The company that the login belongs to, as User/Current names it. */
export type OwnCompany = Ema2CurrentUser['company'];

/** A company as messages and calls name it. */
export interface Named {
  id: string;
  name?: string | null;
}

/** What is known of the companies so far: the rows, and of some the company above. */
export interface CompanyTree {
  readonly own: Named & Pick<OwnCompany, 'type'>;
  /** The login's own company is in it once it has been seen to be readable. */
  readonly rows: Map<string, Ema2CompanyRow>;
  /** By company: the one above, which may be the own company even when that is not in `rows`. */
  readonly parents: Map<string, string>;
  readonly below: Map<string, Set<string>>;
}

export function plantTree({ companyId: id, name, type }: OwnCompany): CompanyTree {
  return { own: { id, name, type }, rows: new Map(), parents: new Map(), below: new Map() };
}

/** Takes a row of a list that speaks the documented type codes (Children, Descendants, Detail), or of the search, which speaks others. */
export function addRow({ rows }: CompanyTree, row: Ema2CompanyRow, from: 'tree' | 'search'): void {
  const known = rows.get(row.companyId);
  const [better, other] = from === 'tree' ? [row, known] : [known ?? row, row];
  rows.set(row.companyId, {
    ...better,
    type: better.type ?? other?.type ?? null,
    status: better.status ?? other?.status ?? null,
    // Only the search and Detail send it.
    customIdentifier: better.customIdentifier ?? other?.customIdentifier ?? null,
  });
}

/** Hangs a company under another one, unless it has a place or the place is below itself. */
export function hang(tree: CompanyTree, id: string, parentId: string): boolean {
  if (id === tree.own.id || tree.parents.has(id) || topOf(tree, parentId) === id) return false;
  tree.parents.set(id, parentId);
  const siblings = tree.below.get(parentId) ?? new Set();
  tree.below.set(parentId, siblings.add(id));
  return true;
}

/** The uppermost company that is known above. */
export function topOf({ parents }: CompanyTree, id: string): string {
  let top = id;
  for (let next = parents.get(top); next !== undefined; next = parents.get(top)) top = next;
  return top;
}

/** How many companies are known below. */
export function countBelow(tree: CompanyTree, id: string): number {
  let count = 0;
  for (const child of tree.below.get(id) ?? []) count += 1 + countBelow(tree, child);
  return count;
}

/** Companies that may have others below them: customers are leaves (documented), one of unknown type is not taken for a customer. */
export function mayHaveChildren(tree: CompanyTree, id: string): boolean {
  return tree.below.has(id) || tree.rows.get(id)?.type?.word !== 'customer';
}

export function named(tree: CompanyTree, id: string): Named {
  return { id, name: tree.rows.get(id)?.name ?? null };
}

/** Readable companies whose place is not known; the own one has its place. */
export function orphansOf({ rows, parents, own }: CompanyTree): string[] {
  return [...rows.keys()].filter((id) => id !== own.id && !parents.has(id));
}

/**
 * Takes a company whose place is not known out of the tree, with all below it: a wrong place would move it with all it holds.
 * Answers the problem that this is.
 */
export function leaveOut(tree: CompanyTree, id: string): Problem {
  const { name } = named(tree, id);
  const message = `Where the company ${name} (${id}) belongs in the tree could not be read, so it is left as it was.`;
  const reason = { code: 'place-unknown', parameters: { company: name ?? id } } as const;
  drop(tree, id);
  return { code: 'place-unknown', message, reason, companyUpstreamId: id };
}

function drop(tree: CompanyTree, id: string): void {
  tree.rows.delete(id);
  for (const child of tree.below.get(id) ?? []) drop(tree, child);
}

/** The tree as the planner wants it. */
export function toReadings({ own, rows, parents }: CompanyTree): CompanyReading[] {
  return [...rows.values()].map((row) => {
    const parent = parents.get(row.companyId);
    return {
      upstreamId: row.companyId,
      // The own company stands above others even when it cannot be read itself: then they are at the top.
      parentUpstreamId: parent !== undefined && rows.has(parent) ? parent : null,
      name: row.name,
      // User/Current speaks the documented codes, the search may be all else that is known of the own company.
      type: typeCode(row.companyId === own.id && own.type ? own : row),
      status: row.status?.word ?? 'unknown',
      customIdentifier: row.customIdentifier,
    };
  });
}

/** 1001 to 1007, whichever of the two code sets was sent; null for a type that nobody knows. */
export function typeCode({ type }: Pick<Ema2CompanyRow, 'type'>): number | null {
  return type === null || type.word === 'unknown' ? null : codeOf(companyTypes, type.word);
}
