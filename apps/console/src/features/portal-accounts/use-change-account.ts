import type { Body, portalAccounts } from '@licet/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

/** Changes an account; the lists that show it are read again. */
export function useChangeAccount(id: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Body<typeof portalAccounts.change>) => call(doors.portalAccounts.change, { params: { id }, body }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['portal-accounts'] });
      void queries.invalidateQueries({ queryKey: ['overview'] });
      void queries.invalidateQueries({ queryKey: ['sync-runs'] });
      onDone();
    },
  });
}
