import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { InstallerSearch } from './search-params.ts';

export const INSTALLERS_A_PAGE = 50;

export function installerListQuery({ q, state, group, page = 1 }: InstallerSearch, scope: string | undefined) {
  const groupId = group ?? scope;
  return queryOptions({
    queryKey: ['installers', 'list', q ?? '', state ?? [], groupId ?? '', page],
    queryFn: ({ signal }) =>
      call(doors.installers.list, {
        query: {
          offset: (page - 1) * INSTALLERS_A_PAGE,
          limit: INSTALLERS_A_PAGE,
          ...(q ? { q } : {}),
          ...(state ? { state } : {}),
          ...(groupId ? { groupId } : {}),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function installerQuery(id: string) {
  return queryOptions({
    queryKey: ['installers', 'one', id],
    queryFn: ({ signal }) => call(doors.installers.show, { params: { id }, signal }),
  });
}

export function licenseChoicesQuery(groupId: string) {
  return queryOptions({
    queryKey: ['installers', 'licenses', groupId],
    queryFn: ({ signal }) => call(doors.installers.licenses, { query: { groupId }, signal }),
  });
}

/** A change of installers; whatever shows them is read again. */
export function useInstallerChange<I, O>(change: (given: I) => Promise<O>, onDone: (result: O) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (result) => {
      void queries.invalidateQueries({ queryKey: ['installers'] });
      onDone(result);
    },
  });
}
