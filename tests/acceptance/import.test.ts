// S2, S3, S5, S6, S9, S13, R23 to R30: what an import of the portal's accounts makes.
import { licenses, overview, portalAccounts, session } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf, treeOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

describe('importing the account of an MSP manager', () => {
  let licet: Licet;
  const login = 'manager@wzgorze.example';
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, login, 'demo-manager');
  });
  afterAll(() => licet.close());

  it('S2: brings every company and license home as the portal has them', async () => {
    const truth = truthOf(licet.portal, login);
    expect(truth.companies).toHaveLength(13);
    expect(truth.licenses.length).toBeGreaterThan(14);
    expect(pictureOf(await exported(licet))).toEqual(truth);
  });

  it('S6: tags every license with the name of its company', async () => {
    for (const license of (await exported(licet)).licenses) expect(license.tags).toEqual([license.licenseUser.name]);
  });

  it('S13: shows the company as the license user, in the list and as CSV', async () => {
    const rows = await allLicenses(licet.admin);
    const truth = truthOf(licet.portal, login).licenses;
    expect(rows.map((row) => `${row.publicId} ${row.licenseUser.name}`).sort()).toEqual(
      truth.map((l) => `${l.publicId} ${l.licenseUser}`).sort(),
    );
    expect(new Set(rows.map((row) => row.licenseUser.kind))).toEqual(new Set(['msp-customer']));
    const csv = await licet.admin(licenses.exportCsv, { query: { columns: 'licenseUser,publicId' } });
    const lines = String(csv).replace('\uFEFF', '').trim().split('\r\n');
    expect(lines.shift()).toBe('License user,Public ID');
    expect(lines.sort()).toEqual(rows.map((row) => `${row.licenseUser.name},${row.publicId}`).sort());
  });

  it('S9: keeps a company without licenses in the MSP tree and out of the license tree, until it has one', async () => {
    const inTree = async () => (await treeOf(licet.admin)).map((node) => node.name).filter((name) => name === 'Old Mill Bakery');
    const inLicenses = async () => (await licet.admin(licenses.companies)).map((c) => c.name).filter((name) => name === 'Old Mill Bakery');
    expect([await inTree(), await inLicenses()]).toEqual([['Old Mill Bakery'], []]);
    const companies = await licet.admin(licenses.companies);
    // Companies above those with licenses stand in the tree too, with none of their own.
    expect(companies.find((company) => company.name === 'Harbour Systems')).toMatchObject({ licenses: 0, type: 'managed-msp' });
    expect(companies.find((company) => company.name === 'Northwind Dental')).toMatchObject({ licenses: 2 });
  });

  it('R24, R30: every customer starts as not set up, its pool in its own group', async () => {
    const { companies, pools } = await exported(licet);
    expect(new Set(companies.map((company) => company.setup))).toEqual(new Set(['not-set-up']));
    const groupOfCompany = new Map(companies.map((company) => [company.upstreamId, company.group]));
    const withLicenses = new Set(truthOf(licet.portal, login).licenses.map((license) => license.companyUpstreamId));
    expect(pools.map((pool) => pool.companyUpstreamId).sort()).toEqual([...withLicenses].sort());
    for (const pool of pools) expect(pool.accessGroup).toBe(groupOfCompany.get(pool.companyUpstreamId ?? ''));
  });

  it('Shared Objects stand under the manager and each MSP for access, and never under computers', async () => {
    const shared = (await treeOf(licet.admin, 'access')).filter((node) => node.kind === 'shared-objects').map((node) => node.path);
    const root = '/All/Companies/Wzgórze IT';
    expect(shared.sort()).toEqual(
      [`${root}/Harbour Systems/Shared Objects`, `${root}/Shared Objects`, `${root}/Łąka Serwis/Shared Objects`].sort(),
    );
    expect((await treeOf(licet.admin, 'computers')).filter((node) => node.kind === 'shared-objects')).toEqual([]);
  });

  it('R23: a suspended customer keeps its group', async () => {
    const group = await groupOf(licet.admin, 'Kino Światło');
    expect(group).toMatchObject({ companyStatus: 'suspended', setup: 'not-set-up', kind: 'customer' });
  });

  it('the overview counts what the list holds', async () => {
    const rows = await allLicenses(licet.admin);
    const { licenses: figures, units, customers, overUsed } = await licet.admin(overview.show);
    const states = [...new Map(rows.map((row) => [row.licenseId, row.state])).values()];
    expect(figures.total).toBe(states.length);
    expect(figures.byState).toEqual(
      Object.fromEntries([...new Set(states)].map((state) => [state, states.filter((one) => one === state).length])),
    );
    expect(units).toEqual({
      ordered: rows.reduce((sum, row) => sum + (row.quantity.value ?? 0), 0),
      used: rows.reduce((sum, row) => sum + (row.usage.value ?? 0), 0),
    });
    expect(customers).toEqual({ total: 10, notSetUp: 10, suspended: 1 });
    expect(overUsed.map((row) => row.licenseUser)).toEqual(['Kwiaciarnia Łąka']);
  });
});

