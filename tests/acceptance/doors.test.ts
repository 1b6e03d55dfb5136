// What may go wrong at the doors: what no text and no id may be, downloads that are broken off, and rights that reach no further.
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { groups, licenses, overview, permissionSets, pools, portalAccounts, syncRuns, tokens, users } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, makeUser, refusal, signInAt, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';

const LOGIN = 'manager@wzgorze.example';

describe('doors', () => {
  let licet: Licet;
  const groupOf = async (name: string) => {
    const found = (await licet.admin(groups.tree, { query: { for: 'access' } })).find((group) => group.name === name);
    return found?.id ?? '';
  };
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, LOGIN, 'demo-manager');
  });
  afterAll(() => licet.close());

  it.each([
    ['a NUL in a search', () => licet.admin(licenses.list, { query: { q: 'a\0b' } })],
    ['a NUL in a tag filter', () => licet.admin(licenses.list, { query: { tag: ['\0'] } })],
    ['a NUL in a new tag', () => licet.admin(licenses.setTags, { params: { id: '1' }, body: { tags: ['a\0'] } })],
    ['a NUL in the search everywhere', () => licet.admin(overview.search, { query: { q: '\0x' } })],
    ['an id beyond all ids', () => licet.admin(groups.show, { params: { id: '9999999999' } })],
    ['a pool beyond all ids', () => licet.admin(licenses.list, { query: { poolId: '9999999999' } })],
    ['a day before the year 1', () => licet.admin(licenses.list, { query: { expiresFrom: '0000-01-01' } })],
    ['a NUL in a login', () => signInAt(licet.url, 'ad\0min', 'x')],
  ])('%s is a malformed request, named by its field', async (_name, call) => {
    const problem = await refusal(call());
    expect(problem).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(problem.errors?.length).toBeGreaterThan(0);
  });

  it('CSV downloads that are broken off leave the server and its connections whole', async () => {
    const { rows } = await licet.admin(licenses.list, { query: { limit: 500 } });
    const tags = Array.from({ length: 50 }, (_, i) => `${i}-`.padEnd(480, 'x'));
    await licet.admin(licenses.changeTags, { body: { licenseIds: [...new Set(rows.map((row) => row.licenseId))], add: tags } });
    const { secret } = await licet.admin(tokens.create, { body: { name: 'download' } });
    for (let i = 0; i < 40; i++) {
      await new Promise<void>((resolve) => {
        const download = request(`${licet.url}/api/licenses.csv`, { headers: { authorization: `Bearer ${secret}` } }, (response) => {
          response.once('data', () => download.destroy());
        });
        download.once('close', resolve);
        download.once('error', () => undefined);
        download.end();
      });
    }
    await sleep(200);
    expect((await licet.admin(licenses.exportCsv, { query: {} })).split('\r\n').length).toBeGreaterThan(rows.length);
  });

  it('R14: pages that are not there take nothing away, whatever the policy', async () => {
    const before = await exported(licet);
    licet.portal.control.addFault({ kind: 'status', status: 404, path: '/License/Detail' });
    const run = await synchronize(licet);
    licet.portal.control.clearFaults();
    expect(run.state).toBe('partial');
    expect(run.problems[0]?.message).toMatch(/page does not exist/);
    expect((await exported(licet)).licenses).toEqual(before.licenses);
  });

  it('R32: the impact of a move is the same for a mover who is not an administrator', async () => {
    const harbour = await groupOf('Harbour Systems');
    const [dental, clinic] = [await groupOf('Northwind Dental'), await groupOf('Lighthouse Clinic')];
    const reads = { function: 'licenses' as const, level: 'read' as const };
    const north = await makeUser(licet, { login: 'north', homeGroupId: dental, groupIds: [dental], rights: [reads] });
    const rights = (['licenses', 'groups-and-computers', 'users'] as const).map((fn) => ({ function: fn, level: 'write' as const }));
    const mover = await makeUser(licet, { login: 'mover', homeGroupId: harbour, groupIds: [harbour], rights });
    const blind = await makeUser(licet, { login: 'blind', homeGroupId: harbour, groupIds: [harbour], rights: rights.slice(0, 2) });
    const pool = (await licet.admin(pools.list, { query: { q: 'northwind' } })).rows[0]?.id ?? '';
    const impact = { params: { id: pool }, query: { to: clinic } };
    const forAdmin = await licet.admin(pools.moveImpact, impact);
    expect(forAdmin).toMatchObject({ lose: [{ login: 'north' }], others: false });
    expect((await mover.client(pools.moveImpact, impact)).lose).toEqual(forAdmin.lose);
    // Who may not read users is told that there are some, not who they are.
    expect(await blind.client(pools.moveImpact, impact)).toMatchObject({ lose: [], others: true });
    expect((await north.client(licenses.list, { query: {} })).total).toBeGreaterThan(0);
  });

  it('R44: who reads everything writes nothing by that, and nobody grants what they do not hold', async () => {
    const everything = ['1'];
    const reads = (['users', 'permission-sets', 'groups-and-computers', 'portal-accounts'] as const).map((fn) => ({
      function: fn,
      level: 'read' as const,
    }));
    const half = await makeUser(licet, {
      login: 'half',
      homeGroupId: '1',
      groupIds: everything,
      rights: [...reads, { function: 'licenses', level: 'write' }],
    });
    const body = { password: 'another long password' };
    expect(await refusal(half.client(users.change, { params: { id: '1' }, body }))).toMatchObject({ status: 403 });
    const set = {
      name: 'mighty',
      accessGroupId: '1',
      groupIds: everything,
      rights: [{ function: 'settings' as const, level: 'write' as const }],
    };
    expect(await refusal(half.client(permissionSets.create, { body: set }))).toMatchObject({ status: 403 });
    // An administrator by the rule of home group and licenses: linking and synchronizing work all the same.
    expect((await half.client(syncRuns.start, { body: {} })).runs).toHaveLength(1);
    expect((await refusal(half.client(portalAccounts.link, { body: { login: LOGIN, password: 'x' } }))).code).toBe('already-linked');

    const keeper = await makeUser(licet, {
      login: 'keeper',
      homeGroupId: '1',
      groupIds: everything,
      rights: [
        { function: 'users', level: 'write' },
        { function: 'permission-sets', level: 'write' },
      ],
    });
    expect(await refusal(keeper.client(permissionSets.create, { body: set }))).toMatchObject({
      status: 403,
      needs: { function: 'settings' },
    });
    expect(await refusal(keeper.client(users.change, { params: { id: '1' }, body }))).toMatchObject({ status: 403 });
  });

  it('a new password ends the sessions and tokens of the old one', async () => {
    const group = await groupOf('Kino Światło');
    const someone = await makeUser(licet, {
      login: 'someone',
      homeGroupId: group,
      groupIds: [group],
      rights: [{ function: 'licenses', level: 'read' }],
    });
    expect((await someone.client(licenses.list, { query: {} })).total).toBe(2);
    await licet.admin(users.change, { params: { id: someone.id }, body: { password: 'quite another password' } });
    expect(await refusal(someone.client(licenses.list, { query: {} }))).toMatchObject({ status: 401 });
  });

  it('a plan that waits cannot be stopped, only applied or discarded', async () => {
    const run = await synchronize(licet, { preview: true });
    expect(await refusal(licet.admin(syncRuns.stop, { params: { id: run.id } }))).toMatchObject({ status: 409 });
    expect((await licet.admin(syncRuns.discard, { params: { id: run.id } })).remedy).toBeNull();
  });
});

