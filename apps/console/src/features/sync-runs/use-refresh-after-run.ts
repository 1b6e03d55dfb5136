import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

/** What a run changes; everything else may stay as it was read. */
const touched = [
  'licenses',
  'pools',
  'license-companies',
  'groups',
  'overview',
  'portal-accounts',
  'sync-runs',
  'products',
  'tags',
  'session',
];

/** Reads again whatever a run may have changed. Screens keep their old rows meanwhile. */
function useRefresh(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const key of touched) void queries.invalidateQueries({ queryKey: [key] });
  }, [queries]);
}

/** Refreshes when a run goes from one mark (run, phase) to another. */
export function useRefreshAfterRun(mark: string | null): void {
  const refresh = useRefresh();
  const before = useRef(mark);
  useEffect(() => {
    if (before.current !== null && before.current !== mark) refresh();
    before.current = mark;
  }, [mark, refresh]);
}

/** Refreshes when this is left: a run that nobody watches any more may have gone on since it was last looked at. */
export function useRefreshOnLeave(): void {
  const refresh = useRefresh();
  useEffect(() => refresh, [refresh]);
}
