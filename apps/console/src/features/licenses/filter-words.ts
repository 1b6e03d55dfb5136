import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { groupTreeQuery } from '../groups/groups-queries.ts';
import { portalAccountsQuery } from '../portal-accounts/portal-accounts-queries.ts';
import { productsQuery } from './licenses-queries.ts';
import type { LicenseSearch } from './search-params.ts';

export const filterIds = ['state', 'use', 'product', 'type', 'user', 'tag', 'expires', 'group', 'account', 'gone'] as const;
export type FilterId = (typeof filterIds)[number];

/** What each filter that is set says, for its chip. The address has ids; names are looked up. */
export function useFilterWords(search: LicenseSearch): Partial<Record<FilterId, string>> {
  const { t } = useTranslation();
  const format = useFormat();
  const products = useQuery({ ...productsQuery(search.asOf), enabled: !!search.product });
  const groups = useQuery({ ...groupTreeQuery('access', search.asOf), enabled: !!search.group });
  const accounts = useQuery({ ...portalAccountsQuery, enabled: !!search.account });
  const list = (words: string[] | undefined) => words && format.list(words);
  const said = {
    state: list(search.state?.map((state) => t(`licenseStates.${state}`))),
    use: search.use && t(`uses.${search.use}`),
    product: list(search.product?.map((code) => products.data?.find((one) => one.code === code)?.name ?? code)),
    type: list(search.type?.map((type) => t(`licenseTypes.${type}`))),
    user: list(search.user?.map((kind) => t(`licenseUserKinds.${kind}`))),
    tag: list(search.tag),
    expires: expiryWords(),
    group: list(search.group?.map((id) => groups.data?.find((one) => one.id === id)?.name ?? id)),
    account: list(search.account?.map((id) => accounts.data?.find((one) => one.id === id)?.login ?? id)),
    gone: search.gone && t(`gone.${search.gone}`),
  };
  return Object.fromEntries(Object.entries(said).filter(([, words]) => words));

  function expiryWords(): string | undefined {
    const { from, to } = search;
    if (from && to) return t('expiry.between', { from: format.day(from), to: format.day(to) });
    if (from) return t('expiry.from', { from: format.day(from) });
    return to && t('expiry.to', { to: format.day(to) });
  }
}

/** The keys of the address that a filter sets; all are dropped when its chip is removed. */
export const filterAddress: Record<FilterId, readonly (keyof LicenseSearch)[]> = {
  state: ['state'],
  use: ['use'],
  product: ['product'],
  type: ['type'],
  user: ['user'],
  tag: ['tag'],
  expires: ['from', 'to'],
  group: ['group'],
  account: ['account'],
  gone: ['gone'],
};
