// R42, R44: ways in which rights could grow behind one's back, each tried as the user that the customer setup makes.
import { createClient, customers, groups, installers, licenses, permissionSets, pools, session, setups, users } from '@licet/contract';
import type { Client } from '@licet/contract';
import { functions, homeRights } from '@licet/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { groupOf, treeOf } from '../support/reading.ts';

let licet: Licet;
let baker: Client;
let home: string;
let shared: string;
beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  home = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
  const companyId = (await licet.admin(customers.list, { query: { q: 'Piekarnia Młyn' } })).rows[0]?.id ?? '';
  const user = { login: 'baker', password: 'password of baker' };
  const batch = await licet.admin(customers.setUp, { body: { customers: [{ companyId, user, installer: null }] } });
  while ((await licet.admin(setups.show, { params: { id: batch.id } })).done < 1) await sleep(25);
  baker = await licet.signIn('baker', 'password of baker');
  const tree = await treeOf(licet.admin, 'access');
  const parent = tree.find((node) => node.id === home)?.parentId;
  shared = tree.find((node) => node.kind === 'shared-objects' && node.parentId === parent)?.id ?? '';
});
afterAll(() => licet.close());

const rightsIn = async (groupId: string) => {
  const id = (await licet.admin(users.list, { query: { q: 'baker' } })).rows[0]?.id ?? '';
  const { rights } = await licet.admin(users.show, { params: { id } });
  return rights
    .filter((right) => right.group.id === groupId)
    .map((right) => `${right.function}: ${right.level}`)
    .sort();
};

it('R44: offboarding touches nobody who holds more than the one who asks for it', async () => {
  const msp = (await groupOf(licet.admin, 'Wzgórze IT')).id;
  const right = { function: 'licenses', level: 'write' } as const;
  const technician = await makeUser(licet, { login: 'technician', homeGroupId: home, groupIds: [msp], rights: [right] });
  // Holds in the customer what its own users hold, and is at home with the provider.
  const above = (await treeOf(licet.admin, 'access')).filter((node) => node.kind === 'shared-objects');
  const groupIds = [home, ...above.map((node) => node.id)];
  const rights = functions.filter((fn) => fn !== 'portal-accounts').map((fn) => ({ function: fn, level: 'write' as const }));
  const clerk = (await makeUser(licet, { login: 'server-of-one', homeGroupId: msp, groupIds, rights })).client;
  const companyId = (await clerk(customers.list)).rows[0]?.id ?? '';
  const batch = await clerk(customers.offboard, {
    body: { companyIds: [companyId], suspendUsers: true, revokeInstallers: true, archive: false },
  });
  for (let now = batch; now.done + now.failed < now.total; now = await clerk(setups.show, { params: { id: batch.id } })) await sleep(25);
  expect((await licet.admin(users.show, { params: { id: technician.id } })).enabled).toBe(true);
  await clerk(setups.undo, { params: { id: batch.id } });
  baker = await licet.signIn('baker', 'password of baker');
});

