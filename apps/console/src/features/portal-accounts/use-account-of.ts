import type { PortalAccount } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { portalAccountsQuery } from './portal-accounts-queries.ts';

/** The one account that sees a license or a pool; undefined when several do, or when its accounts are not in sight. */
export function useAccountOf(object: { accounts: string[] } | undefined): PortalAccount | undefined {
  const me = useMe();
  const { data = [] } = useQuery({ ...portalAccountsQuery, enabled: holds(me, 'portal-accounts') });
  return object?.accounts.length === 1 ? data.find((account) => account.login === object.accounts[0]) : undefined;
}
