import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { groupQuery } from './groups-queries.ts';

/** What the console is narrowed to, out of the address. */
export function useScope() {
  const { scope } = useSearch({ from: '/inside' });
  const { data, isPending, error } = useQuery({ ...groupQuery(scope ?? ''), enabled: scope !== undefined });
  return {
    groupId: scope,
    name: data?.name,
    /** Company to filter licenses by; undefined while it is not known yet, and where there is no scope. */
    companyId: data?.company?.id,
    waiting: scope !== undefined && isPending,
    error: scope === undefined ? null : error,
  };
}
