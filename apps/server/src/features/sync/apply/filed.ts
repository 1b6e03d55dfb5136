import type { Change, Plan } from '@licet/domain';

/** The plan of an account of a file: its numbers say that they come from there. */
export function markFiled(plan: Plan): Plan {
  return { ...plan, changes: plan.changes.map(mark) };
}

function mark(change: Change): Change {
  switch (change.kind) {
    case 'license-added':
      return { ...change, shares: change.shares.map((share) => ({ ...share, source: 'file' })) };
    case 'share-added':
      return { ...change, share: { ...change.share, source: 'file' } };
    case 'units-changed':
    case 'usage-changed':
      return { ...change, source: 'file' };
    default:
      return change;
  }
}
