import { readCompanyDetail, readCompanyPage, readCompanySearchPage, readCurrentUser, readLicenseSearchPage } from '@licet/portal-api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPortal, type Portal } from '../index.ts';
import { signIn, type Caller } from '../test-client.ts';

let portal: Portal;
let manager: Caller;

beforeAll(async () => {
  portal = await startPortal({ rate: null });
  manager = await signIn(portal, 'manager@wzgorze.example', 'demo-manager');
});
beforeEach(() => {
  portal.control.setSwitches({
    descendantsHonourHoles: true,
    descendantsReachBelowHoles: true,
    walkFromUnreadableHome: false,
    ancestorSkipsHoles: false,
  });
});
afterAll(() => portal.close());

async function visible(call: Caller): Promise<string[]> {
  return readCompanySearchPage((await call('/Search/Companies', { search: {}, skip: 0, take: 100 })).body).rows.map((row) => row.name);
}

async function visibleLicenses(call: Caller): Promise<number> {
  return readLicenseSearchPage((await call('/Search/Licenses', { keyword: '', skip: 0, take: 100 })).body).rows.length;
}

function id(company: string): string {
  return portal.control.company(company).id;
}

test('an MSP manager sees its own tree and nothing beside or above it', async () => {
  const names = await visible(manager);
  expect(names).toHaveLength(13);
  expect(names[0]).toBe('Wzgórze IT');
  expect(names).not.toContain('Hillside Computing');
  expect(names).not.toContain('Północ Distribution');
  expect(await visibleLicenses(manager)).toBe(14);
});

test('what is outside of the tree is 403, what does not exist 404', async () => {
  const alien = id('Greenfield School');
  expect(await manager('/Company/Detail', { companyId: alien })).toMatchObject({ status: 403, body: { code: 99, subCode: 1 } });
  expect(await manager('/Search/Licenses', { customerId: alien })).toMatchObject({ status: 403 });
  expect(await manager('/Company/Detail', { companyId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ status: 404 });
  const publicId = portal.control.company('Greenfield School').licenses[0]?.publicId;
  expect(await manager('/License/Detail', { publicLicenseKey: publicId })).toMatchObject({ status: 403 });
  expect(await manager('/License/Detail', { publicLicenseKey: '3ZZ-ZZZ-ZZZ' })).toMatchObject({ status: 404 });
});

test('the right may be missing as a server fault', async () => {
  portal.control.setSwitches({ forbiddenAs: 500 });
  expect(await manager('/Company/Detail', { companyId: id('Hilltop Garage') })).toMatchObject({ status: 500 });
  portal.control.setSwitches({ forbiddenAs: 403 });
});

test('one readable customer is enough, without the company above it', async () => {
  const reader = await signIn(portal, 'reader@wzgorze.example', 'demo-reader');
  expect(await visible(reader)).toEqual(['Piekarnia Młyn']);
  expect(await visibleLicenses(reader)).toBe(2);
  expect(readCurrentUser((await reader('/User/Current')).body).company).toMatchObject({
    name: 'Wzgórze IT',
    type: { word: 'msp-manager' },
  });
  expect(await reader('/Company/Detail', { companyId: id('Wzgórze IT') })).toMatchObject({ status: 403 });
  expect(await reader('/Company/Descendants', { companyId: id('Wzgórze IT') })).toMatchObject({ status: 403 });
  portal.control.setSwitches({ walkFromUnreadableHome: true });
  const page = readCompanyPage((await reader('/Company/Descendants', { companyId: id('Wzgórze IT') })).body);
  expect(page.rows.map((row) => row.name)).toEqual(['Piekarnia Młyn']);
});

test('a tree may have a hole, and who reads below it reads no more', async () => {
  const hole = await signIn(portal, 'hole@wzgorze.example', 'demo-hole');
  const names = await visible(hole);
  expect(names).toContain('Piekarnia Młyn');
  expect(names).not.toContain('Łąka Serwis');
  expect(names).not.toContain('Kino Światło');
  const descendants = async (): Promise<string[]> =>
    readCompanyPage((await hole('/Company/Descendants', { companyId: id('Wzgórze IT'), entityType: 'Any' })).body).rows.map(
      (row) => row.name,
    );
  expect(await descendants()).toEqual(names.slice(1));
  portal.control.setSwitches({ descendantsReachBelowHoles: false });
  expect(await descendants()).not.toContain('Piekarnia Młyn');
  portal.control.setSwitches({ descendantsHonourHoles: false });
  expect(await descendants()).toContain('Łąka Serwis');
});

test('the ancestor of a company below a hole is its parent, or the nearest readable one', async () => {
  const hole = await signIn(portal, 'hole@wzgorze.example', 'demo-hole');
  const ancestor = async () => readCompanyDetail((await hole('/Company/Detail', { companyId: id('Piekarnia Młyn') })).body).parentId;
  expect(await ancestor()).toBe(id('Łąka Serwis'));
  portal.control.setSwitches({ ancestorSkipsHoles: true });
  expect(await ancestor()).toBe(id('Wzgórze IT'));
});

test('a login that can read nothing gets empty lists', async () => {
  const nobody = await signIn(portal, 'nobody@wzgorze.example', 'demo-nobody');
  expect(await visible(nobody)).toEqual([]);
  expect(await visibleLicenses(nobody)).toBe(0);
});

test('a distributor can log in and says what it is', async () => {
  const distributor = await signIn(portal, 'distributor@polnoc.example', 'demo-distributor');
  expect(readCurrentUser((await distributor('/User/Current')).body).company.type).toEqual({ code: 1002, word: 'distributor' });
});

test('reading is not writing, and only the seller suspends', async () => {
  const managed = await signIn(portal, 'managed@laka.example', 'demo-managed');
  const publicLicenseKey = portal.control.company('Piekarnia Młyn').licenses[0]?.publicId;
  expect(await managed('/License/UpdateQuantity', { publicLicenseKey, quantity: 3 })).toMatchObject({ status: 403 });
  expect(await managed('/Company/Create/customer', { name: 'New' })).toMatchObject({ status: 403 });
  expect(await manager('/License/Suspend', { publicLicenseKey })).toMatchObject({ status: 403 });
  expect(await manager('/Company/Suspend', { companyId: id('Piekarnia Młyn') })).toMatchObject({ status: 403 });
  const children = await managed('/User/GetDirectAccessibleChildren', { skip: 0, take: 10 });
  expect(children.body).toEqual({ Companies: [], Paging: { TotalCount: 0 } });
});

test('a permission that changes counts at once', async () => {
  const nobody = await signIn(portal, 'nobody@wzgorze.example', 'demo-nobody');
  portal.control.setPermission('nobody@wzgorze.example', 'Harbour Systems', 'read');
  expect(await visible(nobody)).toHaveLength(6);
  portal.control.setPermission('nobody@wzgorze.example', 'Old Mill Bakery', 'no-access');
  expect(await visible(nobody)).toHaveLength(5);
  portal.control.revokeAccess('nobody@wzgorze.example');
  expect(await visible(nobody)).toEqual([]);
});
