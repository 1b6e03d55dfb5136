import type { LicenseRow, SavedQuery } from '@licet/contract';
import { countText, dayText, idText, momentText, oneOf, present, someOf, text, texts } from '../../shared/address-text.ts';

export const licenseStates = ['normal', 'warning', 'error', 'suspended', 'obsolete', 'unknown'] as const satisfies LicenseRow['state'][];
export const licenseTypes = ['business', 'trial', 'msp', 'nfr', 'unknown'] as const satisfies LicenseRow['type'][];
export const licenseUserKinds = ['company', 'site', 'msp-customer'] as const satisfies LicenseRow['licenseUser']['kind'][];
export const uses = ['over', 'nearly', 'unknown'] as const;
export const columnIds = [
  'product',
  'publicId',
  'licenseUser',
  'units',
  'state',
  'type',
  'expires',
  'tags',
  'accessGroup',
  'account',
  'readAt',
] as const satisfies SavedQuery['columns'];
export type ColumnId = (typeof columnIds)[number];
export const licenseSorts = ['licenseUser', 'product', 'publicId', 'quantity', 'usage', 'state', 'type', 'expires', 'readAt'] as const;
export const poolSorts = ['name', 'licenses', 'quantity', 'usage'] as const;
export const pageSizes = [50, 100, 200] as const;
export const PAGE_SIZE = 50;

/** Everything that decides what License Management shows. It lives in the address and nowhere else. */
export interface LicenseSearch {
  view?: 'licenses';
  company?: string;
  q?: string;
  state?: (typeof licenseStates)[number][];
  type?: (typeof licenseTypes)[number][];
  product?: string[];
  user?: (typeof licenseUserKinds)[number][];
  tag?: string[];
  group?: string[];
  account?: string[];
  from?: string;
  to?: string;
  use?: (typeof uses)[number];
  gone?: 'show' | 'only';
  asOf?: string;
  sort?: (typeof licenseSorts)[number] | (typeof poolSorts)[number];
  order?: 'desc';
  page?: number;
  size?: number;
  columns?: ColumnId[];
  /** The license in the drawer. */
  open?: string;
  /** The part of the drawer that is shown. */
  tab?: 'history';
  dialog?: 'add';
  /** Archived customers stand in the tree too. */
  archived?: 'show';
  /** The saved view that was chosen; what is shown may differ from it by now. */
  saved?: string;
}

export function readLicenseSearch(raw: Record<string, unknown>): LicenseSearch {
  const view = oneOf(raw['view'], ['licenses'] as const);
  const size = countText(raw['size']);
  return present({
    view,
    company: idText(raw['company']),
    q: text(raw['q'])?.slice(0, 200),
    state: someOf(raw['state'], licenseStates),
    type: someOf(raw['type'], licenseTypes),
    product: texts(raw['product']),
    user: someOf(raw['user'], licenseUserKinds),
    tag: texts(raw['tag']),
    group: ids(raw['group']),
    account: ids(raw['account']),
    from: dayText(raw['from']),
    to: dayText(raw['to']),
    use: oneOf(raw['use'], uses),
    gone: oneOf(raw['gone'], ['show', 'only'] as const),
    asOf: momentText(raw['asOf']),
    sort: oneOf(raw['sort'], view ? licenseSorts : poolSorts),
    order: oneOf(raw['order'], ['desc'] as const),
    page: countText(raw['page']),
    size: pageSizes.find((one) => one === size),
    columns: someOf(raw['columns'], columnIds),
    open: idText(raw['open']),
    tab: oneOf(raw['tab'], ['history'] as const),
    dialog: oneOf(raw['dialog'], ['add'] as const),
    archived: oneOf(raw['archived'], ['show'] as const),
    saved: idText(raw['saved']),
  });
}

/** The keys that narrow the list; chips stand for them and "Clear filters" removes them. */
export const filterKeys = ['q', 'state', 'type', 'product', 'user', 'tag', 'group', 'account', 'from', 'to', 'use', 'gone'] as const;

export function isFiltered(search: LicenseSearch): boolean {
  return filterKeys.some((key) => search[key] !== undefined);
}

/** The filter in the words of the API; `scopeCompany` is what the whole console is narrowed to. */
export function toLicenseFilter(search: LicenseSearch, scopeCompany?: string) {
  const companyId = search.company ?? scopeCompany;
  return present({
    q: search.q,
    state: search.state,
    type: search.type,
    productCode: search.product,
    licenseUserKind: search.user,
    tag: search.tag,
    accessGroupId: search.group,
    accountId: search.account,
    companyId,
    expiresFrom: search.from,
    expiresTo: search.to,
    use: search.use,
    gone: search.gone,
    asOf: search.asOf,
  });
}
export type LicenseFilter = ReturnType<typeof toLicenseFilter>;

function ids(value: unknown): string[] | undefined {
  const found = texts(value)?.flatMap((one) => idText(one) ?? []);
  return found?.length ? found : undefined;
}