describe('R22, R44: taking an offboarding back', () => {
  let companyId: string;
  const enabled = async (id: string) => (await licet.admin(users.show, { params: { id } })).enabled;
  const ended = async (client: Client, id: string) => {
    for (;;) {
      const now = await client(setups.show, { params: { id } });
      if (now.done + now.failed === now.total) return now;
      await sleep(25);
    }
  };
  const offboard = async (client: Client, options: { archive: boolean }) => {
    const body = { companyIds: [companyId], suspendUsers: true, revokeInstallers: true, ...options };
    return ended(client, (await client(customers.offboard, { body })).id);
  };
  const change = (id: string, body: object) => licet.admin(users.change, { params: { id }, body });
  const markSteps = async (batchId: string, state: string) => {
    const database = new pg.Client({ connectionString: licet.config.databaseUrl });
    await database.connect();
    await database.query('update setup_steps set state = $1 where setup_id = $2', [state, batchId]).finally(() => database.end());
  };
  let oak: string;
  beforeAll(async () => {
    oak = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
    companyId = (await licet.admin(customers.list, { query: { q: 'Stolarnia Dąb' } })).rows[0]?.id ?? '';
  });

  it('R22: gives back what nobody has changed since, and says what it leaves and why', async () => {
    const right = { function: 'licenses', level: 'read' } as const;
    const [kept, barred, moved] = [
      await makeUser(licet, { login: 'kept', homeGroupId: oak, groupIds: [oak], rights: [right] }),
      await makeUser(licet, { login: 'barred', homeGroupId: oak, groupIds: [oak], rights: [right] }),
      await makeUser(licet, { login: 'moved', homeGroupId: oak, groupIds: [oak], rights: [right] }),
    ];
    await licet.admin(installers.create, { body: { name: 'of oak', groupId: oak } });
    const batch = await offboard(licet.admin, { archive: true });
    expect(batch.steps[0]?.did).toEqual({ usersSuspended: 3, installersRevoked: 1, archived: true });
    // One is let in again and then shut out for another reason, one goes to another company, and the customer is archived anew.
    await change(barred.id, { enabled: true });
    await change(barred.id, { enabled: false });
    await change(moved.id, { homeGroupId: home });
    await licet.admin(customers.restore, { body: { companyIds: [companyId] } });
    await licet.admin(customers.archive, { body: { companyIds: [companyId] } });
    const undone = await licet.admin(setups.undo, { params: { id: batch.id } });
    expect(await Promise.all([kept, barred, moved].map((one) => enabled(one.id)))).toEqual([true, false, false]);
    expect((await licet.admin(installers.list, { query: { q: 'of oak' } })).rows[0]?.state).toBe('active');
    expect((await licet.admin(groups.show, { params: { id: oak } })).setup).toBe('archived');
    expect(undone.steps[0]).toMatchObject({
      state: 'undone',
      reason: expect.stringContaining('barred, moved') as string,
      reasons: [{ code: 'left-changed', parameters: { names: 'barred, moved' } }, { code: 'left-setup' }],
    });
    await licet.admin(customers.restore, { body: { companyIds: [companyId] } });
    for (const one of [kept, barred, moved]) await licet.admin(users.remove, { params: { id: one.id } });
  });

  it('R22: who is at home in a customer neither archives nor restores nor offboards it', async () => {
    const own = await makeUser(licet, {
      login: 'own',
      homeGroupId: oak,
      groupIds: [oak],
      rights: homeRights.map((right) => ({ ...right })),
    });
    const body = { companyIds: [companyId] };
    const refused = { status: 403, reason: { code: 'customer-own', parameters: { customer: 'Stolarnia Dąb' } } };
    expect(await refusal(own.client(customers.archive, { body }))).toMatchObject(refused);
    const all = { suspendUsers: true, revokeInstallers: true, archive: true };
    expect(await refusal(own.client(customers.offboard, { body: { ...body, ...all } }))).toMatchObject(refused);
    await licet.admin(customers.archive, { body });
    expect(await refusal(own.client(customers.restore, { body }))).toMatchObject(refused);
    expect((await groupOf(licet.admin, 'Stolarnia Dąb')).setup).toBe('archived');
    await licet.admin(customers.restore, { body });
    await licet.admin(users.remove, { params: { id: own.id } });
  });

  it('R22: nobody goes home elsewhere by themselves, and hides a customer from there', async () => {
    const rights = homeRights.map((right) => ({ ...right }));
    const both = await makeUser(licet, { login: 'both', homeGroupId: oak, groupIds: [oak, home], rights });
    const move = (client: Client) => client(users.change, { params: { id: both.id }, body: { homeGroupId: home } });
    expect(await refusal(move(both.client))).toMatchObject({ status: 409, reason: { code: 'own-home-changed' } });
    const same = both.client(users.change, { params: { id: both.id }, body: { homeGroupId: oak, name: 'Both' } });
    expect((await same).homeGroup.id).toBe(oak);
    expect((await move(licet.admin)).homeGroup.id).toBe(home);
    await licet.admin(users.remove, { params: { id: both.id } });
  });

  it('R44: undoing, trying again and fetching passwords ask for the rights again', async () => {
    const all = (await groupOf(licet.admin, 'All')).id;
    const write = (fn: 'groups-and-computers' | 'users' | 'permission-sets' | 'licenses' | 'installers' | 'certificates' | 'audit') =>
      ({ function: fn, level: 'write' }) as const;
    const rights = [...homeRights.map((right) => ({ ...right })), write('certificates')];
    const clerk = await makeUser(licet, { login: 'clerk', homeGroupId: all, groupIds: [all], rights });
    const wish = (login: string) => ({ companyId, user: { login }, installer: null });
    const made = await ended(clerk.client, (await clerk.client(customers.setUp, { body: { customers: [wish('made')] } })).id);
    const failing = await ended(clerk.client, (await clerk.client(customers.setUp, { body: { customers: [wish('made')] } })).id);
    expect([made.done, failing.failed]).toEqual([1, 1]);
    const away = await offboard(clerk.client, { archive: false });
    expect(away.steps[0]?.did?.usersSuspended).toBe(1);
    // From now on the clerk may do all of it but make users.
    const [set] = (await licet.admin(users.show, { params: { id: clerk.id } })).permissionSets;
    const fewer = rights.map((right) => (right.function === 'users' ? { ...right, level: 'read' as const } : right));
    await licet.admin(permissionSets.change, { params: { id: set?.id ?? '' }, body: { rights: fewer } });
    const lacking = { status: 403, reason: { code: 'customer-right-missing' } };
    expect(await refusal(clerk.client(setups.credentials, { params: { id: made.id } }))).toMatchObject(lacking);
    expect(await refusal(clerk.client(setups.retry, { params: { id: failing.id } }))).toMatchObject(lacking);
    expect(await refusal(clerk.client(setups.undo, { params: { id: away.id } }))).toMatchObject(lacking);
    // Nor is an offboarding tried again, had one of its customers failed.
    await markSteps(away.id, 'failed');
    expect(await refusal(clerk.client(setups.retry, { params: { id: away.id } }))).toMatchObject(lacking);
    await markSteps(away.id, 'done');
    await licet.admin(permissionSets.change, { params: { id: set?.id ?? '' }, body: { rights } });
    expect(await clerk.client(setups.credentials, { params: { id: made.id } })).toMatchObject([{ login: 'made' }]);
    expect((await clerk.client(setups.retry, { params: { id: failing.id } })).id).toBe(failing.id);
    // Who holds more by now than the one who undoes stays suspended.
    const userId = made.steps[0]?.user?.id ?? '';
    const mighty = await licet.admin(permissionSets.create, {
      body: { name: 'mighty', accessGroupId: oak, groupIds: [all], rights: [{ function: 'settings', level: 'write' }] },
    });
    await change(userId, { permissionSetIds: [mighty.id] });
    const undone = await clerk.client(setups.undo, { params: { id: away.id } });
    expect(undone.steps[0]?.reasons).toEqual([{ code: 'left-beyond-rights', parameters: { names: 'made' } }]);
    expect(await enabled(userId)).toBe(false);
  });
});

