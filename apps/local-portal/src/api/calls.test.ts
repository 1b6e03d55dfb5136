import {
  readCompanyPage,
  readCompanySearchPage,
  readLicenseDetail,
  readLicenseSearchPage,
  readUsageReportPage,
  type Ema2CompanyRow,
} from '@licet/portal-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPortal, type Portal } from '../index.ts';
import { signIn, type Caller } from '../test-client.ts';

let portal: Portal;
let call: Caller;

beforeAll(async () => {
  portal = await startPortal({ rate: null });
  call = await signIn(portal, 'manager@wzgorze.example', 'demo-manager');
});
afterAll(() => portal.close());

async function search(filter: object): Promise<Ema2CompanyRow[]> {
  return readCompanySearchPage((await call('/Search/Companies', { search: filter, skip: 0, take: 100 })).body).rows;
}

test.each([{ take: 0 }, { take: 101 }, { skip: -1 }, { skip: 'x' }, { take: 1.5 }])('the page %j is a model error', async (page) => {
  const [field = ''] = Object.keys(page);
  expect(await call('/Search/Licenses', { keyword: '', skip: 0, take: 10, ...page })).toMatchObject({
    status: 400,
    body: { [field]: expect.any(Array) },
  });
});

test('pages put together are the whole list, and no row comes twice', async () => {
  const ids: string[] = [];
  for (let skip = 0; skip < 20; skip += 5) {
    const page = readLicenseSearchPage((await call('/search/licenses', { keyword: '', skip, take: 5 })).body);
    expect(page.total).toBe(14);
    ids.push(...page.rows.map((row) => row.publicId));
  }
  expect(new Set(ids).size).toBe(14);
  expect(ids).toHaveLength(14);
});

test('totalCount counts rows, or pages', async () => {
  portal.control.setSwitches({ totalCount: 'pages' });
  expect(readLicenseSearchPage((await call('/Search/Licenses', { take: 5 })).body).total).toBe(3);
  portal.control.setSwitches({ totalCount: 'rows' });
});

test('companies are searched by column', async () => {
  expect((await search({ ŁĄKA: [0] })).map((row) => row.name)).toEqual(['Łąka Serwis', 'Kwiaciarnia Łąka']);
  expect((await search({ 'k-101': [5] })).map((row) => row.name)).toEqual(['Piekarnia Młyn']);
  expect(await search({ 4: [6] })).toHaveLength(2);
  expect(await search({ 5: [6], łąka: [0] })).toHaveLength(1);
  expect(await call('/Search/Companies', { search: { x: [42] } })).toMatchObject({ status: 400 });
});

test('licenses are searched by product and public id, and rows tell no more than is known', async () => {
  const answer = await call('/Search/Licenses', { keyword: 'mail', skip: 0, take: 100 });
  const page = readLicenseSearchPage(answer.body);
  expect(page.rows.map((row) => row.productName)).toEqual(['ESET Mail Security', 'ESET Mail Security']);
  expect(Object.keys((answer.body as { Search: object[] }).Search[0] ?? {})).toEqual(['PublicLicenseKey', 'Code', 'Name']);
  portal.control.setSwitches({ searchRowsCarryCustomer: true, searchRowsCarryParent: true });
  const row = readLicenseSearchPage((await call('/Search/Licenses', { keyword: page.rows[0]?.publicId.toLowerCase() })).body).rows[0];
  expect(row?.companyId).toBe(portal.control.company('Piekarnia Młyn').id);
  expect((await search({ Piekarnia: [0] }))[0]?.parentId).toBe(portal.control.company('Łąka Serwis').id);
  portal.control.setSwitches({ searchRowsCarryCustomer: false, searchRowsCarryParent: false });
});

test('a global search spans the subtree, or direct customers only', async () => {
  portal.control.setSwitches({ globalSearchSpansSubtree: false });
  expect(readLicenseSearchPage((await call('/Search/Licenses', {})).body).rows).toEqual([]);
  const managed = await signIn(portal, 'managed@laka.example', 'demo-managed');
  expect(readLicenseSearchPage((await managed('/Search/Licenses', {})).body).rows).toHaveLength(7);
  portal.control.setSwitches({ globalSearchSpansSubtree: true });
});

test('a bundle is one row, or one for each product, and its detail has them all', async () => {
  const customerId = portal.control.company('Northwind Dental').id;
  const rows = async () => readLicenseSearchPage((await call('/Search/Licenses', { customerId })).body).rows;
  expect(await rows()).toHaveLength(2);
  portal.control.setSwitches({ bundleRows: 'per-product' });
  expect((await rows()).map((row) => row.productCode)).toEqual(['9102', '9106', '9108']);
  portal.control.setSwitches({ bundleRows: 'per-key' });
  const [bundle] = await rows();
  const detail = readLicenseDetail((await call('/License/Detail', { publicLicenseKey: bundle?.publicId.toLowerCase() })).body);
  expect(detail).toMatchObject({ productCode: '9201', quantity: 30, usage: 26, trial: false, trialExpiration: null });
  expect(detail.bundleProducts.map(({ productCode, usage }) => [productCode, usage])).toEqual([
    ['9102', 26],
    ['9106', 11],
  ]);
});

