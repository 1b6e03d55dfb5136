import type { SyncRun } from '@licet/contract';

// The server says what may be done with a run; the names of those permissions are gathered here.
export function mayStop(run: SyncRun): boolean {
  return run.can['stop'] === true;
}

export function mayApply(run: SyncRun): boolean {
  return run.can['apply'] === true;
}

export function mayDiscard(run: SyncRun): boolean {
  return run.can['discard'] === true;
}
