import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export const USERS_A_PAGE = 50;

interface UserFilter {
  q?: string | undefined;
  groupId?: string | undefined;
  permissionSetId?: string | undefined;
}

export function userListQuery({ q, groupId, permissionSetId }: UserFilter, page: number) {
  const query = {
    ...(q ? { q } : {}),
    ...(groupId ? { groupId } : {}),
    ...(permissionSetId ? { permissionSetId } : {}),
    offset: (page - 1) * USERS_A_PAGE,
    limit: USERS_A_PAGE,
  };
  return queryOptions({
    queryKey: ['users', 'list', query],
    queryFn: ({ signal }) => call(doors.users.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function userQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'one', id],
    queryFn: ({ signal }) => call(doors.users.show, { params: { id }, signal }),
  });
}
