import { codeOf, searchCompanyTypes } from '@licet/portal-api';
import { invalid } from '../refusal.ts';
import type { Company } from '../world/model.ts';
import { pageOf, readableCompany, type Call, type Endpoint } from './call.ts';
import { licenseRows, listsOf, type LicenseRow } from './lists.ts';
import { companySearchRow, licenseSearchRow } from './views.ts';

type Column = (company: Company, keyword: string) => boolean;

/** Columns by number (documented up to 6). Partial for names; whether the others are partial is unknown, equal is assumed. */
const columns: Readonly<Record<string, Column>> = {
  0: (company, keyword) => company.name.toLowerCase().includes(keyword),
  1: (company, keyword) => company.id === keyword,
  2: (company, keyword) => day(company.createdAt) === keyword,
  3: (company, keyword) => day(company.modifiedAt) === keyword,
  5: (company, keyword) => company.customIdentifier?.toLowerCase() === keyword,
  6: (company, keyword) => String(codeOf(searchCompanyTypes, company.type)) === keyword,
};

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** An empty search is everything visible (documented). Several keywords must all match (assumed). */
function companies(call: Call): object {
  const filters = Object.entries(call.input.object('search')).map(([keyword, wanted]) => toFilter(keyword.toLowerCase(), wanted));
  const { companies: visible } = listsOf(call.world, call.login, call.switches);
  const found = filters.length === 0 ? visible : visible.filter((company) => filters.every((matches) => matches(company)));
  const { rows, paging } = pageOf(call, found);
  return { search: rows.map((company) => companySearchRow(company, call.switches)), paging };
}

function toFilter(keyword: string, wanted: unknown): (company: Company) => boolean {
  const numbers: unknown[] = Array.isArray(wanted) ? wanted : [];
  const tests = numbers.map((number) => columns[String(number)] ?? refuseColumn(number));
  return (company) => tests.some((test) => test(company, keyword));
}

function refuseColumn(number: unknown): never {
  throw invalid('search', `There is no column ${String(number)}.`);
}

/** Looks in product code, product name and public id (documented). */
function licenses(call: Call): object {
  const keyword = (call.input.text('keyword') ?? '').toLowerCase();
  const candidates = licenseCandidates(call);
  const found = keyword === '' ? candidates : candidates.filter((row) => matches(row, keyword));
  const { rows, paging } = pageOf(call, found);
  return { search: rows.map(({ license, product }) => licenseSearchRow(license, product, call.switches)), paging };
}

function licenseCandidates(call: Call): readonly LicenseRow[] {
  const customerId = call.input.text('customerId');
  if (customerId === null) return listsOf(call.world, call.login, call.switches).licenses;
  return licenseRows(call.world, readableCompany(call, customerId).id, call.switches);
}

function matches({ license, product }: LicenseRow, keyword: string): boolean {
  const { code, name } = product ?? license;
  return [code, name, license.publicId].some((text) => text.toLowerCase().includes(keyword));
}

export const searchCalls: readonly Endpoint[] = [
  { method: 'POST', path: '/Search/Companies', casing: 'pascal', answer: companies },
  { method: 'POST', path: '/Search/Licenses', casing: 'pascal', answer: licenses },
];
