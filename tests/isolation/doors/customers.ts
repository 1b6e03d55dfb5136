// Doors of groups, customers and their setup.
import type { Endpoint, GroupNode } from '@licet/contract';
import { expect } from 'vitest';
import type { Seer } from '../world.ts';
import { all, idsOf, knock, list, nameOf, number, rows, rowsOf, text, world } from './rows.ts';
import type { Reply } from './rows.ts';
import { everyGroup, readsLicenses, readsUser } from './oracle.ts';
import { expectNothingForeign } from './secrets.ts';
import { byId, guarded, listing } from './kinds.ts';
import type { Doors } from './kinds.ts';

/** A door of a customer: those out of sight are not found; those in sight are refused to who lacks what the door needs there. */
const customersDoor =
  (callOf: (id: string) => object, level: 'read' | 'write' | 'more' = 'more') =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const states = async () => (await world.rows('companies')).map((row) => `${text(row, 'id')} ${text(row, 'setup')}`).sort();
    const before = await states();
    const users = (await world.rows('users')).length;
    const needed = level === 'read' ? 'read' : 'write';
    const somewhere = seer.reach('groups-and-computers', needed).size > 0;
    for (const row of all['companies'] ?? []) {
      const seen = seer.any.has(number(row, 'group_id'));
      const holds =
        seen && (level === 'read' || (level === 'write' && seer.reach('groups-and-computers', 'write').has(number(row, 'group_id'))));
      if (holds && somewhere && level === 'write') continue;
      const reply = await knock(seer, endpoint, callOf(text(row, 'id')));
      const expected = !somewhere ? 403 : !seen ? 404 : holds ? 200 : 403;
      expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}: ${reply.text.slice(0, 200)}`).toBe(expected);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
    expect(await states()).toEqual(before);
    expect((await world.rows('users')).length).toBe(users);
  };

/** Batches are their maker's, and the administrator made them all. */
const setupDoor = async (seer: Seer, endpoint: Endpoint): Promise<void> => {
  expect(all['setups']?.length).toBeGreaterThan(0);
  for (const row of all['setups'] ?? []) {
    const reply = await knock(seer, endpoint, { params: { id: text(row, 'id') } });
    expect(reply.status, `as ${seer.login}`).toBe(seer.reach('groups-and-computers', 'write').size > 0 ? 404 : 403);
  }
};

export const customersDoors: Doors = {
  'GET /api/groups': async (seer, endpoint) => {
    const seen = rowsOf('groups', (row) => seer.any.has(number(row, 'id')));
    const ids = (reply: Reply) => list<GroupNode>(reply).map((node) => node.id);
    await listing('groups-and-computers', { query: { for: 'access' } }, ids, () => idsOf(seen))(seer, endpoint);
    await listing('groups-and-computers', { query: { for: 'computers' } }, ids, () =>
      idsOf(seen.filter((row) => row['kind'] !== 'shared-objects')),
    )(seer, endpoint);
  },
  'GET /api/groups/:id': async (seer, endpoint) => {
    const seen = (id: string) => seer.any.has(Number(id));
    await byId(
      'groups-and-computers',
      'read',
      () => everyGroup().filter(seen),
      () => everyGroup().filter((id) => !seen(id)),
    )(seer, endpoint);
    for (const id of seer.reach('groups-and-computers')) {
      const { counts } = (await knock(seer, endpoint, { params: { id: String(id) } })).body as { counts: Record<string, number> };
      expect(counts['users'], `users counted in ${id} as ${seer.login}`).toBe(
        (await world.rows('users')).filter((row) => row['home_group_id'] === id && readsUser(seer)(row)).length,
      );
      expect(counts['licenses']).toBe(
        rowsOf('licenses', (row) => row['access_group_id'] === id && readsLicenses(seer)(row) && row['gone_at'] === null).length,
      );
    }
  },
  'GET /api/customers/:id/isolation': async (seer, endpoint) => {
    for (const row of all['companies'] ?? []) {
      await guarded(seer, endpoint, 'audit', 'read', { params: { id: text(row, 'id') } }, (reply) => {
        const group = (all['groups'] ?? []).find((one) => one['id'] === row['group_id']);
        const customer = group?.['kind'] === 'customer' && seer.any.has(number(row, 'group_id'));
        expect(reply.status).toBe(customer ? 200 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
  },
  'GET /api/customers': async (seer, endpoint) =>
    guarded(seer, endpoint, 'groups-and-computers', 'read', { query: { limit: 500 } }, (reply) => {
      const own = rowsOf('companies', (row) => seer.any.has(number(row, 'group_id')) && row['type'] === 1007);
      expect(
        rows<{ id: string }>(reply)
          .map((one) => one.id)
          .sort(),
      ).toEqual(idsOf(own));
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'POST /api/customers/setup': (seer, endpoint) =>
    customersDoor((id) => ({ body: { customers: [{ companyId: id, user: { login: 'intruder' }, installer: null }] } }))(seer, endpoint),
  'POST /api/customers/skip': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }), 'write')(seer, endpoint),
  'POST /api/customers/offboard': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }))(seer, endpoint),
  'POST /api/customers/offboarding-plan': (seer, endpoint) =>
    customersDoor((id) => ({ body: { companyIds: [id] } }), 'read')(seer, endpoint),
  'POST /api/customers/archive': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }), 'write')(seer, endpoint),
  'POST /api/customers/restore': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }), 'write')(seer, endpoint),
  'GET /api/customers/:id/handover.csv': (seer, endpoint) => customersDoor((id) => ({ params: { id } }), 'read')(seer, endpoint),
  'GET /api/customers/:id/handover': (seer, endpoint) => customersDoor((id) => ({ params: { id } }), 'read')(seer, endpoint),
  'DELETE /api/groups/:id': async (seer, endpoint) => {
    const before = idsOf(await world.rows('groups'));
    for (const group of everyGroup()) {
      const reply = await knock(seer, endpoint, { params: { id: group } });
      const writesIt = seer.reach('groups-and-computers', 'write').has(Number(group));
      const nowhere = seer.reach('groups-and-computers', 'write').size === 0;
      expect(reply.status, `${group} as ${seer.login}`).toBe(nowhere ? 403 : !seer.any.has(Number(group)) ? 404 : writesIt ? 409 : 403);
    }
    expect(idsOf(await world.rows('groups'))).toEqual(before);
  },
  'GET /api/setups': listing(
    'groups-and-computers',
    { query: {} },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    () => [],
    'write',
  ),
  'GET /api/setups/:id': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/setups/:id/credentials': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/setups/:id/retry': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/setups/:id/undo': (seer, endpoint) => setupDoor(seer, endpoint),
};
