import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { GroupSearch } from '../groups/search-params.ts';

export const COMPUTERS_A_PAGE = 50;

export function computerListQuery(groupId: string, { q, state, here, sort, order, page = 1 }: GroupSearch) {
  return queryOptions({
    queryKey: ['computers', 'list', groupId, q ?? '', state ?? '', here ?? '', sort ?? '', order ?? '', page],
    queryFn: ({ signal }) =>
      call(doors.computers.list, {
        query: {
          groupId,
          offset: (page - 1) * COMPUTERS_A_PAGE,
          limit: COMPUTERS_A_PAGE,
          below: here ? 'false' : 'true',
          ...(q ? { q } : {}),
          ...(state ? { state } : {}),
          ...(sort ? { sort } : {}),
          ...(order ? { order } : {}),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** A change of computers; lists of them, and units that it frees, are read again. */
export function useComputersChange<I>(change: (given: I) => Promise<{ changed: number }>, onDone: (changed: number) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: ({ changed }) => {
      for (const key of ['computers', 'installers', 'certificates', 'groups']) void queries.invalidateQueries({ queryKey: [key] });
      onDone(changed);
    },
  });
}
