// R13 row by row, with S7, S10, S22, R12 and R23: what a change upstream does here.
import { groups, licenses, portalAccounts, session, users } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, makeUser, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, changesOf, groupOf, licenseOf, treeOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const LOGIN = 'manager@wzgorze.example';

describe('R13: changes upstream', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, LOGIN, 'demo-manager');
  });
  afterAll(() => licet.close());

  const control = () => licet.portal.control;
  /** Synchronizes; the run succeeds and what is held afterwards is what the portal has. */
  const follow = async () => {
    const run = await synchronize(licet);
    expect(run.state).toBe('succeeded');
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, LOGIN));
    return run;
  };
  const licensesOf = (company: string) => control().company(company).licenses;
  const publicIdOf = (company: string, at = 0) => {
    const license = licensesOf(company)[at];
    if (!license) throw new Error(`${company} has no license ${at}`);
    return license.publicId;
  };

  it('nothing changed: nothing is written', async () => {
    const run = await follow();
    expect(run.counts).toEqual({});
    expect(run.unitsDelta).toBe(0);
    expect(await changesOf(licet.admin, run.id)).toEqual([]);
  });

  it('S10: company added: it is in the MSP tree, not set up, without a pool', async () => {
    control().createCustomer('Harbour Systems', 'Nowy Klient');
    const run = await follow();
    expect(run.counts).toEqual({ 'company-added': 1 });
    expect(await groupOf(licet.admin, 'Nowy Klient')).toMatchObject({
      path: '/All/Companies/Wzgórze IT/Harbour Systems/Nowy Klient',
      setup: 'not-set-up',
      kind: 'customer',
    });
    const id = control().company('Nowy Klient').id;
    expect((await exported(licet)).pools.filter((pool) => pool.companyUpstreamId === id)).toEqual([]);
  });

  it('license added: it joins its company’s pool, tagged', async () => {
    const first = control().orderLicense('Nowy Klient', { productCode: '2015', quantity: 3 });
    const run = await follow();
    expect(run.counts['license-added']).toBe(1);
    const second = control().orderLicense('Nowy Klient', { productCode: '9104', quantity: 4 });
    await follow();
    const [one, two] = [await licenseOf(licet.admin, first.publicId), await licenseOf(licet.admin, second.publicId)];
    expect(two.poolId).toBe(one.poolId);
    expect([one.tags, two.tags]).toEqual([['Nowy Klient'], ['Nowy Klient']]);
    expect(one.accessGroup.id).toBe((await groupOf(licet.admin, 'Nowy Klient')).id);
    // S9, the other half.
    expect((await licet.admin(licenses.companies)).map((company) => company.name)).toContain('Nowy Klient');
  });

  it('S7: company renamed: license user and group follow, tags stay', async () => {
    const key = publicIdOf('Northwind Dental');
    const group = await groupOf(licet.admin, 'Northwind Dental');
    control().renameCompany('Northwind Dental', 'Southwind, "Dental"');
    const run = await follow();
    expect(run.counts).toEqual({ 'company-renamed': 1 });
    expect(await groupOf(licet.admin, 'Southwind, "Dental"')).toMatchObject({ id: group.id });
    const rows = (await allLicenses(licet.admin)).filter((row) => row.publicId === key);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row.licenseUser.name).toBe('Southwind, "Dental"');
      expect(row.tags).toEqual(['Northwind Dental']);
    }
    expect((await allLicenses(licet.admin, { q: 'southwind' })).map((row) => row.publicId)).toContain(key);
    // A license that comes after the rename is tagged with the new name.
    const later = control().orderLicense('Southwind, "Dental"', { productCode: '9103', quantity: 2 });
    await follow();
    expect((await licenseOf(licet.admin, later.publicId)).tags).toEqual(['Southwind Dental']);
  });

  it('S7: tags edited by hand outlast a rename and every later synchronization', async () => {
    const row = await licenseOf(licet.admin, publicIdOf('River & Sons Solicitors'));
    const { tags } = await licet.admin(licenses.setTags, { params: { id: row.licenseId }, body: { tags: [' gold ', 'a, "b"', 'gold'] } });
    expect(tags).toEqual(['gold', 'a b']);
    control().renameCompany('River & Sons Solicitors', 'River Solicitors');
    await follow();
    expect((await licenseOf(licet.admin, row.publicId ?? '')).tags).toEqual(['gold', 'a b']);
    const list = await licet.admin(licenses.tags, { query: { q: 'gold' } });
    expect(list).toEqual([{ tag: 'gold', licenses: 1 }]);
  });

  it('company moved: same ids, same pool; group and rights move along', async () => {
    const name = 'Przedszkole Żabka';
    const [before, group] = [await licenseOf(licet.admin, publicIdOf(name)), await groupOf(licet.admin, name)];
    const right = { function: 'licenses', level: 'read' } as const;
    const harbour = await groupOf(licet.admin, 'Harbour Systems');
    const meadow = await groupOf(licet.admin, 'Łąka Serwis');
    const old = await makeUser(licet, { login: 'old-parent', homeGroupId: harbour.id, groupIds: [harbour.id], rights: [right] });
    const fresh = await makeUser(licet, { login: 'new-parent', homeGroupId: meadow.id, groupIds: [meadow.id], rights: [right] });
    const sees = async () => [
      (await allLicenses(old.client)).some((r) => r.id === before.id),
      (await allLicenses(fresh.client)).some((r) => r.id === before.id),
    ];
    expect(await sees()).toEqual([true, false]);

    control().moveCompany(name, 'Łąka Serwis');
    const run = await follow();
    expect(run.counts).toEqual({ 'company-moved': 1 });
    expect(await groupOf(licet.admin, name)).toMatchObject({ id: group.id, path: `/All/Companies/Wzgórze IT/Łąka Serwis/${name}` });
    expect(await licenseOf(licet.admin, before.publicId ?? '')).toMatchObject({
      id: before.id,
      licenseId: before.licenseId,
      poolId: before.poolId,
    });
    expect(await sees()).toEqual([false, true]);
  });

  it('R23: company suspended and resumed: state follows, the group stays', async () => {
    const group = await groupOf(licet.admin, 'Lighthouse Clinic');
    const key = publicIdOf('Lighthouse Clinic');
    const units = (await licenseOf(licet.admin, key)).quantity.value;
    control().suspendCompany('Lighthouse Clinic');
    await follow();
    expect(await groupOf(licet.admin, 'Lighthouse Clinic')).toMatchObject({
      id: group.id,
      companyStatus: 'suspended',
      setup: 'not-set-up',
    });
    // The usage report says 0 for what is suspended; that is no quantity.
    expect(await licenseOf(licet.admin, key)).toMatchObject({ state: 'suspended', quantity: { value: units } });
    control().unsuspendCompany('Lighthouse Clinic');
    await follow();
    expect(await groupOf(licet.admin, 'Lighthouse Clinic')).toMatchObject({ id: group.id, companyStatus: 'active' });
    expect((await licenseOf(licet.admin, key)).state).not.toBe('suspended');
  });

  it('quantity, usage, product, state and expiry changed: all follow, under the same license', async () => {
    const key = publicIdOf('Kwiaciarnia Łąka');
    const before = await licenseOf(licet.admin, key);
    control().setQuantity(key, 40);
    control().setUsage(key, 39);
    const units = await follow();
    expect(units.unitsDelta).toBe(40 - (before.quantity.value ?? 0));
    expect(await licenseOf(licet.admin, key)).toMatchObject({
      id: before.id,
      quantity: { value: 40 },
      usage: { value: 39 },
      state: 'warning',
    });

    control().suspendLicense(key);
    await follow();
    expect((await licenseOf(licet.admin, key)).state).toBe('suspended');
    control().unsuspendLicense(key);
    control().changeProduct(key, '9016', 41);
    await follow();
    const rows = (await allLicenses(licet.admin)).filter((row) => row.publicId === key);
    expect(rows).toMatchObject([{ licenseId: before.licenseId, poolId: before.poolId, productCode: '9016', quantity: { value: 41 } }]);

    const trial = publicIdOf('Stolarnia Dąb');
    const expires = (await licenseOf(licet.admin, trial)).expires;
    control().extendTrial(trial);
    await follow();
    expect((await licenseOf(licet.admin, trial)).expires).toBe(control().license(trial).trialExpiresAt?.slice(0, 10));
    expect((await licenseOf(licet.admin, trial)).expires).not.toBe(expires);
  });

  it('trial becomes full under a new public id: the old one is gone, the new one follows it, tagged', async () => {
    const old = await licenseOf(licet.admin, publicIdOf('Stolarnia Dąb'));
    const full = control().convertToFull(old.publicId ?? '', 15);
    expect(full.publicId).not.toBe(old.publicId);
    await follow();
    expect((await licenseOf(licet.admin, old.publicId ?? '')).gone).toBe(true);
    const row = await licenseOf(licet.admin, full.publicId);
    expect(row).toMatchObject({ type: 'msp', gone: false, tags: ['Stolarnia Dąb'], poolId: old.poolId, expires: null });
    expect(await licet.admin(licenses.show, { params: { id: row.licenseId } })).toMatchObject({
      successorOf: old.publicId,
      succeededBy: null,
    });
    expect(await licet.admin(licenses.show, { params: { id: old.licenseId } })).toMatchObject({
      succeededBy: full.publicId,
      successorOf: null,
    });
  });

  it('license gone: marked gone with its history, hidden from the list, there when asked for', async () => {
    const row = await licenseOf(licet.admin, publicIdOf('Żeglarz – wypożyczalnia jachtów'));
    control().removeLicense(row.publicId ?? '');
    const run = await follow();
    expect(run.counts).toEqual({ 'license-gone': 1 });
    expect((await allLicenses(licet.admin)).map((one) => one.id)).not.toContain(row.id);
    expect((await allLicenses(licet.admin, { gone: 'only' })).map((one) => one.id)).toContain(row.id);
    const history = await licet.admin(licenses.history, { params: { id: row.licenseId } });
    expect(history.rows[0]).toMatchObject({ kind: 'license-gone', by: { runId: run.id } });
    expect(history.rows.at(-1)).toMatchObject({ before: null });
  });

  it('company gone: group stays as unlinked, licenses are gone, users stay', async () => {
    const name = 'Piekarnia Młyn';
    const group = await groupOf(licet.admin, name);
    const keys = licensesOf(name).map((license) => license.publicId);
    const user = await makeUser(licet, {
      login: 'baker',
      homeGroupId: group.id,
      groupIds: [group.id],
      rights: [{ function: 'licenses', level: 'read' }],
    });
    control().removeCompany(name);
    const run = await follow();
    expect(run.counts).toEqual({ 'company-gone': 1, 'license-gone': keys.length });
    expect(await groupOf(licet.admin, name)).toMatchObject({ id: group.id, setup: 'unlinked', path: group.path });
    for (const key of keys) expect((await licenseOf(licet.admin, key)).gone).toBe(true);
    expect((await user.client(session.current)).user.login).toBe('baker');
    // Flagged, so that somebody decides about them.
    const flagged = (await licet.admin(users.list)).rows.filter((row) => row.homeUnlinked);
    expect(flagged.map((row) => row.login)).toEqual(['baker']);
    expect((await licet.admin(groups.show, { params: { id: group.id } })).counts.users).toBe(1);
    expect((await allLicenses(user.client, { gone: 'show' })).map((row) => row.publicId).sort()).toEqual([...keys].sort());
  });

  it('access lost to a company and given back: unlinked and returned, with the same ids', async () => {
    const name = 'Lighthouse Clinic';
    const before = await licenseOf(licet.admin, publicIdOf(name));
    const group = await groupOf(licet.admin, name);
    control().setPermission(LOGIN, name, 'no-access');
    await follow();
    expect(await groupOf(licet.admin, name)).toMatchObject({ id: group.id, setup: 'unlinked' });
    expect((await licenseOf(licet.admin, before.publicId ?? '')).gone).toBe(true);
    control().setPermission(LOGIN, name, null);
    const run = await follow();
    expect(run.counts).toMatchObject({ 'company-returned': 1, 'license-returned': 2 });
    expect(await groupOf(licet.admin, name)).toMatchObject({ id: group.id, setup: 'not-set-up' });
    expect(await licenseOf(licet.admin, before.publicId ?? '')).toMatchObject({ id: before.id, poolId: before.poolId, gone: false });
  });

  it('R12: two companies that trade names stay who they are', async () => {
    const [one, two] = [await groupOf(licet.admin, 'Kino Światło'), await groupOf(licet.admin, 'Kwiaciarnia Łąka')];
    control().renameCompany('Kino Światło', 'for a moment');
    control().renameCompany('Kwiaciarnia Łąka', 'Kino Światło');
    control().renameCompany('for a moment', 'Kwiaciarnia Łąka');
    const run = await follow();
    expect(run.counts).toEqual({ 'company-renamed': 2 });
    expect([(await groupOf(licet.admin, 'Kwiaciarnia Łąka')).id, (await groupOf(licet.admin, 'Kino Światło')).id]).toEqual([
      one.id,
      two.id,
    ]);
  });

  it('S22: one synchronization brings license list and MSP tree up to date together', async () => {
    control().createCustomer('Łąka Serwis', 'Zegarmistrz');
    const { publicId } = control().orderLicense('Zegarmistrz', { productCode: '9101', quantity: 2 });
    await follow();
    expect((await treeOf(licet.admin)).map((node) => node.path)).toContain('/All/Companies/Wzgórze IT/Łąka Serwis/Zegarmistrz');
    expect((await licenseOf(licet.admin, publicId)).quantity).toMatchObject({ value: 2 });
  });

  it('credentials refused: the last data stay, the account says so, and a new password mends it', async () => {
    const before = pictureOf(await exported(licet));
    control().changeLogin(LOGIN, { password: 'another password' });
    control().createCustomer('Harbour Systems', 'Unseen');
    const run = await synchronize(licet);
    expect(run.state).toBe('failed');
    expect(run.reason).toBeTruthy();
    expect(run.remedy).toMatch(/password/);
    const [account] = await licet.admin(portalAccounts.list);
    expect(account).toMatchObject({ state: 'credentials-refused' });
    expect(pictureOf(await exported(licet))).toEqual(before);
    await licet.admin(portalAccounts.change, { params: { id: account?.id ?? '' }, body: { password: 'another password' } });
    await follow();
    expect((await licet.admin(portalAccounts.list))[0]).toMatchObject({ state: 'synchronized', stateReason: null });
  });
});

