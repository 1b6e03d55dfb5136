// R33, R51, S20: a removed account is brought back as it was, for 30 days; after them its secrets are forgotten.
import { customers, installers, licenses, permissionSets, pools, portalAccounts } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { purgeRemoved } from '../../apps/server/src/features/portal-accounts/restoring.ts';
import { exported, link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { pictureOf } from '../support/picture.ts';
import { allLicenses, groupOf, treeOf } from '../support/reading.ts';
import { batchEnd, customerOf } from '../support/setups.ts';

const LOGIN = 'manager@wzgorze.example';

describe('R33: taking a removal back', () => {
  let licet: Licet;
  let accountId: string;
  beforeAll(async () => {
    licet = await startLicet();
    ({ accountId } = await link(licet, LOGIN, 'demo-manager'));
    // A login that sees some of the same companies, a moved pool, tags, a license and a product that are gone already.
    await link(licet, 'msp@hillside.example', 'demo-msp');
    const rows = await allLicenses(licet.admin);
    const mill = rows.find((row) => row.licenseUser.name === 'Piekarnia Młyn');
    await licet.admin(pools.move, { params: { id: mill?.poolId ?? '' }, body: { to: (await groupOf(licet.admin, 'Stolarnia Dąb')).id } });
    await licet.admin(licenses.changeTags, { body: { licenseIds: [mill?.licenseId ?? ''], add: ['kept'], remove: [] } });
    licet.portal.control.removeLicense(rows.find((row) => row.licenseUser.name === 'Kwiaciarnia Łąka')?.publicId ?? '');
    await synchronize(licet, { accountId });
  });
  afterAll(() => licet.close());

  const remove = () => licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: LOGIN } });

  it('R33: the list names installers that stop; undone, everything is as it was', async () => {
    const group = await groupOf(licet.admin, 'Northwind Dental');
    const [choice] = await licet.admin(installers.licenses, { query: { groupId: group.id } });
    const made = await licet.admin(installers.create, { body: { name: 'stops', groupId: group.id, shareId: choice?.shareId ?? null } });
    const plan = await licet.admin(portalAccounts.removalPlan, { params: { id: accountId } });
    expect(plan.installers).toEqual([{ id: made.id, name: 'stops' }]);
    const before = await pictureOf(licet);
    const listed = await exported(licet);

    await remove();
    expect((await licet.admin(installers.show, { params: { id: made.id } })).breakage).toBe('license-gone');
    const [removed] = await licet.admin(portalAccounts.removed);
    expect(removed).toMatchObject({ login: LOGIN, removedBy: 'admin' });
    expect(Date.parse(removed?.until ?? '') - Date.parse(removed?.removedAt ?? '')).toBe(30 * 86_400_000);

    const account = await licet.admin(portalAccounts.restore, { params: { id: removed?.id ?? '' } });
    expect(account).toMatchObject({ id: accountId, login: LOGIN });
    expect(await pictureOf(licet)).toEqual(before);
    expect((await exported(licet)).licenses).toEqual(listed.licenses);
    expect((await licet.admin(installers.show, { params: { id: made.id } })).state).toBe('active');
    expect(await licet.admin(portalAccounts.removed)).toEqual([]);
    // It synchronizes on as if nothing had been.
    const run = await synchronize(licet, { accountId });
    expect([run.state, run.counts]).toEqual(['succeeded', {}]);
  });

  it('R33: refused to others, twice, and when the login was linked anew', async () => {
    await remove();
    const [removed] = await licet.admin(portalAccounts.removed);
    const params = { id: removed?.id ?? '' };
    const all = await groupOf(licet.admin, 'All');
    const rights = [{ function: 'portal-accounts' as const, level: 'write' as const }];
    const other = await makeUser(licet, { login: 'other', homeGroupId: all.id, groupIds: [all.id], rights });
    expect(await refusal(other.client(portalAccounts.restore, { params }))).toMatchObject({ status: 403 });
    const anew = await link(licet, LOGIN, 'demo-manager');
    expect(await refusal(licet.admin(portalAccounts.restore, { params }))).toMatchObject({ code: 'already-linked' });
    await licet.admin(portalAccounts.remove, { params: { id: anew.accountId }, body: { confirmLogin: LOGIN } });
    const [newest] = await licet.admin(portalAccounts.removed);
    await licet.admin(portalAccounts.restore, { params: { id: newest?.id ?? '' } });
    accountId = anew.accountId;
    expect(await refusal(licet.admin(portalAccounts.restore, { params: { id: newest?.id ?? '' } }))).toMatchObject({ status: 409 });
  });

  it('R33: after 30 days the secrets are forgotten and nothing is brought back; history and audit stay', async () => {
    await remove();
    const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
    await owner.connect();
    const count = async (table: string) => Number((await owner.query<{ n: number }>(`select count(*) as n from ${table}`)).rows[0]?.n);
    const kept = [await count('changes'), await count('licenses'), await count('audit_entries')];
    const later = { ...licet.server.context, now: () => new Date(Date.now() + 31 * 86_400_000) };
    await purgeRemoved({ ...later, now: () => new Date(Date.now() + 29 * 86_400_000) });
    const sealed = async () =>
      (await owner.query<{ n: number }>('select octet_length(password_sealed) as n from portal_accounts where id = $1', [accountId]))
        .rows[0]?.n;
    expect(await sealed()).toBeGreaterThan(0);
    await purgeRemoved(later);
    expect(await sealed()).toBe(0);
    // By a clock that was ahead: by the present one the removal could still be taken back, but its secrets are forgotten.
    const [removed] = await licet.admin(portalAccounts.removed);
    expect(await refusal(licet.admin(portalAccounts.restore, { params: { id: removed?.id ?? '' } }))).toMatchObject({
      status: 409,
      reason: { code: 'removal-not-undoable' },
    });
    const now = [await count('changes'), await count('licenses'), await count('audit_entries')];
    expect(now.slice(0, 2)).toEqual(kept.slice(0, 2));
    expect(now[2]).toBeGreaterThanOrEqual(kept[2] as number);
    expect(
      Number(
        (await owner.query<{ n: number }>('select count(*) as n from license_sightings where account_id = $1', [accountId])).rows[0]?.n,
      ),
    ).toBe(0);
    await owner.end();
  });
});

