import type { SyncRun } from '@licet/contract';

/** How much of its present phase a run has done, 0 to 1; null while the total is not known. */
export function runShare(run: SyncRun): number | null {
  const { done, total } = run.progress;
  return total ? Math.min(1, done / total) : null;
}
