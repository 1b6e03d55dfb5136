import type { PortalAccount } from '@licet/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';

export const portalAccountsQuery = queryOptions({
  queryKey: ['portal-accounts'],
  queryFn: ({ signal }) => call(doors.portalAccounts.list, { signal }),
  refetchInterval: ({ state }) => (state.data?.some((account) => account.state === 'running') ? 2000 : 15_000),
});

const urgency: PortalAccount['state'][] = [
  'held',
  'credentials-refused',
  'failed',
  'running',
  'partial',
  'not-synchronized',
  'synchronized',
];

/** The account that most needs a look; undefined without accounts. */
export function mostUrgent(accounts: PortalAccount[]): PortalAccount | undefined {
  return [...accounts].sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state))[0];
}

/** When the oldest structure among the accounts was read; null while one of them never was. */
export function oldestStructure(accounts: PortalAccount[]): string | null {
  const times = accounts.map((account) => account.structureAt);
  return times.some((time) => time === null) ? null : (times.filter((time) => time !== null).sort()[0] ?? null);
}