it('S8, S19, R32: sight is not kept where other licenses are, and whoever keeps it cannot move the pool on', async () => {
  const oak = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
  // Nothing stands in the bakery's group, but the next license of that customer comes there by itself.
  const bakery = (await groupOf(licet.admin, 'Old Mill Bakery')).id;
  const owner = await makeUser(licet, {
    login: 'owns-pool',
    homeGroupId: home,
    groupIds: [home],
    rights: [{ function: 'licenses', level: 'write' }],
  });
  const pool = (await licet.admin(pools.list, { query: { accessGroupId: [home] } })).rows[0];
  const where = { params: { id: pool?.id ?? '' } };
  const above = (await groupOf(licet.admin, 'Wzgórze IT')).id;
  for (const to of [oak, bakery, above]) {
    expect((await licet.admin(pools.moveImpact, { ...where, query: { to } })).grantable).toBe(false);
    expect(await refusal(licet.admin(pools.move, { ...where, body: { to, grant: true } }))).toMatchObject({
      status: 409,
      reason: { code: 'grant-shows-more' },
    });
  }
  const before = (await owner.client(licenses.list)).rows.map((row) => row.publicId);
  expect((await licet.admin(pools.moveImpact, { ...where, query: { to: shared } })).grantable).toBe(true);
  const moved = await licet.admin(pools.move, { ...where, body: { to: shared, grant: true } });
  expect((await owner.client(licenses.list)).rows.map((row) => row.publicId)).toEqual(before);
  expect(await refusal(owner.client(pools.move, { ...where, body: { to: home } }))).toMatchObject({ status: 403 });
  await licet.admin(pools.undoMove, { params: { id: moved.operationId } });
  await licet.admin(users.remove, { params: { id: owner.id } });
});

it('R32, R44: a move that is taken back keeps a permission set that somebody has changed since, and says so', async () => {
  await makeUser(licet, { login: 'sees-pool', homeGroupId: home, groupIds: [home], rights: [{ function: 'licenses', level: 'read' }] });
  const pool = (await licet.admin(pools.list, { query: { accessGroupId: [home] } })).rows[0];
  const where = { params: { id: pool?.id ?? '' } };
  const moved = await licet.admin(pools.move, { ...where, body: { to: shared, grant: true } });
  const mine = async () => (await licet.admin(permissionSets.list, { query: { q: 'kept after the move' } })).rows;
  const [first, ...others] = await mine();
  expect(others.length).toBeGreaterThan(0);
  const body = { rights: [{ function: 'licenses', level: 'read' } as const, { function: 'audit', level: 'read' } as const] };
  await licet.admin(permissionSets.change, { params: { id: first?.id ?? '' }, body });
  const back = await licet.admin(pools.undoMove, { params: { id: moved.operationId } });
  expect(back.accessGroup.id).toBe(home);
  expect(back.kept).toEqual([{ id: first?.id, name: first?.name }]);
  expect((await mine()).map((set) => set.id)).toEqual([first?.id]);
  expect((await licet.admin(licenses.list, { query: { poolId: pool?.id ?? '' } })).total).toBeGreaterThan(0);
});

