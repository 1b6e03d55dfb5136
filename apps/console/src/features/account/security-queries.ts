import type { Answer, account } from '@licet/contract';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export type Security = Answer<typeof account.security>;

export const securityQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => call(doors.account.security, { signal }),
});

export function useRefreshSecurity(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: securityQuery.queryKey });
}

export const sessionsQuery = queryOptions({
  queryKey: ['account', 'sessions'],
  queryFn: ({ signal }) => call(doors.account.sessions, { signal }),
});
