import { type CompanyTree, countBelow, hang, mayHaveChildren, named, topOf } from './company-tree.ts';
import { each } from './each.ts';
import type { Ema2 } from './ema2.ts';
import { readList } from './list.ts';
import { objectError } from './portal-error.ts';

/** A company that has more below it than is known, at a place below itself and above its known children. */
interface Gap {
  id: string;
  /** All companies below it. */
  total: number;
  /** Those that are not known below it nor below any of its children's gaps. */
  hidden: number;
}

const detailsAtOnce = 5;

/**
 * Finds the nearest readable company above each orphan (a company under one that the account cannot read, S5) and hangs it
 * there. Descendants reaches below such holes and counts, so the companies with more below them than is known are the ones
 * to look at, from the top down. Company/Detail is the last resort: it names the company above, which may be the hole.
 * Orphans of one group are known to hang under the same hole. Returns false when a call failed, so that an orphan
 * without a place may have one.
 */
export async function placeOrphans(
  calls: Ema2,
  tree: CompanyTree,
  orphans: readonly string[],
  groupOf: (id: string) => string,
): Promise<boolean> {
  const tops = new Set([...tree.rows.keys()].map((id) => topOf(tree, id)).flatMap((top) => readableTops(tree, top)));
  const candidates = [...tops].filter((id) => mayHaveChildren(tree, id));
  // An orphan cannot hang below itself.
  if (!orphans.some((orphan) => candidates.some((id) => id !== orphan))) return true;

  const totals = new Map<string, Promise<number | null>>();
  let sure = true;
  function total(id: string): Promise<number | null> {
    const asked = totals.get(id) ?? countDescendants(calls, tree, id);
    totals.set(id, asked);
    return asked;
  }

  async function gapsBelow(id: string): Promise<Gap[]> {
    const all = await total(id);
    if (all === null) sure = false;
    const hidden = (all ?? 0) - countBelow(tree, id);
    if (all === null || hidden <= 0) return [];
    const inner = [...(tree.below.get(id) ?? [])].filter((child) => mayHaveChildren(tree, child));
    const gaps = (await Promise.all(inner.map(gapsBelow))).flat();
    const explained = gaps.reduce((sum, gap) => sum + gap.hidden, 0);
    return hidden > explained ? [...gaps, { id, total: all, hidden: hidden - explained }] : gaps;
  }

  const { own } = tree;
  const gaps = (await Promise.all(candidates.map(gapsBelow))).flat();
  // The smaller subtree is the nearer one: those that hold the same orphan lie within each other.
  const nearest = gaps.filter((gap) => gap.id !== own.id).sort((a, b) => a.total - b.total);
  if (!(await fillGaps(calls, tree, nearest, orphans, groupOf))) sure = false;
  // What no other gap holds is in the one of the own company, which is above all that the account sees (documented).
  const seesThroughHoles = gaps.length > nearest.length;
  if (!(seesThroughHoles && sure) && !(await askDetails(calls, tree, orphans, groupOf, sure))) sure = false;
  if (sure && tree.rows.has(own.id)) for (const id of orphans) hang(tree, id, own.id);
  return sure;
}

/** The own company may stand above others without being readable. */
function readableTops(tree: CompanyTree, top: string): string[] {
  return tree.rows.has(top) ? [top] : [...(tree.below.get(top) ?? [])];
}

/** Null when the portal does not say. */
async function countDescendants(calls: Ema2, tree: CompanyTree, id: string): Promise<number | null> {
  try {
    const count = await calls.countDescendants(named(tree, id));
    if (count !== null) return count;
  } catch (error) {
    objectError(error);
    return null;
  }
  const list = await readList(calls.descendants(named(tree, id)));
  return list.complete ? list.rows.length : null;
}

async function fillGaps(
  calls: Ema2,
  tree: CompanyTree,
  gaps: Gap[],
  orphans: readonly string[],
  groupOf: (id: string) => string,
): Promise<boolean> {
  const lists = await Promise.all(gaps.map((gap) => readList(calls.descendants(named(tree, gap.id)))));
  for (const [index, gap] of gaps.entries()) {
    const ids = new Set(lists[index]?.rows.map((row) => row.companyId));
    const groups = new Set(orphans.filter((id) => ids.has(id)).map(groupOf));
    for (const id of orphans) if (groups.has(groupOf(id))) hang(tree, id, gap.id);
  }
  return lists.every((list) => list.complete);
}

async function askDetails(
  calls: Ema2,
  tree: CompanyTree,
  orphans: readonly string[],
  groupOf: (id: string) => string,
  sure: boolean,
): Promise<boolean> {
  const left = new Map(orphans.filter((id) => !tree.parents.has(id)).map((id) => [groupOf(id), id]));
  let answered = true;
  let namesHoles = false;
  await each([...left], detailsAtOnce, async ([group, id]) => {
    // A portal that names the hole itself does so for all, and what hangs right under a readable company is known already.
    if (namesHoles && sure) return;
    try {
      const { parentId } = await calls.companyDetail(named(tree, id));
      if (typeof parentId !== 'string') return;
      if (!tree.rows.has(parentId) && parentId !== tree.own.id) namesHoles = true;
      else for (const orphan of orphans) if (groupOf(orphan) === group) hang(tree, orphan, parentId);
    } catch (error) {
      objectError(error);
      answered = false;
    }
  });
  return answered;
}
