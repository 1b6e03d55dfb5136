import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FaultInput, type Portal, startPortal, type Switches } from '@licet/local-portal';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openEma2 } from '../../apps/server/src/portal/index.ts';
import { connect } from './connect.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({ rate: null });
});
afterAll(() => portal.close());
afterEach(() => portal.control.clearFaults());

async function check(login: string, settings = {}) {
  const connector = connect(portal, login, settings);
  try {
    return await connector.check();
  } finally {
    await connector.close();
  }
}

test.each([
  ['manager@wzgorze.example', 'Wzgórze IT', 1004],
  ['msp@hillside.example', 'Hillside Computing', 1005],
  ['managed@laka.example', 'Łąka Serwis', 1006],
  ['reader@wzgorze.example', 'Wzgórze IT', 1004],
  ['hole@wzgorze.example', 'Wzgórze IT', 1004],
])('%s may be linked', async (login, name, type) => {
  expect(await check(login)).toMatchObject({ ok: true, root: { name, type }, user: { email: login } });
});

describe('an account that may not be linked', () => {
  test.each([
    ['distributor@polnoc.example', {}, 'refused-account-type', /distributor/, /MSP, a managed MSP or an MSP manager/],
    ['nobody@wzgorze.example', {}, 'reads-nothing', /neither Wzgórze IT nor any customer/, /read access/],
    ['manager@wzgorze.example', { password: 'wrong' }, 'wrong-credentials', /login or the password/, /password/],
    ['nobody-at-all@wzgorze.example', {}, 'wrong-credentials', /login or the password/, /password/],
  ])('%s: %j %s', async (login, settings, refusal, message, remedy) => {
    const answer = await check(login, settings);
    expect(answer).toMatchObject({ ok: false, refusal, message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) });
  });

  test.each<[FaultInput, string]>([
    [{ kind: 'status', status: 403, path: '/Token/Get' }, 'no-api-access'],
    [{ kind: 'status', status: 403, path: '/User/Current' }, 'no-api-access'],
    [{ kind: 'status', status: 401, path: '/Token/Get' }, 'wrong-credentials'],
    [{ kind: 'status', status: 502 }, 'portal-unavailable'],
    [{ kind: 'maintenance' }, 'portal-unavailable'],
    [{ kind: 'reset' }, 'portal-unavailable'],
    [{ kind: 'throttle', retryAfter: 3600 }, 'portal-unavailable'],
    [{ kind: 'html' }, 'not-a-portal'],
    [{ kind: 'status', status: 404 }, 'not-a-portal'],
    [{ kind: 'missing-fields', fields: ['accessToken'] }, 'not-a-portal'],
    [{ kind: 'missing-fields', fields: ['company'] }, 'not-a-portal'],
    [{ kind: 'missing-fields', fields: ['type'] }, 'refused-account-type'],
    [{ kind: 'empty' }, 'ok'],
  ])('%j is %s', async (fault, refusal) => {
    portal.control.addFault(fault);
    const answer = await check('manager@wzgorze.example');
    expect(answer.ok ? 'ok' : answer.refusal).toBe(refusal);
    if (!answer.ok) expect(`${answer.message} ${answer.remedy}`).not.toMatch(/demo-|eyJ|undefined/);
  });

  test.each<Partial<Switches>>([
    { searchIncludesOwnCompany: false },
    { forbiddenAs: 500 },
    { searchIncludesOwnCompany: false, forbiddenAs: 500 },
  ])('reading nothing is told from reading something with %j', async (switches) => {
    const before = portal.control.switches();
    portal.control.setSwitches(switches);
    expect(await check('nobody@wzgorze.example')).toMatchObject({ refusal: 'reads-nothing' });
    for (const login of ['reader@wzgorze.example', 'manager@wzgorze.example']) expect(await check(login)).toMatchObject({ ok: true });
    portal.control.setSwitches(before);
  });

  test('an MSP without a customer may be linked though the search does not list it', async () => {
    const empty = await startPortal({
      rate: null,
      dataset: 'large',
      companies: 1,
      licensesPerCompany: 0,
      switches: { searchIncludesOwnCompany: false },
    });
    const [customer] = empty.control.companies(empty.world.loginsByEmail.get('msp@large.example')?.companyId ?? '');
    empty.control.removeCompany(customer?.id ?? '');
    const connector = openEma2({ url: empty.url, login: 'msp@large.example', password: 'demo-msp', rate: Infinity, concurrency: 2 });
    expect(await connector.check()).toMatchObject({ ok: true, root: { type: 1006 } });
    await connector.close();
    await empty.close();
  });
});

describe('an address that is no portal', () => {
  test('nobody listens there', async () => {
    const answer = await connect({ url: 'http://127.0.0.1:9' }, 'manager@wzgorze.example').check();
    expect(answer).toMatchObject({
      ok: false,
      refusal: 'portal-unavailable',
      message: expect.stringMatching(/does not accept connections/),
    });
  });

  test.each([
    ['a web site', 200, '<html>Welcome</html>', 'not-a-portal'],
    ['a redirect', 302, '', 'not-a-portal'],
    ['another API', 200, '{"hello":"world"}', 'not-a-portal'],
    ['a word', 200, '"hello"', 'not-a-portal'],
  ])('%s', async (_, status, body, refusal) => {
    const server = createServer((_request, response) => response.writeHead(status, { location: '/login' }).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connector = connect({ url }, 'manager@wzgorze.example');
    expect(await connector.check()).toMatchObject({ ok: false, refusal });
    await connector.close();
    server.close();
  });
});

test('a check takes few calls', async () => {
  portal.control.resetRequests();
  await check('manager@wzgorze.example');
  expect(portal.control.requests().byPath).toEqual({ '/Token/Get': 1, '/User/Current': 1, '/Search/Companies': 1 });
});

test('credentials that are refused later end the run with that code', async () => {
  const connector = connect(portal, 'manager@wzgorze.example');
  await connector.check();
  portal.control.changeLogin('manager@wzgorze.example', { password: 'changed' });
  portal.control.addFault({ kind: 'expire-tokens', count: 1 });
  portal.control.addFault({ kind: 'status', status: 401, path: '/Token/Renew' });
  await expect(connector.readStructure({ today: '2026-01-01' })).rejects.toMatchObject({
    name: 'PortalError',
    code: 'credentials-refused',
    remedy: expect.stringContaining('password'),
  });
  portal.control.changeLogin('manager@wzgorze.example', { password: 'demo-manager' });
  await connector.close();
});
