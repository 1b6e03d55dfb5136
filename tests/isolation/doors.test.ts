// S8 over HTTP: every door of the contract, as users of every sort: sees own, nothing of others, 404 for what is others'.
// A door that this test does not know fails it, and so does one that the server has and the contract has not.
import * as contract from '@licet/contract';
import { addressOf } from '@licet/contract';
import type { Client } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractDoors, knock, nameOf, openWorld, rowsOf, standing, world } from './doors/rows.ts';
import { everyGroup, ownShares } from './doors/oracle.ts';
import { expectNothingForeign, secretsFrom } from './doors/secrets.ts';
import type { Doors } from './doors/kinds.ts';
import { sessionDoors } from './doors/session.ts';
import { peopleDoors } from './doors/people.ts';
import { synchronizationDoors } from './doors/synchronization.ts';
import { licensesDoors } from './doors/licenses.ts';
import { poolsDoors } from './doors/pools.ts';
import { customersDoors } from './doors/customers.ts';
import { installersDoors } from './doors/installers.ts';
import { watchingDoors } from './doors/watching.ts';
import { acrossDoors } from './doors/across.ts';

beforeAll(openWorld);
afterAll(() => world.close());

const doors: Doors = {
  ...sessionDoors,
  ...peopleDoors,
  ...synchronizationDoors,
  ...licensesDoors,
  ...poolsDoors,
  ...customersDoors,
  ...installersDoors,
  ...watchingDoors,
  ...acrossDoors,
};

describe('S8: the doors', () => {
  it('every door of the contract is known to this test, and no other', () => {
    expect([...contractDoors().keys()].sort()).toEqual(Object.keys(doors).sort());
  });

  it('the server has the doors of the contract and no others', async () => {
    const document = (await (await fetch(`${world.licet.url}/api/docs/json`)).json()) as { paths: Record<string, Record<string, unknown>> };
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(served.sort()).toEqual([...contractDoors().keys()].sort());
  });

  it('only the ways in and out and the health are open to those who are not signed in', async () => {
    const open: string[] = [];
    for (const endpoint of contractDoors().values()) {
      const address = addressOf(endpoint, { params: { id: '1' }, query: {} });
      const response = await fetch(world.licet.url + address, { method: endpoint.method });
      if (response.status !== 401) open.push(nameOf(endpoint));
    }
    expect(open.sort()).toEqual([
      'DELETE /api/session',
      'GET /api/health',
      'GET /api/sign-in',
      'GET /api/single-sign-on/callback',
      'GET /api/single-sign-on/start',
      'POST /api/session',
      'POST /api/session/passkey',
      'POST /api/session/passkey/options',
      'POST /api/session/second-step',
    ]);
  });

  it('the seers are of every sort', () => {
    for (const seer of world.seers) expect(secretsFrom(seer).length, seer.login).toBeGreaterThan(3);
    expect(world.seers.filter((seer) => ownShares(seer).length > 0).length).toBeGreaterThan(3);
    expect(ownShares(world.seer('no-rights'))).toEqual([]);
  });

  it.each(Object.keys(doors))('%s', async (name) => {
    const endpoint = contractDoors().get(name);
    if (!endpoint) throw new Error(`the contract has no ${name}`);
    for (const seer of world.seers) await doors[name]?.(seer, endpoint);
  });

  it('S8, R18: no door that answers for a past moment tells of then what is out of sight today', async () => {
    const past = [...contractDoors().values()].filter(({ query }) => query && 'asOf' in query.shape);
    expect(past.map(nameOf).sort()).toEqual([
      'GET /api/customers',
      'GET /api/export',
      'GET /api/groups',
      'GET /api/groups/:id',
      'GET /api/license-companies',
      'GET /api/licenses',
      'GET /api/licenses.csv',
      'GET /api/pools',
      'GET /api/products',
    ]);
    const changed = [...new Set(rowsOf('changes', (row) => row['before'] !== null).map((row) => Number(row['at'] as Date)))];
    expect(rowsOf('changes', (row) => row['kind'] === 'company-renamed').length).toBeGreaterThan(0);
    for (const seer of world.seers)
      for (const endpoint of past)
        for (const at of changed) {
          const query = { asOf: new Date(at - 1).toISOString() };
          const ids = endpoint.path.includes(':id') ? everyGroup() : [''];
          for (const id of ids) {
            const reply = await knock(seer, endpoint, { query, params: { id } });
            if (id !== '' && !seer.any.has(Number(id))) expect(reply.status, `${id} as ${seer.login}`).not.toBe(200);
            expectNothingForeign(seer, reply.text, `${nameOf(endpoint)} as of ${query.asOf}`);
          }
        }
  });

  it('the administrator sees through the same doors what the others do not', async () => {
    const admin: Client = world.licet.admin;
    const found = await admin(contract.licenses.list, { query: { limit: 500 } });
    expect(found.total).toBe(rowsOf('shares', standing).length);
    expect((await admin(contract.portalAccounts.list)).length).toBe(2);
  });
});
