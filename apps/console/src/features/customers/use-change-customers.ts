import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone, notifyFailed } from '../../shared/feedback/notify.ts';
import { useFormat } from '../../shared/use-format.ts';

type Change = 'skip' | 'archive' | 'restore';

/** Reads again what a change of customers may have changed. */
export function useRefreshCustomers(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const key of ['customers', 'setups', 'groups', 'license-companies', 'overview', 'users', 'installers'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
}

/** Skips, archives or restores customers, and says how many. Without ids, skipping means all that are not set up. */
export function useChangeCustomers(change: Change, onDone: () => void = () => undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const refresh = useRefreshCustomers();
  return useMutation({
    mutationFn: (companyIds: string[] | undefined) =>
      change === 'skip'
        ? call(doors.customers.skip, { body: companyIds ? { companyIds } : {} })
        : call(doors.customers[change], { body: { companyIds: companyIds ?? [] } }),
    onSuccess: ({ changed }) => {
      notifyDone(t(`customers.changed.${change}`, { count: changed, formatted: format.number(changed) }));
      refresh();
      onDone();
    },
    onError: (error) => notifyFailed(t(`customers.failed.${change}`), error, t),
  });
}