describe('accounts of every kind', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it('S3: refuses headquarters and divisions as it refuses distributors', async () => {
    const { world } = licet.portal;
    const headquarters = [...world.companies.values()].find((company) => company.type === 'headquarters');
    const template = world.loginsByEmail.get('distributor@polnoc.example');
    if (!headquarters || !template) throw new Error('the small data set has changed');
    const division = {
      ...headquarters,
      id: '00000000-0000-4000-8000-000000000001',
      type: 'division' as const,
      name: 'Division',
      parentId: headquarters.id,
    };
    world.companies.set(division.id, division);
    for (const [email, companyId] of [
      ['hq@portal.example', headquarters.id],
      ['division@portal.example', division.id],
    ] as const) {
      world.loginsByEmail.set(email, { ...template, id: companyId, email, companyId, grants: new Map([[companyId, 'write']]) });
      const problem = await refusal(licet.admin(portalAccounts.link, { body: { login: email, password: 'demo-distributor' } }));
      expect(problem).toMatchObject({ status: 422, code: 'refused-account-type' });
      expect(problem.detail).toMatch(/headquarters|division/);
      expect(problem.remedy).toMatch(/MSP/);
    }
    expect(await licet.admin(portalAccounts.list)).toEqual([]);
    expect((await licet.admin(session.current)).msp).toBe(false);
  });

  it.each([
    ['MSP', 'msp@hillside.example', 'demo-msp', 4],
    ['managed MSP', 'managed@laka.example', 'demo-managed', 6],
  ])('S2: imports the account of an %s', async (_, login, password, companies) => {
    const { run } = await link(licet, login, password);
    expect(run.state).toBe('succeeded');
    const truth = truthOf(licet.portal, login);
    expect(truth.companies).toHaveLength(companies);
    const held = pictureOf(await exported(licet));
    const ids = new Set(truth.companies.map((company) => company.upstreamId));
    expect(held.companies.filter((company) => ids.has(company.upstreamId))).toEqual(truth.companies);
    expect(held.licenses.filter((license) => ids.has(license.companyUpstreamId))).toEqual(truth.licenses);
  });
});

it('R10: of more licenses than are looked for at once, each page is read once', async () => {
  const licet = await startLicet({ portal: { dataset: 'large', companies: 701, licensesPerCompany: 3 } });
  await link(licet, 'manager@large.example', 'demo-manager');
  expect((await licet.admin(licenses.list, { query: { limit: 1 } })).total).toBeGreaterThanOrEqual(2103);
  expect((await licet.admin(licenses.list, { query: { limit: 1, use: 'unknown' } })).total).toBe(0);
  expect(licet.portal.control.requests().byPath['/License/Detail']).toBe(2103);
  await licet.close();
});

describe('trees with holes', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it('S4, S5: one readable customer is enough; it hangs at the top', async () => {
    const { run } = await link(licet, 'reader@wzgorze.example', 'demo-reader');
    expect(run.state).toBe('succeeded');
    const held = pictureOf(await exported(licet));
    expect(held).toEqual(truthOf(licet.portal, 'reader@wzgorze.example'));
    expect(held.companies).toMatchObject([{ name: 'Piekarnia Młyn', parentUpstreamId: null, group: '/All/Companies/Piekarnia Młyn' }]);
  });
});

describe('S5: a hole in the middle', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it('companies below it hang under their nearest readable ancestor', async () => {
    await link(licet, 'hole@wzgorze.example', 'demo-hole');
    const held = pictureOf(await exported(licet));
    expect(held).toEqual(truthOf(licet.portal, 'hole@wzgorze.example'));
    const mill = held.companies.find((company) => company.name === 'Piekarnia Młyn');
    expect(mill?.group).toBe('/All/Companies/Wzgórze IT/Piekarnia Młyn');
    expect(held.companies.map((company) => company.name)).not.toContain('Łąka Serwis');
  });
});
