import type { Customer, Setup } from '@licet/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { CustomerSearch } from './search-params.ts';

export const CUSTOMERS_A_PAGE = 100;
/** As many customers as one batch takes. */
export const MOST_AT_ONCE = 5000;
const STEP = 500;

/** The filter in the words of the API; `groupId` is what the whole console is narrowed to. */
function filterOf({ state, q, asOf }: CustomerSearch, groupId: string | undefined) {
  return { ...(state ? { setup: state } : {}), ...(q ? { q } : {}), ...(groupId ? { groupId } : {}), ...(asOf ? { asOf } : {}) };
}

export function customerListQuery(search: CustomerSearch, groupId: string | undefined) {
  const offset = ((search.page ?? 1) - 1) * CUSTOMERS_A_PAGE;
  const query = { ...filterOf(search, groupId), offset, limit: CUSTOMERS_A_PAGE };
  return queryOptions({
    queryKey: ['customers', 'list', query],
    queryFn: ({ signal }) => call(doors.customers.list, { query, signal }),
    placeholderData: keepPreviousData,
  });
}

/** One company, whatever its type. */
export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: async ({ signal }) => (await call(doors.customers.list, { query: { ids: [id] }, signal })).rows[0] ?? null,
  });
}

/** All customers that match, read page by page. */
export async function listCustomers(search: CustomerSearch, groupId: string | undefined): Promise<Customer[]> {
  const found = new Map<string, Customer>();
  for (let offset = 0; offset < MOST_AT_ONCE; offset += STEP) {
    const page = await call(doors.customers.list, { query: { ...filterOf(search, groupId), offset, limit: STEP } });
    for (const row of page.rows) found.set(row.id, row);
    if (offset + STEP >= page.total) break;
  }
  return [...found.values()];
}

/** True while steps of the batch wait for their turn. */
export function isWorking(batch: Setup): boolean {
  return batch.done + batch.failed < batch.total;
}

export function setupQuery(id: string) {
  return queryOptions({
    queryKey: ['setups', 'one', id],
    queryFn: ({ signal }) => call(doors.setups.show, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data && isWorking(state.data) ? 1000 : false),
  });
}

export const recentSetupsQuery = queryOptions({
  queryKey: ['setups', 'list'],
  queryFn: ({ signal }) => call(doors.setups.list, { query: { limit: 10 }, signal }),
  refetchInterval: ({ state }) => (state.data?.rows.some(isWorking) ? 2000 : 60_000),
});

export function licenseChoicesQuery(groupId: string) {
  return queryOptions({
    queryKey: ['installers', 'licenses', groupId],
    queryFn: ({ signal }) => call(doors.installers.licenses, { query: { groupId }, signal }),
  });
}
