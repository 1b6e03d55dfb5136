import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { AuditFilter } from './search-params.ts';

export const ENTRIES_A_PAGE = 50;

export function auditListQuery(filter: AuditFilter, page: number) {
  const query = { ...filter, offset: (page - 1) * ENTRIES_A_PAGE, limit: ENTRIES_A_PAGE };
  return queryOptions({
    queryKey: ['audit', 'list', query],
    queryFn: ({ signal }) => call(doors.audit.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}