describe('R13: managed tags', () => {
  let licet: Licet;
  let accountId: string;
  const OLD = 'Kwiaciarnia Łąka';
  beforeAll(async () => {
    licet = await startLicet();
    const { account, runId } = await licet.admin(portalAccounts.link, {
      body: { login: LOGIN, password: 'demo-manager', managedTags: true },
    });
    accountId = account.id;
    expect(account.managedTags).toBe(true);
    await runEnd(licet, runId);
  });
  afterAll(() => licet.close());

  const rowsOf = async (company: string) => (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name === company);

  it('R13: with managed tags, the tag of the company’s name follows a rename; tags made by hand stay', async () => {
    const others = (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name !== OLD);
    const [first] = await rowsOf(OLD);
    const { licenseId } = first as { licenseId: string };
    await licet.admin(licenses.setTags, { params: { id: licenseId }, body: { tags: ['gold', OLD, `${OLD} 2`] } });
    licet.portal.control.renameCompany(OLD, 'Kwiaciarnia, "Gaj"');

    const preview = await synchronize(licet, { preview: true });
    const count = (await rowsOf(OLD)).length;
    expect(preview.counts).toEqual({ 'company-renamed': 1, 'tags-changed': count });
    const planned = (await changesOf(licet.admin, preview.id)).filter((change) => change.kind === 'tags-changed');
    expect(planned[0]).toMatchObject({ subject: { id: licenseId }, before: { tags: [OLD] }, after: { tags: ['Kwiaciarnia Gaj'] } });
    expect((await rowsOf(OLD))[0]?.tags).toEqual(['gold', OLD, `${OLD} 2`]);

    const run = await synchronize(licet);
    expect(run.counts).toEqual(preview.counts);
    expect((await rowsOf('Kwiaciarnia, "Gaj"'))[0]?.tags).toEqual(['gold', 'Kwiaciarnia Gaj', `${OLD} 2`]);
    expect((await allLicenses(licet.admin, { q: 'gaj' })).map((row) => row.licenseId)).toContain(licenseId);
    const after = (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name !== 'Kwiaciarnia, "Gaj"');
    expect(after.map(({ id, tags }) => ({ id, tags }))).toEqual(others.map(({ id, tags }) => ({ id, tags })));
    const kept = (await changesOf(licet.admin, run.id)).filter((change) => change.kind === 'tags-changed');
    expect(kept[0]).toMatchObject({
      before: { tags: ['gold', OLD, `${OLD} 2`] },
      after: { tags: ['gold', 'Kwiaciarnia Gaj', `${OLD} 2`] },
    });
    expect((await synchronize(licet)).counts).toEqual({});
  });

  it('R13: a license whose name tag a person took away gets none back', async () => {
    const rows = await rowsOf('Lighthouse Clinic');
    const [row] = rows;
    await licet.admin(licenses.setTags, { params: { id: row?.licenseId ?? '' }, body: { tags: ['clinic'] } });
    licet.portal.control.renameCompany('Lighthouse Clinic', 'Lantern Clinic');
    expect((await synchronize(licet)).counts).toEqual({ 'company-renamed': 1, 'tags-changed': rows.length - 1 });
    expect((await rowsOf('Lantern Clinic')).find(({ id }) => id === row?.id)?.tags).toEqual(['clinic']);
  });

  it('R13: switched off, tags stay again', async () => {
    const account = await licet.admin(portalAccounts.change, { params: { id: accountId }, body: { managedTags: false } });
    expect(account.managedTags).toBe(false);
    licet.portal.control.renameCompany('Kwiaciarnia, "Gaj"', 'Kwiaciarnia Polana');
    expect((await synchronize(licet)).counts).toEqual({ 'company-renamed': 1 });
    expect((await rowsOf('Kwiaciarnia Polana'))[0]?.tags).toContain('Kwiaciarnia Gaj');
  });
});
