// Doors of users, permission sets and of who sees what.
import { expect } from 'vitest';
import type { Row, Seer } from '../world.ts';
import { idsOf, knock, nameOf, not, number, rows, rowsOf, text, world } from './rows.ts';
import { everyGroup, reads, readsLicenses, readsSet, readsUser } from './oracle.ts';
import { expectNothingForeign } from './secrets.ts';
import { guarded, listing, objectDoor } from './kinds.ts';
import type { Doors } from './kinds.ts';

/** What can be asked about, the table that it stands in, and who sees it. */
const explained = (seer: Seer): [kind: string, table: string, sees: (row: Row) => boolean][] => [
  ['group', 'groups', (row) => seer.any.has(number(row, 'id'))],
  ['pool', 'pools', readsLicenses(seer)],
  ['license', 'licenses', readsLicenses(seer)],
  ['computer', 'computers', reads('groups-and-computers', 'group_id')(seer)],
  ['installer', 'installers', reads('installers', 'access_group_id')(seer)],
  ['user', 'users', readsUser(seer)],
  ['permission-set', 'permission_sets', readsSet(seer)],
  ['certificate', 'authorities', reads('certificates', 'access_group_id')(seer)],
  ['portal-account', 'portal_accounts', reads('portal-accounts', 'access_group_id')(seer)],
];

export const peopleDoors: Doors = {
  'GET /api/users': listing(
    'users',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((user) => user.id),
    (seer) => idsOf(rowsOf('users', readsUser(seer))),
  ),
  'GET /api/users/:id': (seer, endpoint) => objectDoor('users', 'read', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'POST /api/users': async (seer, endpoint) => {
    const ids = idsOf(await world.rows('users'));
    for (const group of everyGroup()) {
      if (seer.reach('users', 'write').has(Number(group))) continue;
      const body = { login: 'intruder', password: 'long enough for this', homeGroupId: group };
      const nowhere = seer.reach('users', 'write').size === 0;
      expect((await knock(seer, endpoint, { body })).status, group).toBe(nowhere || seer.any.has(Number(group)) ? 403 : 404);
    }
    const [home] = [...seer.reach('users', 'write')];
    for (const set of rowsOf('permission_sets', (row) => !seer.setIds.has(number(row, 'id')))) {
      const body = {
        login: 'intruder',
        password: 'long enough for this',
        homeGroupId: String(home ?? 1),
        permissionSetIds: [text(set, 'id')],
      };
      const seen = seer.reach('permission-sets').has(number(set, 'access_group_id'));
      if (!seen) expect([403, 404]).toContain((await knock(seer, endpoint, { body })).status);
    }
    expect(idsOf(await world.rows('users'))).toEqual(ids);
  },
  'PATCH /api/users/:id': (seer, endpoint) =>
    objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id', { body: { enabled: false } })(seer, endpoint),
  'DELETE /api/users/:id': (seer, endpoint) => objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'POST /api/users/:id/view': (seer, endpoint) => objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'DELETE /api/users/:id/sign-in-methods': (seer, endpoint) =>
    objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'DELETE /api/users/:id/sessions': (seer, endpoint) =>
    objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'GET /api/permission-sets': listing(
    'permission-sets',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((set) => set.id),
    (seer) => idsOf(rowsOf('permission_sets', readsSet(seer))),
  ),
  'GET /api/permission-sets/:id': (seer, endpoint) =>
    objectDoor('permission-sets', 'read', 'permission_sets', readsSet(seer), 'access_group_id')(seer, endpoint),
  'POST /api/permission-sets': async (seer, endpoint) => {
    const ids = idsOf(await world.rows('permission_sets'));
    const [own] = [...seer.reach('permission-sets', 'write')];
    for (const group of everyGroup()) {
      const stored = { name: 'all', accessGroupId: group, groupIds: [group], rights: [{ function: 'licenses', level: 'read' }] };
      if (!seer.reach('permission-sets', 'write').has(Number(group)))
        expect([403, 404]).toContain((await knock(seer, endpoint, { body: stored })).status);
      // Nobody grants what they do not hold.
      const granted = { ...stored, accessGroupId: String(own ?? 1), rights: [{ function: 'settings', level: 'read' }] };
      expect([403, 404]).toContain((await knock(seer, endpoint, { body: granted })).status);
    }
    expect(idsOf(await world.rows('permission_sets'))).toEqual(ids);
  },
  'PATCH /api/permission-sets/:id': (seer, endpoint) =>
    objectDoor('permission-sets', 'write', 'permission_sets', readsSet(seer), 'access_group_id', { body: { name: 'stolen' } })(
      seer,
      endpoint,
    ),
  'DELETE /api/permission-sets/:id': (seer, endpoint) =>
    objectDoor('permission-sets', 'write', 'permission_sets', readsSet(seer), 'access_group_id')(seer, endpoint),
  'GET /api/access/explain': async (seer, endpoint) => {
    for (const [kind, table, sees] of explained(seer)) {
      for (const row of rowsOf(table, () => true).slice(0, 25)) {
        const query = { kind, id: text(row, 'id'), userId: String(seer.id) };
        await guarded(seer, endpoint, 'users', 'read', { query }, (reply) => {
          expect(reply.status, `${kind} ${query.id} as ${seer.login}`).toBe(sees(row) ? 200 : 404);
          expectNothingForeign(seer, reply.text, nameOf(endpoint));
        });
      }
    }
    for (const user of rowsOf('users', not(readsUser(seer)))) {
      const [group] = [...seer.any];
      if (group === undefined) continue;
      const query = { kind: 'group', id: String(group), userId: text(user, 'id') };
      await guarded(seer, endpoint, 'users', 'read', { query }, (reply) => expect(reply.status).toBe(404));
    }
  },
  'GET /api/access/who': async (seer, endpoint) => {
    for (const [kind, table, sees] of explained(seer)) {
      for (const row of rowsOf(table, () => true).slice(0, 25)) {
        const query = { kind, id: text(row, 'id') };
        await guarded(seer, endpoint, 'users', 'read', { query }, (reply) => {
          expect(reply.status, `${kind} ${query.id} as ${seer.login}`).toBe(sees(row) ? 200 : 404);
          expectNothingForeign(seer, reply.text, nameOf(endpoint));
        });
      }
    }
  },
};
