// How a company is removed: by unlinking its account, then by deleting its group once nothing is in it (R20, R21, R50, R51).
import {
  audit,
  customers,
  groups,
  installers,
  overview,
  permissionSets,
  portalAccounts,
  reports,
  notificationRules,
  savedViews,
  users,
} from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf, treeOf } from '../support/reading.ts';
import { batchEnd, customerOf } from '../support/setups.ts';

const LOGIN = 'manager@wzgorze.example';
const PASSWORD = 'demo-manager';

let licet: Licet;
let accountId: string;
const remove = (id: string) => licet.admin(customers.removeGroup, { params: { id } });
const unlinked = async () => (await licet.admin(overview.show)).notConnected;

beforeAll(async () => {
  licet = await startLicet();
  ({ accountId } = await link(licet, LOGIN, PASSWORD));
  const baker = await customerOf(licet.admin, 'Piekarnia Młyn');
  const user = { login: 'baker', password: 'password of baker' };
  const batch = await licet.admin(customers.setUp, {
    body: { customers: [{ companyId: baker.id, user, installer: { name: 'Installer of baker' } }] },
  });
  expect(await batchEnd(licet.admin, batch.id)).toMatchObject({ done: 1, failed: 0 });
});
afterAll(() => licet.close());

describe('while its account is linked', () => {
  it('R20: a synchronized group cannot be deleted by hand, and there is no door to make, rename or move one', async () => {
    const empty = await groupOf(licet.admin, 'Old Mill Bakery');
    const problem = await refusal(remove(empty.id));
    expect(problem).toMatchObject({ status: 409, code: 'conflict', reason: { code: 'group-synchronized' } });
    expect(problem.remedy).toBeTruthy();
    expect((await groupOf(licet.admin, 'Old Mill Bakery')).id).toBe(empty.id);
    for (const [method, path] of [
      ['POST', '/api/groups'],
      ['PATCH', `/api/groups/${empty.id}`],
      ['PUT', `/api/groups/${empty.id}`],
    ] as const) {
      const answer = await fetch(`${licet.url}${path}`, { method, headers: { 'content-type': 'application/json' }, body: '{}' });
      expect(answer.status, `${method} ${path}`).toBe(404);
    }
  });

  it('R20: not by archiving it first either, and the groups of the server stay in any case', async () => {
    const mill = await customerOf(licet.admin, 'Old Mill Bakery');
    await licet.admin(customers.archive, { body: { companyIds: [mill.id] } });
    expect(await refusal(remove(mill.group.id))).toMatchObject({ reason: { code: 'group-synchronized' } });
    await licet.admin(customers.restore, { body: { companyIds: [mill.id] } });
    for (const name of ['All', 'Lost & found'])
      expect(await refusal(remove((await groupOf(licet.admin, name)).id))).toMatchObject({ reason: { code: 'group-of-server' } });
  });

  it('R23: suspension upstream removes no group and changes no setup state', async () => {
    const before = await groupOf(licet.admin, 'Stolarnia Dąb');
    const company = licet.portal.control.company('Stolarnia Dąb');
    licet.portal.control.suspendCompany(company.id);
    await synchronize(licet);
    expect(await groupOf(licet.admin, 'Stolarnia Dąb')).toMatchObject({ id: before.id, companyStatus: 'suspended', setup: before.setup });
    expect((await unlinked()).total).toBe(0);
    licet.portal.control.unsuspendCompany(company.id);
    await synchronize(licet);
    expect(await groupOf(licet.admin, 'Stolarnia Dąb')).toMatchObject({ id: before.id, companyStatus: 'active' });
  });
});

