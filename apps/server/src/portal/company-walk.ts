import type { Problem } from '@licet/domain';
import { addRow, type CompanyTree, hang, mayHaveChildren, type Named } from './company-tree.ts';
import type { Ema2 } from './ema2.ts';
import { readList } from './list.ts';
import type { PortalError } from './portal-error.ts';

export interface Walk {
  problems: Problem[];
  /** Companies whose children could not be read, or not all of them. */
  unsure: Set<string>;
  /** Why the children of the own company could not be read. */
  ownError?: PortalError;
}

/**
 * Adds everything below the given companies to the tree, level by level: one list for each company that is no customer.
 * Companies that were walked before are passed over.
 */
export async function walkDown(
  calls: Ema2,
  tree: CompanyTree,
  walked: Set<string>,
  starts: readonly Named[],
  onFound: () => void,
): Promise<Walk> {
  const walk: Walk = { problems: [], unsure: new Set() };

  async function visit(company: Named): Promise<void> {
    if (walked.has(company.id)) return;
    walked.add(company.id);
    const list = await readList(calls.children(company), { subject: { companyUpstreamId: company.id } });
    if (!list.complete) walk.unsure.add(company.id);
    // Not to be allowed to read one's own company is an ordinary situation (S5), not a problem.
    if (list.error && company.id === tree.own.id) walk.ownError = list.error;
    else walk.problems.push(...list.problems);
    for (const row of list.rows) {
      addRow(tree, row, 'tree');
      hang(tree, row.companyId, company.id);
    }
    onFound();
    const inner = list.rows.filter((row) => mayHaveChildren(tree, row.companyId));
    await Promise.all(inner.map((row) => visit({ id: row.companyId, name: row.name })));
  }

  await Promise.all(starts.map(visit));
  return walk;
}
