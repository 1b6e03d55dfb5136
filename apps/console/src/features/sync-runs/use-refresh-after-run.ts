import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

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

/** Reads again what a run has changed when it goes from one mark (run, phase) to another. Screens keep their old rows meanwhile. */
export function useRefreshAfterRun(mark: string | null): void {
  const queries = useQueryClient();
  const before = useRef(mark);
  useEffect(() => {
    if (before.current !== null && before.current !== mark) {
      for (const key of touched) void queries.invalidateQueries({ queryKey: [key] });
    }
    before.current = mark;
  }, [mark, queries]);
}