describe('after its account was removed', () => {
  let licensesBefore: number;
  beforeAll(async () => {
    licensesBefore = (await allLicenses(licet.admin, { gone: 'show' })).length;
    await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: LOGIN } });
  });

  it('R24, R51: every group is unlinked and the overview lists what is left to clear', async () => {
    const companies = (await treeOf(licet.admin)).filter((node) => node.setup !== null);
    expect(new Set(companies.map((node) => node.setup))).toEqual(new Set(['unlinked']));
    const left = await unlinked();
    expect(left.total).toBe(companies.length);
    const holds = (name: string) => left.groups.find((group) => group.name === name)?.holds;
    expect(holds('Old Mill Bakery')).toEqual([]);
    expect(holds('Piekarnia Młyn')).toEqual(
      expect.arrayContaining([
        { kind: 'user', count: 1 },
        { kind: 'installer', count: 1 },
        { kind: 'permission-set', count: 2 },
      ]),
    );
    const { rows } = await licet.admin(customers.list, { query: { setup: 'unlinked', limit: 500 } });
    expect(rows.map((row) => row.name)).toContain('Piekarnia Młyn');
    expect((await licet.admin(customers.list, { query: { setup: 'ready' } })).total).toBe(0);
  });

  it('R51: whoever sees one of the groups is told of that one and of no other', async () => {
    const own = await groupOf(licet.admin, 'Kwiaciarnia Łąka');
    const rights = [{ function: 'groups-and-computers', level: 'read' } as const];
    const florist = await makeUser(licet, { login: 'florist', homeGroupId: own.id, groupIds: [own.id], rights });
    const { notConnected } = await florist.client(overview.show);
    expect(notConnected).toMatchObject({ total: 1, groups: [{ id: own.id }] });
    expect(await refusal(florist.client(customers.removeGroup, { params: { id: own.id } }))).toMatchObject({ status: 403 });
    const elsewhere = await groupOf(licet.admin, 'Old Mill Bakery');
    expect(await refusal(florist.client(customers.removeGroup, { params: { id: elsewhere.id } }))).toMatchObject({ status: 403 });
  });

  it('S23, R21, R73: a group that holds something is refused, with everything that it holds; one that holds nothing goes', async () => {
    const { id } = await groupOf(licet.admin, 'Piekarnia Młyn');
    const shared = { name: 'Ours', query: { view: 'pools' }, shared: true, accessGroupId: id } as const;
    const view = await licet.admin(savedViews.create, { body: shared });
    const condition = { kind: 'usage', percent: 90 } as const;
    const watch = { name: 'Bakery', accessGroupId: id, condition, recipients: ['ops@msp.example'] };
    const rule = await licet.admin(notificationRules.create, { body: watch });
    const report = await licet.admin(reports.create, { body: { name: 'Monthly', accessGroupId: id } });
    const problem = await refusal(remove(id));
    expect(problem).toMatchObject({ status: 409, code: 'still-held', reason: { code: 'group-holds', parameters: { held: 7 } } });
    const kinds = ['installer', 'notification-rule', 'permission-set', 'permission-set', 'report', 'saved-view', 'user'];
    expect(problem.held?.map((one) => one.kind).sort()).toEqual(kinds);
    await licet.admin(savedViews.remove, { params: { id: view.id } });
    await licet.admin(notificationRules.remove, { params: { id: rule.id } });
    await licet.admin(reports.remove, { params: { id: report.id } });
    expect(problem.held?.find((one) => one.kind === 'user')?.name).toBe('baker');

    // Who writes the group and does not see users or installers is told that there is more, not what, nor how much.
    const rights = [{ function: 'groups-and-computers', level: 'write' } as const, { function: 'permission-sets', level: 'read' } as const];
    const keeper = await makeUser(licet, { login: 'keeper', homeGroupId: (await groupOf(licet.admin, 'All')).id, groupIds: [id], rights });
    const told = await refusal(keeper.client(customers.removeGroup, { params: { id } }));
    expect(told).toMatchObject({ code: 'still-held', heldUnseen: true, reason: { code: 'group-holds', parameters: { held: 2 } } });
    expect(told.held?.map((one) => one.kind)).toEqual(['permission-set', 'permission-set']);
    expect(JSON.stringify(told)).not.toMatch(/Installer of|"baker|4 objects/);
    const blind = await makeUser(licet, {
      login: 'blind',
      homeGroupId: (await groupOf(licet.admin, 'All')).id,
      groupIds: [id],
      rights: rights.slice(0, 1),
    });
    expect(await refusal(blind.client(customers.removeGroup, { params: { id } }))).toMatchObject({
      held: [],
      heldUnseen: true,
      reason: { code: 'group-holds-unseen' },
    });

    const mine = (await licet.admin(users.list, { query: { q: 'baker' } })).rows[0];
    await licet.admin(users.remove, { params: { id: mine?.id ?? '' } });
    for (const set of mine?.permissionSets ?? []) await licet.admin(permissionSets.remove, { params: { id: set.id } });
    expect((await refusal(remove(id))).held?.map((one) => one.kind)).toEqual(['installer']);
    const [installer] = (await licet.admin(installers.list, { query: { groupId: id } })).rows;
    await licet.admin(installers.revoke, { params: { id: installer?.id ?? '' } });
    // Revoked, it is no object to anybody any more: it goes with the group.
    const far = {
      name: 'far and wide',
      accessGroupId: (await groupOf(licet.admin, 'All')).id,
      groupIds: [id],
      rights: [{ function: 'licenses', level: 'read' } as const],
    };
    await licet.admin(permissionSets.create, { body: far });
    const written = (await licet.admin(audit.list)).total;
    await remove(id);
    // R73: an entry for each object that goes or changes with it, in the chain of where it was kept.
    const { rows: entries, total } = await licet.admin(audit.list, { query: { limit: 20 } });
    const gone = entries.slice(0, total - written).map(({ action, subject, group }) => [action, subject.name, group.id === id]);
    expect(gone.sort()).toEqual([
      ['group-deleted', 'Piekarnia Młyn', true],
      ['installer-removed', 'Installer of baker', true],
      ['permission-set-changed', 'far and wide', false],
      ['permission-set-changed', 'set of blind', false],
      ['permission-set-changed', 'set of keeper', false],
      ['pool-moved-away', 'Piekarnia Młyn', true],
      ['pool-moved-here', 'Piekarnia Młyn', false],
    ]);
    expect((await treeOf(licet.admin)).some((node) => node.id === id)).toBe(false);
    // The licenses are gone with the account; their history is not.
    expect((await allLicenses(licet.admin, { gone: 'show' })).length).toBe(licensesBefore);
    expect((await unlinked()).groups.some((group) => group.id === id)).toBe(false);
  });

  it('R50: a manager stays until its last child is gone', async () => {
    const top = await groupOf(licet.admin, 'Łąka Serwis');
    expect((await refusal(remove(top.id))).held?.some((one) => one.kind === 'group')).toBe(true);
    const below = (await treeOf(licet.admin)).filter((node) => node.parentId === top.id && node.name !== 'Kwiaciarnia Łąka');
    for (const child of below) await remove(child.id);
    expect((await refusal(remove(top.id))).held).toEqual([{ kind: 'group', id: expect.any(String) as string, name: 'Kwiaciarnia Łąka' }]);
  });

  it('R50: a company that comes back after its group was deleted gets a new one; the others get their own back', async () => {
    const kept = await groupOf(licet.admin, 'Northwind Dental');
    await link(licet, LOGIN, PASSWORD);
    const baker = await groupOf(licet.admin, 'Piekarnia Młyn');
    expect(baker).toMatchObject({ setup: 'not-set-up', kind: 'customer' });
    expect((await groupOf(licet.admin, 'Łąka Serwis')).id).toBe(baker.parentId);
    expect((await groupOf(licet.admin, 'Northwind Dental')).id).toBe(kept.id);
    expect((await unlinked()).total).toBe(0);
    const own = (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name === 'Piekarnia Młyn');
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((row) => row.accessGroup.id))).toEqual(new Set([baker.id]));
    const shown = await licet.admin(groups.show, { params: { id: baker.id } });
    expect(shown.company?.accounts).toEqual([LOGIN]);
  });
});
