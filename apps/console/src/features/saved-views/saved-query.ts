import type { SavedQuery } from '@licet/contract';
import { present } from '../../shared/address-text.ts';
import { licenseSorts, PAGE_SIZE, pageSizes, poolSorts, type LicenseSearch } from '../licenses/search-params.ts';

/** What a view keeps of the screen: filters, search, sort, columns and page size, in the words of the API. */
export function toSavedQuery(search: LicenseSearch): SavedQuery {
  const kept = {
    ...present({
      q: search.q,
      state: search.state,
      type: search.type,
      productCode: search.product,
      licenseUserKind: search.user,
      tag: search.tag,
      accessGroupId: search.group,
      accountId: search.account,
      companyId: search.company,
      expiresFrom: search.from,
      expiresTo: search.to,
      use: search.use,
      columns: search.columns,
    }),
    gone: search.gone ?? 'hide',
    order: search.order ?? 'asc',
    limit: search.size ?? PAGE_SIZE,
  } as const;
  if (search.view === 'licenses') {
    return { ...kept, view: 'licenses', sort: licenseSorts.find((one) => one === search.sort) ?? 'licenseUser' };
  }
  return { ...kept, view: 'pools', sort: poolSorts.find((one) => one === search.sort) ?? 'name' };
}

/** The other way: the address of the screen as a view keeps it. */
export function fromSavedQuery(query: SavedQuery): LicenseSearch {
  const size = pageSizes.find((one) => one === query.limit);
  const usual = query.view === 'pools' ? 'name' : 'licenseUser';
  return present({
    view: query.view === 'licenses' ? query.view : undefined,
    company: query.companyId,
    q: query.q,
    state: query.state,
    type: query.type,
    product: query.productCode,
    user: query.licenseUserKind,
    tag: query.tag,
    group: query.accessGroupId,
    account: query.accountId,
    from: query.expiresFrom,
    to: query.expiresTo,
    use: query.use,
    gone: query.gone === 'hide' ? undefined : query.gone,
    sort: query.sort === usual ? undefined : query.sort,
    order: query.order === 'desc' ? query.order : undefined,
    size: size === PAGE_SIZE ? undefined : size,
    columns: query.columns,
  });
}

/** Whether two show the same. The order of columns matters, the order in which a filter's values were ticked does not. */
export function showsSame(one: SavedQuery, other: SavedQuery): boolean {
  return textOf(one) === textOf(other);
}

function textOf(query: SavedQuery): string {
  const parts = Object.entries(query).map(([key, value]) => [key, Array.isArray(value) && key !== 'columns' ? [...value].sort() : value]);
  return JSON.stringify(parts.sort());
}
