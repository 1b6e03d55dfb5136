import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export function useSignOut() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call(doors.session.signOut),
    // Whatever the server says, this browser forgets what it showed.
    onSettled: async () => {
      await navigate({ to: '/sign-in', search: {} });
      queries.clear();
    },
  });
}
