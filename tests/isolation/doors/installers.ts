// Doors of installers, computers and certificates.
import type { Endpoint } from '@licet/contract';
import { expect } from 'vitest';
import type { Row, Seer } from '../world.ts';
import { all, idsOf, knock, list, nameOf, number, rows, rowsOf, text, world } from './rows.ts';
import { everyGroup, reads } from './oracle.ts';
import { expectNothingForeign } from './secrets.ts';
import { guarded, listing, objectDoor } from './kinds.ts';
import type { Doors } from './kinds.ts';

const installerDoor =
  (level: 'read' | 'use' | 'write', call: object = {}) =>
  (seer: Seer, endpoint: Endpoint) =>
    objectDoor('installers', level, 'installers', reads('installers', 'access_group_id')(seer), 'access_group_id', call)(seer, endpoint);

/** Computers by several ids: one that is out of sight, or may not be written, refuses the whole. */
const computersDoor =
  (more: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('computers');
    const own = idsOf(rowsOf('computers', (row) => seer.reach('groups-and-computers', 'write').has(number(row, 'group_id'))));
    const somewhere = seer.reach('groups-and-computers', 'write').size > 0;
    for (const row of rowsOf('computers', (one) => !own.includes(text(one, 'id')))) {
      const reply = await knock(seer, endpoint, { body: { ids: [...own, text(row, 'id')], ...more } });
      const seen = reads('groups-and-computers', 'group_id')(seer)(row);
      expect(reply.status, `${nameOf(endpoint)} as ${seer.login}`).toBe(somewhere && !seen ? 404 : 403);
    }
    const placed = (list: Row[]) => list.map((row) => `${text(row, 'id')} in ${text(row, 'group_id')}`).sort();
    expect(placed(await world.rows('computers'))).toEqual(placed(before));
  };

export const installersDoors: Doors = {
  'GET /api/certificates': listing(
    'certificates',
    {},
    (reply) => list<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('authorities', (row) => row['kind'] === 'msp' && reads('certificates', 'access_group_id')(seer)(row))),
  ),
  'GET /api/installers': listing(
    'installers',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('installers', reads('installers', 'access_group_id')(seer))),
  ),
  'GET /api/installers/licenses': async (seer, endpoint) => {
    for (const group of everyGroup()) {
      await guarded(seer, endpoint, 'installers', 'write', { query: { groupId: group } }, (reply) => {
        expect(reply.status).toBe(seer.any.has(Number(group)) ? 200 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
  },
  'GET /api/installers/:id': (seer, endpoint) => installerDoor('read')(seer, endpoint),
  'POST /api/installers': async (seer, endpoint) => {
    const ids = idsOf(await world.rows('installers'));
    for (const group of everyGroup()) {
      if (seer.reach('installers', 'write').has(Number(group)) && seer.reach('groups-and-computers', 'write').has(Number(group))) continue;
      expect([403, 404]).toContain((await knock(seer, endpoint, { body: { name: 'stolen', groupId: group } })).status);
    }
    expect(idsOf(await world.rows('installers'))).toEqual(ids);
  },
  'PATCH /api/installers/:id': (seer, endpoint) => installerDoor('write', { body: { name: 'stolen' } })(seer, endpoint),
  'POST /api/installers/:id/rotate': (seer, endpoint) => installerDoor('write', { body: {} })(seer, endpoint),
  'POST /api/installers/:id/revoke': (seer, endpoint) => installerDoor('write')(seer, endpoint),
  'GET /api/installers/:id/download': async (seer, endpoint) => {
    for (const row of all['installers'] ?? []) {
      const seen = reads('installers', 'access_group_id')(seer)(row);
      const uses = seer.reach('installers', 'use').has(number(row, 'access_group_id'));
      // Whoever has the script puts computers into the group.
      const into = seer.reach('groups-and-computers', 'use').has(number(row, 'group_id'));
      const somewhere = seer.reach('installers', 'use').size > 0;
      const reply = await knock(seer, endpoint, { params: { id: text(row, 'id') } });
      expect(reply.status, `${text(row, 'name')} as ${seer.login}`).toBe(!somewhere ? 403 : !seen ? 404 : uses && into ? 200 : 403);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
  },
  'GET /api/computers': listing(
    'groups-and-computers',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('computers', reads('groups-and-computers', 'group_id')(seer))),
  ),
  'GET /api/computers/:id': (seer, endpoint) =>
    objectDoor('groups-and-computers', 'read', 'computers', reads('groups-and-computers', 'group_id')(seer), 'group_id')(seer, endpoint),
  'POST /api/computers/move': (seer, endpoint) =>
    computersDoor({ to: String([...seer.reach('groups-and-computers', 'write')][0] ?? 1) })(seer, endpoint),
  'POST /api/computers/deactivate': (seer, endpoint) => computersDoor({})(seer, endpoint),
  'POST /api/computers/remove': (seer, endpoint) => computersDoor({})(seer, endpoint),
};
