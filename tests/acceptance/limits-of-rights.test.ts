// R42, R44: ways in which rights could grow behind one's back, each tried as the user that the customer setup makes.
import { createClient, customers, installers, permissionSets, session, setups, users } from '@licet/contract';
import type { Client } from '@licet/contract';
import { homeRights } from '@licet/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
  const companyId = (await baker(customers.list)).rows[0]?.id ?? '';
  const batch = await baker(customers.offboard, {
    body: { companyIds: [companyId], suspendUsers: true, revokeInstallers: true, archive: false },
  });
  for (let now = batch; now.done + now.failed < now.total; now = await baker(setups.show, { params: { id: batch.id } })) await sleep(25);
  expect((await licet.admin(users.show, { params: { id: technician.id } })).enabled).toBe(true);
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
  expect((await baker(installers.show, { params: { id: made.id } })).can['download']).toBe(false);
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
