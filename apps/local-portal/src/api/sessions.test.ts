import { readTokenPair } from '@licet/portal-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPortal, type Portal } from '../index.ts';
import { post, signIn, withToken, type Answer } from '../test-client.ts';

const email = 'manager@wzgorze.example';
let portal: Portal;

beforeEach(async () => {
  portal = await startPortal({ rate: null });
});
afterEach(() => portal.close());

function logIn(password = 'demo-manager'): Promise<Answer> {
  return post(`${portal.url}/api/Token/Get`, { Username: email.toUpperCase(), Password: password });
}

function renew(refreshToken: string): Promise<Answer> {
  return post(`${portal.url}/api/Token/Renew`, { refreshToken });
}

test('wrong passwords, unknown logins, disabled logins and calls without a token are 401', async () => {
  expect(await logIn('wrong')).toMatchObject({ status: 401, body: '' });
  expect(await post(`${portal.url}/api/Token/Get`, { username: 'x@y.z', password: 'p' })).toMatchObject({ status: 401 });
  expect(await post(`${portal.url}/api/Token/Get`, { username: email })).toMatchObject({
    status: 400,
    body: { password: expect.any(Array) },
  });
  expect(await withToken(portal, 'not.a.token')('/User/Current')).toMatchObject({ status: 401 });
  portal.control.changeLogin(email, { enabled: false });
  expect(await logIn()).toMatchObject({ status: 401 });
});

test('a token lives for a minute, or for an hour', async () => {
  const pair = readTokenPair((await logIn()).body);
  expect(pair.exp).toBeCloseTo(Date.now() / 1000 + 60, -1);
  expect(pair.expiresIn).toBeNull();
  const call = withToken(portal, pair.accessToken);
  expect(await call('/User/Current')).toMatchObject({ status: 200 });
  portal.control.setClockOffset(61);
  expect(await call('/User/Current')).toMatchObject({ status: 401 });
  portal.control.setSwitches({ tokenSeconds: 3600, sendExpiresIn: true });
  const long = readTokenPair((await logIn()).body);
  expect(long.expiresIn).toBe(3600);
  portal.control.setClockOffset(3600);
  expect(await withToken(portal, long.accessToken)('/User/Current')).toMatchObject({ status: 200 });
});

test('refresh tokens rotate and work once', async () => {
  const first = readTokenPair((await logIn()).body);
  const second = readTokenPair((await renew(first.refreshToken)).body);
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(await renew(first.refreshToken)).toMatchObject({ status: 401 });
  expect(await renew(second.refreshToken)).toMatchObject({ status: 200 });
});

test('a session ends after thirty minutes, however often it was renewed', async () => {
  let { refreshToken } = readTokenPair((await logIn()).body);
  for (const minute of [10, 20, 30]) {
    portal.control.setClockOffset(minute * 60 - 1);
    const answer = await renew(refreshToken);
    expect(answer.status).toBe(200);
    ({ refreshToken } = readTokenPair(answer.body));
  }
  portal.control.setClockOffset(30 * 60 + 1);
  expect(await renew(refreshToken)).toMatchObject({ status: 401 });
});

test('a changed password ends the session at its renewal, not the token', async () => {
  const pair = readTokenPair((await logIn()).body);
  portal.control.changeLogin(email, { password: 'another' });
  expect(await withToken(portal, pair.accessToken)('/User/Current')).toMatchObject({ status: 200 });
  expect(await renew(pair.refreshToken)).toMatchObject({ status: 401 });
  expect(await logIn('another')).toMatchObject({ status: 200 });
});

test('each login has a rate of its own', async () => {
  portal.control.setSwitches({ rate: 5 });
  const manager = await signIn(portal, email, 'demo-manager');
  const other = await signIn(portal, 'msp@hillside.example', 'demo-msp');
  const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await manager('/User/Current')).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
  const limited = await manager('/User/Current');
  expect(limited.status).toBe(429);
  expect(limited.headers.get('retry-after')).toBe('1');
  expect(await other('/User/Current')).toMatchObject({ status: 200 });
  portal.control.setSwitches({ retryAfter: 'none' });
  expect((await manager('/User/Current')).headers.has('retry-after')).toBe(false);
  portal.control.setSwitches({ retryAfter: 'date' });
  expect(Date.parse((await manager('/User/Current')).headers.get('retry-after') ?? '')).not.toBeNaN();
});