test('children and descendants have no parent, and descendants any envelope', async () => {
  const companyId = portal.control.company('Wzgórze IT').id;
  const children = await call('/Company/Children', { companyId, skip: 0, take: 1 });
  expect(readCompanyPage(children.body)).toMatchObject({ rows: [{ name: 'Łąka Serwis', type: { word: 'managed-msp' } }], total: 2 });
  for (const descendantsEnvelope of ['companies', 'descendants', 'list'] as const) {
    portal.control.setSwitches({ descendantsEnvelope });
    const page = readCompanyPage((await call('/Company/Descendants', { companyId, entityType: 1007, skip: 0, take: 100 })).body);
    expect(page.rows).toHaveLength(10);
    expect(page.rows[0]).not.toHaveProperty('parentId');
  }
  portal.control.setSwitches({ descendantsEnvelope: 'companies' });
  expect(await call('/Company/Descendants', { companyId, entityType: 'Planet' })).toMatchObject({ status: 400 });
});

test('the usage report counts seats today, none when suspended, and each product of a bundle', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const page = readUsageReportPage(
    (await call('/UsageReport/AllCompanies/products', { from: yesterday, to: today, skip: 0, take: 100 })).body,
  );
  expect(page).toMatchObject({ total: 9, bad: [] });
  const products = (name: string) =>
    page.rows.find((row) => row.companyName === name)?.products.map(({ code, seats, seatDays }) => [code, seats, seatDays]);
  expect(products('Northwind Dental')).toEqual([
    ['9102', 30, 60],
    ['9106', 30, 60],
    ['9108', 30, 60],
  ]);
  expect(products('Kino Światło')).toEqual([
    ['2015', 0, 0],
    ['9105', 0, 0],
  ]);
  expect(page.rows.find((row) => row.companyName === 'Stolarnia Dąb')?.products[0]?.licenseType?.word).toBe('trial');
});

test('a report names one company, or some, and a day must be one', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const companyId = portal.control.company('River & Sons Solicitors').id;
  const range = { from: today, to: today, skip: 0, take: 10 };
  const some = await call('/UsageReport/SelectedCompanies/products', { ...range, companyIds: [companyId] });
  expect(readUsageReportPage(some.body).rows[0]?.products).toHaveLength(2);
  const one = await call('/UsageReport/Monthly/products', { ...range, companyId, codes: ['9104'] });
  expect(readUsageReportPage(one.body).rows[0]?.products).toMatchObject([{ code: '9104', seats: 40, seatDays: 40 }]);
  expect(await call('/UsageReport/AllCompanies/products', { ...range, from: '1 May' })).toMatchObject({ status: 400 });
  expect(await call('/UsageReport/AllCompanies/products', { ...range, from: '2099-01-01' })).toMatchObject({ status: 400 });
});

test('casing, numbers and dates are spelled as the switches say', async () => {
  const publicLicenseKey = portal.control.company('Stolarnia Dąb').licenses[0]?.publicId;
  const detail = async () => (await call('/License/Detail', { publicLicenseKey })).body;
  const plain = readLicenseDetail(await detail());
  for (const dates of ['no-zone', 'dotnet'] as const) {
    portal.control.setSwitches({ casing: 'pascal', numbersAsStrings: true, dates });
    const spelled = await detail();
    expect(spelled).toMatchObject({ Quantity: '12', State: '1' });
    expect(readLicenseDetail(spelled).quantity).toBe(plain.quantity);
    expect(readLicenseDetail(spelled).trialExpiration?.slice(0, 19)).toBe(plain.trialExpiration?.slice(0, 19));
  }
  portal.control.setSwitches({ casing: 'documented', numbersAsStrings: false, dates: 'utc' });
});

test('the tables of codes and products can be asked for, and unknown pages say so', async () => {
  expect((await call('/Enum/EntityTypes')).body).toMatchObject({
    entityTypes: [{ code: 1001, name: 'headquarters' }, {}, {}, {}, {}, {}, {}],
  });
  expect((await call('/Enum/LicenseStates')).body).toMatchObject({ licenseStates: [{ code: 0, name: 'error' }, {}, {}, {}, {}] });
  expect((await call('/Enum/AvailableProducts')).body).toMatchObject({
    products: expect.arrayContaining([{ code: '2015', name: 'ESET PROTECT Entry' }]),
  });
  expect(await call('/Seats/Search', {})).toMatchObject({ status: 403, body: { code: 99, subCode: 1 } });
});
