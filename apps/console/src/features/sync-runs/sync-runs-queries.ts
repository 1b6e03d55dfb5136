import type { SyncRun } from '@licet/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export type ChangeKind = keyof SyncRun['counts'];
type RunState = SyncRun['state'];

const working: RunState[] = ['queued', 'reading', 'applying', 'details'];
/** True while the run moves by itself. */
export function isWorking(run: SyncRun): boolean {
  return working.includes(run.state);
}
/** True while a plan waits for somebody's answer. */
export function isWaiting(run: SyncRun): boolean {
  return run.state === 'planned' || run.state === 'held';
}

export const RUNS_A_PAGE = 50;
const CHANGES_A_PAGE = 200;

export function runListQuery(accountId: string | undefined, page: number) {
  return queryOptions({
    queryKey: ['sync-runs', 'list', accountId ?? 'all', page],
    queryFn: ({ signal }) =>
      call(doors.syncRuns.list, {
        query: { offset: (page - 1) * RUNS_A_PAGE, limit: RUNS_A_PAGE, ...(accountId ? { accountId } : {}) },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.rows.some(isWorking) ? 1000 : 15_000),
  });
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['sync-runs', 'one', id],
    queryFn: ({ signal }) => call(doors.syncRuns.show, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? 1000 : false),
  });
}

/** What the run touches; read again while it works, for more may be touched. */
export function runTouchesQuery(id: string, moves: boolean) {
  return queryOptions({
    queryKey: ['sync-runs', 'touches', id],
    queryFn: ({ signal }) => call(doors.syncRuns.touches, { params: { id }, signal }),
    refetchInterval: moves ? 5000 : false,
  });
}

export function runChangesQuery(id: string, kind: ChangeKind | undefined) {
  return infiniteQueryOptions({
    queryKey: ['sync-runs', 'changes', id, kind ?? 'all'],
    queryFn: ({ signal, pageParam }) =>
      call(doors.syncRuns.changes, {
        params: { id },
        query: { offset: pageParam, limit: CHANGES_A_PAGE, ...(kind ? { kind } : {}) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return last.rows.length > 0 && read < last.total ? read : undefined;
    },
  });
}