it('R44: a set that was changed by hand does not follow the company to groups that nobody checked', async () => {
  const before = await rightsIn(shared);
  expect(before.every((right) => right.endsWith('use'))).toBe(true);
  const set = (await baker(permissionSets.list)).rows.find((row) => row.madeAs === 'shared-above');
  const body = { groupIds: [home], rights: homeRights.map((right) => ({ ...right })) };
  const changed = await baker(permissionSets.change, { params: { id: set?.id ?? '' }, body });
  expect(changed.madeAs).toBeNull();
  licet.portal.control.suspendCompany('Kwiaciarnia Łąka');
  await synchronize(licet);
  const after = await rightsIn(shared);
  expect(after.filter((right) => right.endsWith('write'))).toEqual([]);
});

it('R44: two changes of one set at once give nothing that neither may give', async () => {
  // Use on installers in the Shared Objects is held, write on them is not.
  const held = [{ function: 'installers' as const, level: 'use' as const }];
  await licet.admin(permissionSets.create, {
    body: { name: 'uses', accessGroupId: home, groupIds: [shared], rights: held },
  });
  const uses = (await licet.admin(permissionSets.list, { query: { q: 'uses' } })).rows[0]?.id ?? '';
  const bakerId = (await licet.admin(users.list, { query: { q: 'baker' } })).rows[0];
  const ids = [...(bakerId?.permissionSets.map((set) => set.id) ?? []), uses];
  await licet.admin(users.change, { params: { id: bakerId?.id ?? '' }, body: { permissionSetIds: ids } });
  for (let round = 0; round < 8; round += 1) {
    const set = await baker(permissionSets.create, {
      body: { name: `round ${round}`, accessGroupId: home, groupIds: [home], rights: held },
    });
    const write = [{ function: 'installers' as const, level: 'write' as const }];
    await Promise.allSettled([
      baker(permissionSets.change, { params: { id: set.id }, body: { groupIds: [shared] } }),
      baker(permissionSets.change, { params: { id: set.id }, body: { rights: write } }),
    ]);
    const now = await licet.admin(permissionSets.show, { params: { id: set.id } });
    const both = now.groups.some((group) => group.id === shared) && now.rights.some((right) => right.level === 'write');
    expect(both).toBe(false);
  }
});

it('R44: looking through other eyes ends when the other one holds more', async () => {
  const right = { function: 'licenses', level: 'read' } as const;
  const helper = await makeUser(licet, { login: 'helper', homeGroupId: home, groupIds: [home], rights: [right] });
  const signedIn = await fetch(`${licet.url}${session.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'baker', password: 'password of baker' }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const looking = createClient({ baseUrl: licet.url, headers: { cookie } });
  expect((await looking(users.viewAs, { params: { id: helper.id } })).user.login).toBe('helper');
  const elsewhere = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
  const more = await licet.admin(permissionSets.create, {
    body: { name: 'more', accessGroupId: elsewhere, groupIds: [elsewhere], rights: [right] },
  });
  await licet.admin(users.change, { params: { id: helper.id }, body: { permissionSetIds: [more.id] } });
  expect(await looking(session.current)).toMatchObject({ user: { login: 'baker' }, viewedBy: null });
});

it('R44: an installer kept in Shared Objects is not handed to who has no right on its computers', async () => {
  const other = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
  const made = await licet.admin(installers.create, { body: { name: 'shared', groupId: other, accessGroupId: shared } });
  expect((await baker(installers.show, { params: { id: made.id } })).can.download).toBe(false);
  expect(await refusal(baker(installers.download, { params: { id: made.id } }))).toMatchObject({ status: 403 });
});

it('R41: a session that was idle for too long stays ended', async () => {
  const signedIn = await fetch(`${licet.url}${session.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'admin', password: 'correct horse battery' }),
  });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const adminId = (await licet.admin(session.current)).user.id;
  await licet.admin(users.change, { params: { id: adminId }, body: { autoLogoutMinutes: 1 } });
  const ask = () => fetch(`${licet.url}${session.current.path}`, { headers: { cookie } }).then((response) => response.status);
  expect(await ask()).toBe(200);
  const { context } = licet.server;
  const present = context.now;
  context.now = () => new Date(present().getTime() + 5 * 60_000);
  try {
    expect([await ask(), await ask()]).toEqual([401, 401]);
  } finally {
    context.now = present;
  }
  expect(await ask()).toBe(401);
});
