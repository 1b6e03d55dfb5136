import {
  type Ema2CompanyDetail,
  type Ema2CompanyRow,
  type Ema2CurrentUser,
  type Ema2LicenseRow,
  type Ema2UsageRow,
  type Page,
  readCompanyDetail,
  readCompanyPage,
  readCompanySearchPage,
  readCurrentUser,
  readLicenseSearchPage,
  readUsageReportPage,
} from '@licet/portal-api';
import type { About } from './caller.ts';
import type { Named } from './company-tree.ts';
import type { Connection } from './connection.ts';
import type { Rank } from './limiter.ts';
import type { ListSource } from './list.ts';
import type { Patience } from './settings.ts';

/** The portal's calls that Licet makes, all of them reading. Lists are given as sources for `readList`. */
export interface Ema2 {
  currentUser(): Promise<Ema2CurrentUser>;
  /** All companies that the account may read; whether its own is among them is not documented. */
  searchCompanies(): ListSource<Ema2CompanyRow>;
  /** One company out of the search, by its id. */
  findCompany(id: string): Promise<Page<Ema2CompanyRow>>;
  children(company: Named): ListSource<Ema2CompanyRow>;
  /** All levels below; rows carry no parent (documented). */
  descendants(company: Named): ListSource<Ema2CompanyRow>;
  /** How many companies are below; null when the portal does not say. */
  countDescendants(company: Named): Promise<number | null>;
  companyDetail(company: Named): Promise<Ema2CompanyDetail>;
  searchLicenses(customer?: Named): ListSource<Ema2LicenseRow>;
  /** Dates YYYY-MM-DD, both included. */
  usage(from: string, to: string): ListSource<Ema2UsageRow>;
  /** `read` makes something of the answer; what it cannot read it throws as a `WireError`. */
  licenseDetail<T>(publicId: string, read: (value: unknown) => T): Promise<T>;
}

/** Column 1 of the search is the company's id (documented). */
const idColumn = 1;

export function openEma2Calls(connection: Connection, signal: AbortSignal, patience: Patience): Ema2 {
  function ask<T>(path: string, body: object | undefined, read: (value: unknown) => T, about?: About): Promise<T> {
    const rank: Rank = path === 'License/Detail' || (path === 'Search/Licenses' && about === undefined) ? 'bulk' : 'ahead';
    return connection.ask(path, body, read, about === undefined ? { signal, patience, rank } : { signal, patience, rank, about });
  }

  function company({ id, name }: Named): About {
    return { kind: 'company', name: name ? `${name} (${id})` : id };
  }

  function list<Row>(
    what: string,
    path: string,
    body: object,
    read: (value: unknown) => Page<Row>,
    id: (row: Row) => string,
    about?: About,
  ): ListSource<Row> {
    return {
      what,
      call: about === undefined ? path : `${path}: ${about.name}`,
      id,
      page: (skip, take) => ask(path, { ...body, skip, take }, read, about),
    };
  }

  const companyId = (row: Ema2CompanyRow): string => row.companyId;

  return {
    currentUser: () => ask('User/Current', undefined, readCurrentUser),
    searchCompanies: () => list('the companies', 'Search/Companies', { search: {} }, readCompanySearchPage, companyId),
    findCompany: (id) =>
      ask('Search/Companies', { search: { [id]: [idColumn] }, skip: 0, take: 10 }, readCompanySearchPage, company({ id })),
    children: (of) =>
      list(
        `the companies below the company ${company(of).name}`,
        'Company/Children',
        { companyId: of.id },
        readCompanyPage,
        companyId,
        company(of),
      ),
    descendants: (of) =>
      list(
        `all companies below the company ${company(of).name}`,
        'Company/Descendants',
        { companyId: of.id, entityType: 'Any' },
        readCompanyPage,
        companyId,
        company(of),
      ),
    countDescendants: async (of) =>
      (await ask('Company/Descendants', { companyId: of.id, entityType: 'Any', skip: 0, take: 1 }, readCompanyPage, company(of))).total,
    companyDetail: (of) => ask('Company/Detail', { companyId: of.id }, readCompanyDetail, company(of)),
    searchLicenses: (customer) =>
      list(
        customer ? `the licenses of the company ${company(customer).name}` : 'the licenses',
        'Search/Licenses',
        customer ? { keyword: '', customerId: customer.id } : { keyword: '' },
        readLicenseSearchPage,
        // A bundle may be listed as a row a product under one public id.
        (row) => `${row.publicId} ${row.productCode ?? ''}`,
        customer && company(customer),
      ),
    usage: (from, to) =>
      list('the usage report', 'UsageReport/AllCompanies/products', { from, to }, readUsageReportPage, (row) => row.companyId),
    licenseDetail: (publicId, read) => ask('License/Detail', { publicLicenseKey: publicId }, read, { kind: 'license', name: publicId }),
  };
}
