import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { present } from '../../shared/address-text.ts';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { ReportListSearch } from './search-params.ts';

export const REPORTS_A_PAGE = 50;
export const ROWS_A_PAGE = 100;

export function reportListQuery({ q, state, sort = 'name', order, page = 1 }: ReportListSearch, scope: string | undefined) {
  const query = {
    offset: (page - 1) * REPORTS_A_PAGE,
    limit: REPORTS_A_PAGE,
    sort,
    order: order ?? ('asc' as const),
    ...present({ q, groupId: scope, state: state && [state] }),
  };
  return queryOptions({
    queryKey: ['reports', 'list', query],
    queryFn: ({ signal }) => call(doors.reports.list, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ['reports', 'one', id],
    queryFn: ({ signal }) => call(doors.reports.show, { params: { id }, signal }),
  });
}

export function reportRowsQuery(id: string, page: number) {
  const query = { offset: (page - 1) * ROWS_A_PAGE, limit: ROWS_A_PAGE };
  return queryOptions({
    queryKey: ['reports', 'rows', id, query],
    queryFn: ({ signal }) => call(doors.reports.rows, { params: { id }, query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** A change of reports; whatever shows them is read again. */
export function useReportChange<I, O>(change: (given: I) => Promise<O>, onDone: (result: O) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => {
      for (const key of ['reports', 'audit']) void queries.invalidateQueries({ queryKey: [key] });
      onDone(result);
    },
  });
}