describe('the description of the API', () => {
  interface Operation {
    summary?: string;
    security?: object[];
    parameters?: { name: string; in: string }[];
    responses: Record<string, { description?: string; content?: Record<string, { schema: { $ref?: string } }> }>;
  }
  interface Document {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
    security: object[];
  }
  let licet: Licet;
  let document: Document;
  beforeAll(async () => {
    licet = await startLicet();
    document = (await (await fetch(`${licet.url}/api/docs/json`)).json()) as Document;
  });
  afterAll(() => licet.close());
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ door: `${method.toUpperCase()} ${path}`, operation })),
    );

  const mediaType = (door: string) =>
    /[./]csv$/.test(door) ? 'text/csv' : door === 'GET /api/installers/{id}/download' ? 'text/plain' : 'application/json';

  it('says of every door what it does, how it answers, and how it refuses', () => {
    expect(operations().length).toBeGreaterThan(30);
    for (const { door, operation } of operations()) {
      expect(operation.summary, door).toMatch(/\.$/);
      const [done, ...others] = Object.keys(operation.responses).filter((status) => status !== 'default');
      // Single sign-on leads the browser on.
      const leadsOn = door.includes('/api/single-sign-on/');
      expect([done === (leadsOn ? '302' : done === '204' ? '204' : '200'), others], door).toEqual([true, []]);
      const answer = operation.responses[done ?? ''];
      expect(Object.keys(answer?.content ?? {}), door).toEqual(done === '204' || leadsOn ? [] : [mediaType(door)]);
      const refused = operation.responses['default']?.content?.['application/problem+json'];
      expect(refused?.schema, door).toEqual({ $ref: '#/components/schemas/Problem' });
    }
    expect(document.openapi).toBe('3.1.0');
    expect(document.components.schemas['Problem']).toMatchObject({ required: ['type', 'title', 'status', 'code', 'detail'] });
  });

  it('names every parameter of a path and says how a caller is known', () => {
    expect(document.components.securitySchemes).toMatchObject({
      session: { type: 'apiKey', in: 'cookie', name: 'licet_session' },
      token: { type: 'http', scheme: 'bearer' },
    });
    expect(document.security).toEqual([{ session: [] }, { token: [] }]);
    const open = operations().filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ door }) => door).sort()).toEqual([
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
    for (const { door, operation } of operations()) {
      const named = [...door.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        (operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name),
        door,
      ).toEqual(named);
    }
  });
});