describe('R33, R3: taking back a removal of one of two logins that see the same companies', () => {
  let licet: Licet;
  let managerId: string;
  let managedId: string;
  beforeAll(async () => {
    licet = await startLicet();
    managerId = (await link(licet, LOGIN, 'demo-manager')).accountId;
    managedId = (await link(licet, 'managed@laka.example', 'demo-managed')).accountId;
    await synchronize(licet, { accountId: managerId });
    const baker = await customerOf(licet.admin, 'Piekarnia Młyn');
    const wish = { companyId: baker.id, user: { login: 'baker', password: 'password of baker' }, installer: { name: 'Bakery' } };
    const batch = await licet.admin(customers.setUp, { body: { customers: [wish] } });
    expect(await batchEnd(licet.admin, batch.id)).toMatchObject({ failed: 0 });
  });
  afterAll(() => licet.close());

  const sharedAbove = async () => (await licet.admin(permissionSets.list)).rows.find((set) => set.madeAs === 'shared-above')?.groups;
  const tree = async () => (await treeOf(licet.admin, 'access')).map((node) => `${node.id} ${node.path}`).sort();
  const remove = () => licet.admin(portalAccounts.remove, { params: { id: managerId }, body: { confirmLogin: LOGIN } });
  const restore = async () => {
    const [removed] = await licet.admin(portalAccounts.removed);
    await licet.admin(portalAccounts.restore, { params: { id: removed?.id ?? '' } });
  };

  it('S20: the plan says what hangs elsewhere, from where to where, and that comes true', async () => {
    const plan = await licet.admin(portalAccounts.removalPlan, { params: { id: managerId } });
    const service = await groupOf(licet.admin, 'Łąka Serwis');
    expect(plan.movedGroups).toMatchObject([
      {
        id: service.id,
        name: 'Łąka Serwis',
        from: { path: '/All/Companies/Wzgórze IT/Łąka Serwis' },
        to: { path: '/All/Companies/Łąka Serwis', segments: [{ kind: 'all' }, { kind: 'companies' }, { name: 'Łąka Serwis' }] },
      },
    ]);
    const other = await licet.admin(portalAccounts.removalPlan, { params: { id: managedId } });
    expect(other.movedGroups).toEqual([]);
  });

  it('undone, every table, and with them the certification authorities, is as it was, and stays so when both synchronize', async () => {
    const before = await pictureOf(licet);
    const was = { ...(await exported(licet)), accounts: [], asOf: '', tree: await tree(), above: await sharedAbove() };
    expect(was.above).toHaveLength(2);

    await remove();
    expect((await groupOf(licet.admin, 'Łąka Serwis')).path).toBe('/All/Companies/Łąka Serwis');
    // Its customers use the Shared Objects that are above them, and no others.
    expect(await sharedAbove()).toHaveLength(1);

    await restore();
    expect(await pictureOf(licet)).toEqual(before);
    for (const accountId of [managerId, managedId]) expect((await synchronize(licet, { accountId })).counts).toEqual({});
    expect(await pictureOf(licet)).toEqual(before);
    const now = { ...(await exported(licet)), accounts: [], asOf: '', tree: await tree(), above: await sharedAbove() };
    expect(now).toEqual(was);
  });

  it('undone after the other has synchronized, the tree is as it was', async () => {
    const was = { tree: await tree(), above: await sharedAbove() };
    expect((await groupOf(licet.admin, 'Łąka Serwis')).path).toBe('/All/Companies/Wzgórze IT/Łąka Serwis');
    await remove();
    expect((await synchronize(licet, { accountId: managedId })).counts).toEqual({});
    await restore();
    expect({ tree: await tree(), above: await sharedAbove() }).toEqual(was);
    expect((await synchronize(licet, { accountId: managerId })).counts).toEqual({});
    expect(await tree()).toEqual(was.tree);
  });
});
