// Doors of pools and their moves.
import { expect } from 'vitest';
import { all, idsOf, knock, not, rows, rowsOf, standing, text, world } from './rows.ts';
import { everyGroup, readsLicenses, writes } from './oracle.ts';
import { byId, listing } from './kinds.ts';
import type { Doors } from './kinds.ts';

export const poolsDoors: Doors = {
  'GET /api/pools': listing(
    'licenses',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((pool) => pool.id),
    (seer) =>
      idsOf(
        rowsOf(
          'pools',
          (pool) => readsLicenses(seer)(pool) && (all['shares'] ?? []).some((share) => share['pool_id'] === pool['id'] && standing(share)),
        ),
      ),
  ),
  'GET /api/pools/:id/move-impact': async (seer, endpoint) => {
    const [to] = [...seer.reach('licenses', 'write')];
    const own = () => idsOf(rowsOf('pools', writes(seer)));
    const foreign = () => idsOf(rowsOf('pools', not(readsLicenses(seer)))).slice(0, 5);
    await byId('licenses', 'write', own, foreign, { query: { to: String(to ?? 1) } })(seer, endpoint);
    // Where it would go is out of sight too.
    for (const pool of own()) {
      for (const group of everyGroup()
        .filter((id) => !seer.any.has(Number(id)))
        .slice(0, 4))
        expect((await knock(seer, endpoint, { params: { id: pool }, query: { to: group } })).status).toBe(404);
    }
  },
  'POST /api/pools/:id/move': async (seer, endpoint) => {
    const places = async () => (await world.rows('pools')).map((row) => `${text(row, 'id')} in ${text(row, 'access_group_id')}`).sort();
    const before = await places();
    const [to] = [...seer.reach('licenses', 'write')];
    for (const pool of rowsOf('pools', not(writes(seer)))) {
      const reply = await knock(seer, endpoint, { params: { id: text(pool, 'id') }, body: { to: String(to ?? 1) } });
      expect(reply.status, `${text(pool, 'id')} as ${seer.login}`).toBe(to !== undefined && !readsLicenses(seer)(pool) ? 404 : 403);
    }
    for (const pool of rowsOf('pools', writes(seer))) {
      for (const group of everyGroup().filter((id) => !seer.reach('licenses', 'write').has(Number(id)))) {
        const reply = await knock(seer, endpoint, { params: { id: text(pool, 'id') }, body: { to: group } });
        expect(reply.status, `to ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
      }
    }
    expect(await places()).toEqual(before);
  },
  'POST /api/pool-moves/:id/undo': async (seer, endpoint) => {
    for (const operation of all['operations'] ?? []) {
      const reply = await knock(seer, endpoint, { params: { id: text(operation, 'id') } });
      const nowhere = seer.reach('licenses', 'write').size === 0;
      if (readsLicenses(seer)(operation)) expect([403, 404]).toContain(reply.status);
      else expect(reply.status, `as ${seer.login}`).toBe(nowhere ? 403 : 404);
    }
  },
};
