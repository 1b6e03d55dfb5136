import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export const SETS_A_PAGE = 50;
/** As many as the server hands out at once. */
const MOST_CHOICES = 500;

export function setListQuery(q: string | undefined, page: number) {
  const query = { ...(q ? { q } : {}), offset: (page - 1) * SETS_A_PAGE, limit: SETS_A_PAGE };
  return queryOptions({
    queryKey: ['permission-sets', 'list', query],
    queryFn: ({ signal }) => call(doors.permissionSets.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The sets that one chooses from. */
export const setChoicesQuery = queryOptions({
  queryKey: ['permission-sets', 'choices'],
  queryFn: ({ signal }) => call(doors.permissionSets.list, { query: { limit: MOST_CHOICES }, signal }),
});

export function setQuery(id: string) {
  return queryOptions({
    queryKey: ['permission-sets', 'one', id],
    queryFn: ({ signal }) => call(doors.permissionSets.show, { params: { id }, signal }),
  });
}
