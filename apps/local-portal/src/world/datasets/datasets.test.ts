import { readCompanySearchPage, readLicenseDetail, readLicenseSearchPage } from '@licet/portal-api';
import { expect, test } from 'vitest';
import { startPortal, type Portal, type PortalOptions } from '../../index.ts';
import { signIn, type Caller } from '../../test-client.ts';
import { hardNames } from './hard-names.ts';

async function withPortal(options: PortalOptions, run: (portal: Portal) => void | Promise<void>): Promise<void> {
  const portal = await startPortal({ rate: null, ...options });
  try {
    await run(portal);
  } finally {
    await portal.close();
  }
}

async function allPages<Row>(
  call: Caller,
  path: string,
  body: object,
  read: (value: unknown) => { rows: Row[]; bad: unknown[] },
): Promise<Row[]> {
  const found: Row[] = [];
  for (let skip = 0; ; skip += 100) {
    const page = read((await call(path, { ...body, skip, take: 100 })).body);
    expect(page.bad).toEqual([]);
    found.push(...page.rows);
    if (page.rows.length < 100) return found;
  }
}

test('small tells its story', () =>
  withPortal({}, ({ control, world }) => {
    const types = [...world.companies.values()].map((company) => company.type);
    expect(types.filter((type) => type === 'customer')).toHaveLength(13);
    expect(types.filter((type) => type === 'managed-msp')).toHaveLength(2);
    expect(control.company('Kino Światło')).toMatchObject({
      status: 'suspended',
      licenses: [{ state: 'suspended' }, { state: 'suspended' }],
    });
    expect(control.company('Kwiaciarnia Łąka').licenses).toMatchObject([{ state: 'error', quantity: 5, usage: 7 }]);
    expect(control.company('Old Mill Bakery').licenses).toEqual([]);
    expect(control.company('Northwind Dental').licenses[0]?.products).toHaveLength(2);
    const daysLeft = (Date.parse(control.company('Stolarnia Dąb').licenses[0]?.trialExpiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(daysLeft)).toBe(5);
    expect(control.logins()).toHaveLength(7);
    expect(control.logins().every((login) => login.password.startsWith('demo-'))).toBe(true);
  }));

test('the same seed gives the same ids, another one others', () =>
  withPortal({ seed: 3 }, ({ control }) => {
    const ids = () => control.company('Piekarnia Młyn');
    const first = ids();
    control.reset();
    expect(ids()).toEqual(first);
    control.reset({ seed: 4 });
    expect(ids().id).not.toBe(first.id);
  }));

test('large holds 5,000 customers and 15,000 licenses, and pages are fast', () =>
  withPortal({ dataset: 'large' }, async (portal) => {
    const call = await signIn(portal, 'manager@large.example', 'demo-manager');
    const start = performance.now();
    const licenses = await allPages(call, '/Search/Licenses', { keyword: '' }, readLicenseSearchPage);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(new Set(licenses.map((row) => row.publicId)).size).toBe(15_000);
    const companies = await allPages(call, '/Search/Companies', { search: {} }, readCompanySearchPage);
    expect(companies.filter((row) => row.type?.word === 'customer')).toHaveLength(5000);
    const msp = await signIn(portal, 'msp@large.example', 'demo-msp');
    expect(await allPages(msp, '/Search/Companies', { search: {} }, readCompanySearchPage)).toHaveLength(251);
  }));

test('large is as large as asked', () =>
  withPortal({ dataset: 'large', companies: 120, licensesPerCompany: 2 }, ({ world }) => {
    expect([...world.companies.values()].filter((company) => company.type === 'customer')).toHaveLength(120);
    expect(world.licenses.size).toBe(240);
  }));

test('hard carries every name unharmed', () =>
  withPortal({ dataset: 'hard' }, async (portal) => {
    const call = await signIn(portal, 'manager@hard.example', 'demo-manager');
    const names = (await allPages(call, '/Search/Companies', { search: {} }, readCompanySearchPage)).map((row) => row.name);
    for (const [, name] of hardNames) expect(names).toContain(name);
    expect(names.filter((name) => name === 'Twin')).toHaveLength(3);
    expect(hardNames.find(([oddity]) => oddity === '500 characters')?.[1]).toHaveLength(500);
  }));

test('hard has codes that nobody knows, nulls, and numbers of any kind', () =>
  withPortal({ dataset: 'hard' }, async (portal) => {
    const call = await signIn(portal, 'manager@hard.example', 'demo-manager');
    const detail = async (company: string) => {
      const publicLicenseKey = portal.control.company(company).licenses[0]?.publicId;
      return readLicenseDetail((await call('/License/Detail', { publicLicenseKey })).body);
    };
    expect((await detail('Unknown state')).state).toEqual({ code: 77, word: 'unknown' });
    expect(await detail('Quantity and usage null')).toMatchObject({ quantity: null, usage: null });
    expect(await detail('Numbers as text')).toMatchObject({ quantity: 8, usage: 3, trial: false });
    expect((await detail('Product code as number')).productCode).toBe('9103');
    expect((await detail('Everything optional null')).state).toBeNull();
    await expect(detail('Unit count beyond 32 bits')).rejects.toThrow('quantity: expected a whole number');
    expect((await detail('Bundles')).bundleProducts).toHaveLength(2);
    const companies = await allPages(call, '/Search/Companies', { search: {} }, readCompanySearchPage);
    expect(companies.find((row) => row.name === 'Unknown company type')?.type).toEqual({ code: 99, word: 'unknown' });
    expect(companies.find((row) => row.name === 'Nothing but a name')).toMatchObject({ type: null, status: null });
  }));

test('hard has a tree of several roots', () =>
  withPortal({ dataset: 'hard' }, async (portal) => {
    const call = await signIn(portal, 'hole@hard.example', 'demo-hole');
    const names = (await allPages(call, '/Search/Companies', { search: {} }, readCompanySearchPage)).map((row) => row.name);
    expect(names).toEqual(expect.arrayContaining(['Odd names', 'Odd codes', 'Seen through a hole']));
    for (const unseen of ['<b>Odd</b> Manager', 'Closed', 'Hidden in a readable MSP']) expect(names).not.toContain(unseen);
  }));
