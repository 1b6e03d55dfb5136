import type { Body, users } from '@licet/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyFailed } from '../../shared/feedback/notify.ts';

/** Everything that shows users, or is shown by what they hold. */
export function useRefreshUsers() {
  const queries = useQueryClient();
  return () => {
    for (const key of ['users', 'permission-sets', 'access', 'groups', 'audit', 'session'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}

export function useChangeUser(id: string, onDone: () => void) {
  const refresh = useRefreshUsers();
  return useMutation({
    mutationFn: (body: Body<typeof users.change>) => call(doors.users.change, { params: { id }, body }),
    onSuccess: () => {
      refresh();
      onDone();
    },
  });
}

export function useRemoveUser(id: string, onDone: () => void) {
  const refresh = useRefreshUsers();
  return useMutation({
    mutationFn: () => call(doors.users.remove, { params: { id } }),
    onSuccess: () => {
      refresh();
      onDone();
    },
  });
}

/** Looks through the eyes of a user. The page is loaded anew: nothing that was read before may show through. */
export function useViewAs() {
  const { t } = useTranslation();
  return useMutation({
    mutationFn: (id: string) => call(doors.users.viewAs, { params: { id } }),
    onSuccess: () => location.assign('/'),
    onError: (error) => notifyFailed(t('view.beginFailed'), error, t),
  });
}
