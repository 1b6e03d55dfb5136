// Kinds of doors: what is tried at each of them.
import type { Endpoint, Problem } from '@licet/contract';
import { expect } from 'vitest';
import type { Row, Seer } from '../world.ts';
import { all, knock, nameOf, number, text, world } from './rows.ts';
import type { Fn, Reply } from './rows.ts';
import { expectNothingForeign } from './secrets.ts';

/** What is tried at each door, as one seer. */
export type Doors = Record<string, (seer: Seer, endpoint: Endpoint) => Promise<void>>;

/** A door that asks for a right: 403 for who holds it nowhere, naming it. */
export async function guarded(
  seer: Seer,
  endpoint: Endpoint,
  fn: Fn,
  level: 'read' | 'use' | 'write',
  call: object,
  then: (reply: Reply) => void,
): Promise<void> {
  const reply = await knock(seer, endpoint, call);
  if (seer.reach(fn, level).size > 0) return then(reply);
  expect([reply.status, (reply.body as Problem).needs], `${nameOf(endpoint)} as ${seer.login}`).toEqual([403, { function: fn, level }]);
}

/** A list of one's own: exactly these ids, whatever the page. */
export const listing =
  (fn: Fn, call: object, ids: (reply: Reply) => string[], expected: (seer: Seer) => string[], level: 'read' | 'write' = 'read') =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> =>
    guarded(seer, endpoint, fn, level, call, (reply) => {
      expect(reply.status).toBe(200);
      expect(ids(reply).sort(), `${nameOf(endpoint)} as ${seer.login}`).toEqual(expected(seer).sort());
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    });

/** A thing by its id: there for own, 404 for what is out of sight, the same as for what does not exist. */
export const byId =
  (
    fn: Fn,
    level: 'read' | 'write',
    own: (seer: Seer) => string[],
    foreign: (seer: Seer) => string[],
    call: object = {},
    fine: number[] = [200],
  ) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    for (const id of own(seer).slice(0, 3)) {
      await guarded(seer, endpoint, fn, level, { ...call, params: { id } }, (reply) => {
        expect(fine, `${nameOf(endpoint)} ${id} as ${seer.login}: ${reply.text}`).toContain(reply.status);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    const nowhere = await knock(seer, endpoint, { ...call, params: { id: '99999999' } });
    for (const id of foreign(seer)) {
      await guarded(seer, endpoint, fn, level, { ...call, params: { id } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${id} as ${seer.login}`).toBe(404);
        expect(reply.text).toBe(nowhere.text);
      });
    }
  };

/**
 * A door of one object, tried on every object there is: 403 for who holds the right nowhere, 404 out of sight, 403 in sight
 * without the right there. Where it is allowed, it is gone through only when it changes nothing.
 */
export const objectDoor =
  (fn: Fn, level: 'read' | 'use' | 'write', table: string, sees: (row: Row) => boolean, place: string, call: object = {}) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = (await world.rows(table)).length;
    for (const row of all[table] ?? []) {
      const allowed = sees(row) && (level === 'read' || seer.reach(fn, level).has(number(row, place)));
      const somewhere = seer.reach(fn, level).size > 0;
      const oneself = table === 'users' && row['id'] === seer.id;
      if (somewhere && level === 'write' && (allowed || oneself)) continue;
      const reply = await knock(seer, endpoint, { ...call, params: { id: text(row, 'id') } });
      const expected = !somewhere ? 403 : !sees(row) ? 404 : allowed ? 200 : 403;
      expect(reply.status, `${nameOf(endpoint)} ${text(row, 'id')} as ${seer.login}: ${reply.text.slice(0, 200)}`).toBe(expected);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
    expect((await world.rows(table)).length).toBe(before);
  };

/** Administrators only: 403 for everybody here, whatever is asked about, and nothing given away. */
export const administrators =
  (call: object = {}) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const reply = await knock(seer, endpoint, call);
    expect(reply.status, `${nameOf(endpoint)} as ${seer.login}`).toBe(403);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  };
