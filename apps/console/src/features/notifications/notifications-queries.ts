import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { NotificationSearch } from './search-params.ts';

export const ROWS_A_PAGE = 50;

export function ruleListQuery({ q, page = 1 }: NotificationSearch, scope: string | undefined) {
  const query = { offset: (page - 1) * ROWS_A_PAGE, limit: ROWS_A_PAGE, ...(q ? { q } : {}), ...(scope ? { groupId: scope } : {}) };
  return queryOptions({
    queryKey: ['notifications', 'rules', query],
    queryFn: ({ signal }) => call(doors.notificationRules.list, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function ruleQuery(id: string) {
  return queryOptions({
    queryKey: ['notifications', 'rule', id],
    queryFn: ({ signal }) => call(doors.notificationRules.show, { params: { id }, signal }),
  });
}

export function alertListQuery({ rule, show, page = 1 }: NotificationSearch, scope: string | undefined) {
  const query = {
    offset: (page - 1) * ROWS_A_PAGE,
    limit: ROWS_A_PAGE,
    ...(rule ? { ruleId: rule } : {}),
    ...(show ? { show } : {}),
    ...(scope ? { groupId: scope } : {}),
  };
  return queryOptions({
    queryKey: ['notifications', 'alerts', query],
    queryFn: ({ signal }) => call(doors.alerts.list, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** A change of rules; whatever shows them is read again. */
export function useRuleChange<I, O>(change: (given: I) => Promise<O>, onDone: (result: O) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => {
      for (const key of ['notifications', 'audit']) void queries.invalidateQueries({ queryKey: [key] });
      onDone(result);
    },
  });
}
