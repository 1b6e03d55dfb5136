// Bad input, R1, R45 and what the answers look like.
import { licenses, pools, portalAccounts, session, syncRuns, tokens, users } from '@licet/contract';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, refusal, runEnd, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';

const LOGIN = 'manager@wzgorze.example';

interface Described {
  requestBody?: { content: { 'application/json': { schema: { additionalProperties?: unknown } } } };
}

describe('requests that cannot be served', () => {
  let licet: Licet;
  let baker: Person;
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, LOGIN, 'demo-manager');
    const home = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
    baker = await makeUser(licet, {
      login: 'baker',
      homeGroupId: home,
      groupIds: [home],
      rights: [{ function: 'licenses', level: 'read' }],
    });
  });
  afterAll(() => licet.close());

  const raw = async (method: string, path: string, init: { body?: string; headers?: Record<string, string> } = {}) => {
    const { secret } = await licet.admin(tokens.create, { body: { name: 'raw' } });
    const response = await fetch(`${licet.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
  };

  it.each([
    ['GET', '/api/licenses?limit=0&order=up&state=fine', undefined, ['querystring.limit', 'querystring.order', 'querystring.state.0']],
    ['GET', '/api/licenses?asOf=yesterday', undefined, ['querystring.asOf']],
    ['GET', '/api/licenses?asOf=2999-01-01T00:00:00Z', undefined, ['querystring.asOf']],
    ['GET', '/api/export?asOf=2999-01-01T00:00:00Z', undefined, ['querystring.asOf']],
    ['GET', '/api/licenses?stat=error&limit=5&acountId=1', undefined, ['querystring.stat', 'querystring.acountId']],
    ['GET', '/api/licenses?limit=0&stat=error', undefined, ['querystring.limit', 'querystring.stat']],
    ['GET', '/api/licenses.csv?limit=5', undefined, ['querystring.limit']],
    ['GET', '/api/export?gone=hide', undefined, ['querystring.gone']],
    ['POST', '/api/sync-runs?accountId=1', '{}', ['querystring.accountId']],
    ['GET', '/api/licenses/abc', undefined, ['params.id']],
    ['GET', '/api/search?q=', undefined, ['querystring.q']],
    ['GET', '/api/licenses.csv?columns=publicId,secret', undefined, ['querystring.columns']],
    ['POST', '/api/users', JSON.stringify({ login: '', password: 'short' }), ['body.login', 'body.password', 'body.homeGroupId']],
    ['POST', '/api/portal-accounts', JSON.stringify({ login: 'x', kind: 'other' }), ['body.password', 'body.kind']],
    ['PUT', '/api/licenses/1/tags', JSON.stringify({ tags: 'gold' }), ['body.tags']],
    ['POST', '/api/portal-accounts', '{"login": ', ['body']],
    ['POST', '/api/sync-runs', '[]', ['body']],
    ['POST', '/api/users', JSON.stringify({ login: 'a\u202eb', password: 'a long enough one', homeGroupId: '1' }), ['body.login']],
    ['POST', '/api/pools/1/move', JSON.stringify({ to: '1', reissueInstallers: true, graceHours: 24 }), ['body.graceHours']],
    ['POST', '/api/pools/1/move', JSON.stringify({ to: '1', grace: 24 }), ['body.grace']],
    // A door that asks for nothing, and something that was meant for another.
    ['POST', '/api/sync-runs/1/stop', '{"preview":true}', ['body.preview']],
    ['DELETE', '/api/users/1', '{"suspend":true}', ['body.suspend']],
    // Taken for left out, it would mean everybody.
    ['POST', '/api/customers/skip', '{"companyIDs":[]}', ['body.companyIDs']],
    ['POST', '/api/sync-runs', '{"preveiw":true}', ['body.preveiw']],
    [
      'POST',
      '/api/customers/setup',
      '{"customers":[{"companyId":"1","user":{"login":"a","pasword":"a long one"},"installer":{"name":"a","limit":1},"tag":1}]}',
      ['body.customers.0.user.pasword', 'body.customers.0.installer.limit', 'body.customers.0.tag'],
    ],
  ])('%s %s: 400, naming each field', async (method, path, body, fields) => {
    const answer = await raw(method, path, body === undefined ? {} : { body });
    expect(answer.status).toBe(400);
    expect(answer.type).toMatch(/^application\/problem\+json/);
    const problem = JSON.parse(answer.text) as { code: string; errors: { field: string; message: string; reason?: { code: string } }[] };
    expect(problem.code).toBe('malformed-request');
    expect(problem.errors.map((error) => error.field).sort()).toEqual([...fields].sort());
    for (const error of problem.errors) expect(error.message).toBeTruthy();
    // All but a body that is no JSON at all, which has no fields.
    if (fields[0] !== 'body' || body === '[]') for (const error of problem.errors) expect(error.reason?.code).toMatch(/^(field|columns)-/);
  });

  it('no door takes a member that it does not know, and the description of the API says so', async () => {
    const { paths } = JSON.parse((await raw('GET', '/api/docs/json')).text) as { paths: Record<string, Record<string, Described>> };
    const bodies = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        requestBody ? [{ door: `${method} ${path}`, schema: requestBody.content['application/json'].schema }] : [],
      ),
    );
    expect(bodies.length).toBeGreaterThan(40);
    // The file of an account is read as tolerantly as the portal's answers.
    const open = bodies.filter(({ schema }) => schema.additionalProperties !== false).map(({ door }) => door);
    expect(open).toEqual(['post /api/portal-accounts/import']);
  });

  it('what does not exist is a problem document too', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing-here'],
      ['DELETE', '/api/licenses/1'],
      ['GET', '/api/licenses/123456789'],
    ] as const) {
      const answer = await raw(method, path);
      expect([answer.status, answer.type.split(';')[0]], path).toEqual([404, 'application/problem+json']);
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'not-found', status: 404 });
    }
  });

  it('a body that is too large is refused as such', async () => {
    const answer = await raw('POST', '/api/licenses/tags', { body: JSON.stringify({ licenseIds: ['1'], add: ['x'.repeat(9_000_000)] }) });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'too-large' });
  });

  it('nobody is let in without signing in, nor by a token that does not exist', async () => {
    for (const headers of [{}, { authorization: 'Bearer licet_nonsense' }, { cookie: 'licet_session=nonsense' }]) {
      const response = await fetch(`${licet.url}/api/licenses`, { headers });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, 'not-signed-in']);
    }
  });

  it('out of sight is 404, the same word for word as what does not exist', async () => {
    const foreign = (await allLicenses(licet.admin)).find((row) => row.licenseUser.name === 'Northwind Dental');
    const calls = (licenseId: string) => [
      baker.client(licenses.show, { params: { id: licenseId } }),
      baker.client(licenses.history, { params: { id: licenseId } }),
    ];
    const there = await Promise.all(calls(foreign?.licenseId ?? '').map(refusal));
    const nowhere = await Promise.all(calls('999999').map(refusal));
    expect(there).toEqual(nowhere);
    expect(there.map((problem) => problem.status)).toEqual([404, 404]);
  });

  it('in sight without the right is 403, naming the right that is missing', async () => {
    const own = (await allLicenses(baker.client))[0];
    const write = { function: 'licenses', level: 'write' };
    expect(await refusal(baker.client(licenses.setTags, { params: { id: own?.licenseId ?? '' }, body: { tags: [] } }))).toMatchObject({
      status: 403,
      code: 'not-permitted',
      needs: write,
    });
    expect(await refusal(baker.client(pools.move, { params: { id: own?.poolId ?? '' }, body: { to: '1' } }))).toMatchObject({
      status: 403,
      needs: write,
    });
    const read = { function: 'users', level: 'read' };
    expect(await refusal(baker.client(users.list))).toMatchObject({
      status: 403,
      needs: read,
      reason: { code: 'right-missing', parameters: read },
    });
    expect(await refusal(baker.client(syncRuns.start, { body: {} }))).toMatchObject({ status: 403 });
    expect(await refusal(baker.client(portalAccounts.link, { body: { login: 'a', password: 'b' } }))).toMatchObject({ status: 403 });
  });

  it('an address that cannot be decoded is answered with a problem document', async () => {
    const answer = await raw('GET', '/api/licenses/%ff');
    expect([answer.status, answer.type]).toEqual([400, expect.stringContaining('application/problem+json')]);
    expect(answer.text).toContain('malformed-request');
    expect(answer.text).not.toContain('FST_');
  });

  it('a page from another site may change nothing, cookie or not', async () => {
    const answer = await raw('POST', '/api/sync-runs', { body: '{}', headers: { origin: 'https://elsewhere.example' } });
    expect(answer.status).toBe(403);
    // A frame in a sandbox sends "null"; with a cookie it is refused, a program without one is only asked to sign in.
    const hidden = await raw('POST', '/api/sync-runs', { body: '{}', headers: { origin: 'null', cookie: 'licet=x' } });
    expect([hidden.status, hidden.text]).toEqual([403, expect.stringContaining('foreign-origin')]);
    const nonsense = await raw('POST', '/api/sync-runs', { body: '{}', headers: { origin: 'nonsense' } });
    expect(nonsense.status).toBe(403);
  });

  it('wrong passwords: the same answer for a login that exists and one that does not, and a lock after ten', async () => {
    const wrong = (login: string) => refusal(licet.signIn(login, 'not the password'));
    const [real, unreal] = [await wrong('baker'), await wrong('no such person')];
    expect(real).toEqual(unreal);
    expect(real).toMatchObject({ status: 401, code: 'wrong-login' });
    for (let i = 0; i < 8; i += 1) await wrong('baker');
    expect(await wrong('baker')).toMatchObject({
      status: 429,
      code: 'locked-out',
      reason: { code: 'locked-out', parameters: { minutes: 15 } },
    });
    expect(await refusal(licet.signIn('baker', 'password of baker'))).toMatchObject({ code: 'locked-out' });
    // Another login is not locked along.
    expect((await licet.signIn('admin', 'correct horse battery').then((client) => client(session.current))).user.login).toBe('admin');
  });

  it('a revoked token and a disabled user are out at once', async () => {
    const home = (await groupOf(licet.admin, 'Kwiaciarnia Łąka')).id;
    const florist = await makeUser(licet, {
      login: 'florist',
      homeGroupId: home,
      groupIds: [home],
      rights: [{ function: 'licenses', level: 'read' }],
    });
    expect(await allLicenses(florist.client)).toHaveLength(1);
    await licet.admin(users.change, { params: { id: florist.id }, body: { enabled: false } });
    expect(await refusal(florist.client(licenses.list, {}))).toMatchObject({ status: 401 });
    await licet.admin(users.change, { params: { id: florist.id }, body: { enabled: true } });
    const [token] = await florist.client(tokens.list);
    await florist.client(tokens.revoke, { params: { id: token?.id ?? '' } });
    expect(await refusal(florist.client(licenses.list, {}))).toMatchObject({ status: 401 });
  });

  it('rights taken away are gone with the next request', async () => {
    const home = (await groupOf(licet.admin, 'Hilltop Garage').catch(() => groupOf(licet.admin, 'Lighthouse Clinic'))).id;
    const clerk = await makeUser(licet, {
      login: 'clerk',
      homeGroupId: home,
      groupIds: [home],
      rights: [{ function: 'licenses', level: 'read' }],
    });
    expect(await allLicenses(clerk.client)).toHaveLength(2);
    await licet.admin(users.change, { params: { id: clerk.id }, body: { permissionSetIds: [] } });
    expect(await refusal(clerk.client(licenses.list, {}))).toMatchObject({ status: 403 });
  });
});

describe('linking against portals that do not behave', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());
  const tryToLink = (login = LOGIN, password = 'demo-manager') => refusal(licet.admin(portalAccounts.link, { body: { login, password } }));

  it.each([
    ['a wrong password', () => undefined, 'wrong-credentials', 'wrong'],
    ['a portal in maintenance', () => licet.portal.control.addFault({ kind: 'maintenance' }), 'portal-unavailable', 'demo-manager'],
    ['a portal that fails', () => licet.portal.control.addFault({ kind: 'status', status: 502 }), 'portal-unavailable', 'demo-manager'],
    [
      'a portal that answers 500',
      () => licet.portal.control.addFault({ kind: 'status', status: 500 }),
      'portal-unavailable',
      'demo-manager',
    ],
    ['a portal that breaks off', () => licet.portal.control.addFault({ kind: 'reset' }), 'portal-unavailable', 'demo-manager'],
    ['a page instead of JSON', () => licet.portal.control.addFault({ kind: 'html' }), 'not-a-portal', 'demo-manager'],
    [
      'no API access',
      () => licet.portal.control.addFault({ kind: 'status', status: 403, path: '/User/Current' }),
      'no-api-access',
      'demo-manager',
    ],
    ['a disabled login', () => licet.portal.control.changeLogin(LOGIN, { enabled: false }), 'wrong-credentials', 'demo-manager'],
  ])('%s: refused with reason and remedy, and nothing stored', async (_, arrange, code, password) => {
    arrange();
    const problem = await tryToLink(LOGIN, password);
    licet.portal.control.clearFaults();
    expect(problem.code).toBe(code);
    expect(problem.detail).toBeTruthy();
    expect(problem.remedy).toBeTruthy();
    expect(`${problem.detail} ${problem.remedy}`).not.toContain(password);
    expect(await licet.admin(portalAccounts.list)).toEqual([]);
    expect((await licet.admin(syncRuns.list, { query: {} })).total).toBe(0);
  });

  it('a host where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const lost = await startLicet({ config: { portals: { ema2: `http://127.0.0.1:${port}`, eba: `http://127.0.0.1:${port}` } } });
    const problem = await refusal(lost.admin(portalAccounts.link, { body: { login: LOGIN, password: 'demo-manager' } }));
    expect(problem.code).toBe('portal-unavailable');
    expect(await lost.admin(portalAccounts.list)).toEqual([]);
    await lost.close();
  });

  it('EBA cannot be linked yet, and says so', async () => {
    const problem = await refusal(licet.admin(portalAccounts.link, { body: { login: LOGIN, password: 'demo-manager', kind: 'eba' } }));
    expect(problem).toMatchObject({
      status: 422,
      code: 'unsupported-portal-kind',
      reason: { code: 'business-account-unsupported' },
    });
  });

  it('R1: the password is sealed in the database and in no answer', async () => {
    licet.portal.control.changeLogin(LOGIN, { enabled: true, password: 'a very secret passphrase' });
    const { account, runId } = await licet.admin(portalAccounts.link, { body: { login: LOGIN, password: 'a very secret passphrase' } });
    const run = await runEnd(licet, runId);
    const answers = JSON.stringify([account, run, await licet.admin(portalAccounts.list)]);
    expect(answers).not.toContain('secret');
    const client = new pg.Client({ connectionString: licet.config.databaseUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      for (const { row } of rows) {
        expect(row, name).not.toContain('very secret');
        expect(row, name).not.toContain(Buffer.from('a very secret passphrase').toString('hex'));
      }
    }
    await client.end();
  });
});
