// R3, R20: several accounts, companies that two of them see, and a tree that only the portal shapes.
import { customers, groups, portalAccounts, session, syncRuns } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf, licenseOf, treeOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const MANAGER = 'manager@wzgorze.example';
const MANAGED = 'managed@laka.example';

describe('R3: two logins that see the same companies', () => {
  let licet: Licet;
  const ids: Record<string, string> = {};
  const control = () => licet.portal.control;
  const sync = (login: string) => synchronize(licet, { accountId: ids[login] ?? '' });
  beforeAll(async () => {
    licet = await startLicet();
    ids[MANAGED] = (await link(licet, MANAGED, 'demo-managed')).accountId;
  });
  afterAll(() => licet.close());

  it('the second account takes over what the first has brought, under the same ids', async () => {
    const before = { rows: await allLicenses(licet.admin), mill: await groupOf(licet.admin, 'Piekarnia Młyn') };
    expect(before.mill.path).toBe('/All/Companies/Łąka Serwis/Piekarnia Młyn');
    const { accountId, run } = await link(licet, MANAGER, 'demo-manager');
    ids[MANAGER] = accountId;
    expect(run.state).toBe('succeeded');
    const after = await allLicenses(licet.admin);
    const kept = after.filter((row) =>
      before.rows.some((one) => one.id === row.id && one.poolId === row.poolId && one.publicId === row.publicId),
    );
    expect(kept).toHaveLength(before.rows.length);
    expect(new Set(after.map((row) => `${row.publicId} ${row.productCode}`)).size).toBe(after.length);
    expect((await groupOf(licet.admin, 'Piekarnia Młyn')).id).toBe(before.mill.id);
    // Every company once, every license once: the manager sees all that there is.
    const held = pictureOf(await exported(licet));
    const truth = truthOf(licet.portal, MANAGER);
    expect(held.licenses).toEqual(truth.licenses);
    expect(held.companies.map((company) => company.upstreamId)).toEqual(truth.companies.map((company) => company.upstreamId));
  });

  it('names both accounts at what both see', async () => {
    const mill = await groupOf(licet.admin, 'Piekarnia Młyn');
    const dental = await groupOf(licet.admin, 'Northwind Dental');
    const accountsOf = async (id: string) => (await licet.admin(groups.show, { params: { id } })).company?.accounts;
    expect(await accountsOf(mill.id)).toEqual([MANAGED, MANAGER]);
    expect(await accountsOf(dental.id)).toEqual([MANAGER]);
    const row = (await allLicenses(licet.admin)).find((one) => one.licenseUser.name === 'Piekarnia Młyn');
    expect(row?.accounts).toEqual([MANAGED, MANAGER]);
  });

  it('a change that one of them has read is no news to the other', async () => {
    control().renameCompany('Stolarnia Dąb', 'Stolarnia Jesion');
    expect((await sync(MANAGED)).counts).toEqual({ 'company-renamed': 1 });
    expect((await sync(MANAGER)).counts).toEqual({});
    expect((await groupOf(licet.admin, 'Stolarnia Jesion')).setup).toBe('not-set-up');
  });

  it('what one of them stops seeing stays while the other sees it, and goes with the last', async () => {
    const key = control().company('Kwiaciarnia Łąka').licenses[0]?.publicId ?? '';
    control().setPermission(MANAGED, 'Kwiaciarnia Łąka', 'no-access');
    const lost = await sync(MANAGED);
    expect(lost.counts).toEqual({});
    expect(await groupOf(licet.admin, 'Kwiaciarnia Łąka')).toMatchObject({ setup: 'not-set-up' });
    expect(await licenseOf(licet.admin, key)).toMatchObject({ gone: false, accounts: [MANAGER] });

    control().setPermission(MANAGER, 'Kwiaciarnia Łąka', 'no-access');
    expect((await sync(MANAGER)).counts).toEqual({ 'company-gone': 1, 'license-gone': 1 });
    expect(await groupOf(licet.admin, 'Kwiaciarnia Łąka')).toMatchObject({ setup: 'unlinked' });
    expect((await licenseOf(licet.admin, key)).gone).toBe(true);

    // The other one sees it again.
    control().setPermission(MANAGED, 'Kwiaciarnia Łąka', null);
    expect((await sync(MANAGED)).counts).toMatchObject({ 'company-returned': 1, 'license-returned': 1 });
    expect(await groupOf(licet.admin, 'Kwiaciarnia Łąka')).toMatchObject({ setup: 'not-set-up' });
    expect(await licenseOf(licet.admin, key)).toMatchObject({ gone: false, accounts: [MANAGED] });
    control().setPermission(MANAGER, 'Kwiaciarnia Łąka', null);
    await sync(MANAGER);
    expect(pictureOf(await exported(licet)).licenses).toEqual(truthOf(licet.portal, MANAGER).licenses);
  });

  it('an account without a company in common has a subtree of its own', async () => {
    await link(licet, 'msp@hillside.example', 'demo-msp');
    const tops = (await treeOf(licet.admin)).filter((node) => node.path.split('/').length === 4).map((node) => node.path);
    expect(tops).toContain('/All/Companies/Hillside Computing');
    expect(await licet.admin(portalAccounts.list)).toHaveLength(3);
  });

  it('both accounts synchronized at the same time end in the truth', async () => {
    for (let i = 0; i < 3; i += 1) {
      control().createCustomer('Łąka Serwis', `Nowy ${i}`);
      control().orderLicense(`Nowy ${i}`, { productCode: '2015', quantity: i + 1 });
      const runs = await Promise.all([sync(MANAGED), sync(MANAGER)]);
      for (const run of runs) expect(['succeeded', 'partial']).toContain(run.state);
    }
    await sync(MANAGER);
    expect(pictureOf(await exported(licet)).licenses.filter((l) => l.licenseUser.startsWith('Nowy'))).toEqual(
      truthOf(licet.portal, MANAGER).licenses.filter((l) => l.licenseUser.startsWith('Nowy')),
    );
  });

  it('R15: a plan that waits is outdated when the other account has brought home the same', async () => {
    control().createCustomer('Łąka Serwis', 'Planned twice');
    const preview = await synchronize(licet, { accountId: ids[MANAGED] ?? '', preview: true });
    expect(preview).toMatchObject({ state: 'planned', counts: { 'company-added': 1 } });
    expect((await sync(MANAGER)).counts).toEqual({ 'company-added': 1 });
    expect(await refusal(licet.admin(syncRuns.apply, { params: { id: preview.id } }))).toMatchObject({
      status: 409,
      code: 'plan-outdated',
    });
    expect((await sync(MANAGED)).counts).toEqual({});
    expect((await treeOf(licet.admin)).filter((node) => node.name === 'Planned twice')).toHaveLength(1);
  });

  it('R15: a plan that waits is outdated when the other account has come to see what it would take away', async () => {
    const key = control().company('Kino Światło').licenses[0]?.publicId ?? '';
    control().setPermission(MANAGED, 'Kino Światło', 'no-access');
    await sync(MANAGED);
    control().setPermission(MANAGER, 'Kino Światło', 'no-access');
    const preview = await synchronize(licet, { accountId: ids[MANAGER] ?? '', preview: true });
    expect(preview.counts).toMatchObject({ 'company-gone': 1, 'license-gone': 2 });
    control().setPermission(MANAGED, 'Kino Światło', null);
    await sync(MANAGED);
    expect(await refusal(licet.admin(syncRuns.apply, { params: { id: preview.id } }))).toMatchObject({ code: 'plan-outdated' });
    expect((await licenseOf(licet.admin, key)).gone).toBe(false);
    expect((await sync(MANAGER)).counts).toEqual({});
    expect((await licenseOf(licet.admin, key)).gone).toBe(false);
  });

  it('R20: no door makes, renames or moves a group, and none deletes one that is synchronized', async () => {
    expect((await licet.admin(session.current)).administrator).toBe(true);
    const document = (await (await fetch(`${licet.server.url}/api/docs/json`)).json()) as { paths: Record<string, object> };
    const changing = Object.entries(document.paths).flatMap(([path, methods]) =>
      path.startsWith('/api/groups')
        ? Object.keys(methods)
            .filter((method) => method !== 'get')
            .map((method) => `${method} ${path}`)
        : [],
    );
    expect(changing).toEqual(['delete /api/groups/{id}']);
    for (const group of await licet.admin(groups.tree))
      expect((await refusal(licet.admin(customers.removeGroup, { params: { id: group.id } }))).status, group.name).toBe(409);
  });
});
