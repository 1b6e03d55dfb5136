import type { LicenseRow, PoolRow } from '@licet/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { licenseSorts, PAGE_SIZE, poolSorts, type LicenseFilter, type LicenseSearch } from './search-params.ts';

/** Licenses of an opened pool that are read at once. */
export const POOL_STEP = 50;

export interface Page<Row> {
  rows: Row[];
  total: number;
}

function paging(search: LicenseSearch) {
  const limit = search.size ?? PAGE_SIZE;
  return { limit, offset: ((search.page ?? 1) - 1) * limit, order: search.order ?? 'asc' } as const;
}

export function licenseListQuery(filter: LicenseFilter, search: LicenseSearch) {
  const sort = licenseSorts.find((one) => one === search.sort) ?? 'licenseUser';
  const query = { ...filter, ...paging(search), sort };
  return queryOptions({
    queryKey: ['licenses', 'list', query],
    queryFn: ({ signal }): Promise<Page<LicenseRow>> => call(doors.licenses.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function poolListQuery(filter: LicenseFilter, search: LicenseSearch) {
  const sort = poolSorts.find((one) => one === search.sort) ?? 'name';
  const query = { ...filter, ...paging(search), sort };
  return queryOptions({
    queryKey: ['pools', 'list', query],
    queryFn: ({ signal }): Promise<Page<PoolRow>> => call(doors.pools.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One step of the licenses in a pool. */
export function poolLicensesQuery(filter: LicenseFilter, poolId: string, step: number) {
  const query = { ...filter, poolId, sort: 'product', offset: step * POOL_STEP, limit: POOL_STEP } as const;
  return queryOptions({
    queryKey: ['licenses', 'list', query],
    queryFn: ({ signal }): Promise<Page<LicenseRow>> => call(doors.licenses.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

export function licenseQuery(id: string) {
  return queryOptions({
    queryKey: ['licenses', 'one', id],
    queryFn: ({ signal }) => call(doors.licenses.show, { params: { id }, signal }),
  });
}

export function licenseHistoryQuery(id: string) {
  return queryOptions({
    queryKey: ['licenses', 'history', id],
    queryFn: ({ signal }) => call(doors.licenses.history, { params: { id }, query: { limit: 500 }, signal }),
  });
}

export function licenseCompaniesQuery(asOf: string | undefined) {
  return queryOptions({
    queryKey: ['license-companies', asOf],
    queryFn: ({ signal }) => call(doors.licenses.companies, { query: asOf ? { asOf } : {}, signal }),
    staleTime: 60_000,
  });
}

export function productsQuery(asOf: string | undefined) {
  return queryOptions({
    queryKey: ['products', asOf],
    queryFn: ({ signal }) => call(doors.licenses.products, { query: asOf ? { asOf } : {}, signal }),
    staleTime: 60_000,
  });
}

export function tagsQuery(text: string) {
  return queryOptions({
    queryKey: ['tags', text],
    queryFn: ({ signal }) => call(doors.licenses.tags, { query: { limit: 100, ...(text ? { q: text } : {}) }, signal }),
    placeholderData: keepPreviousData,
  });
}
