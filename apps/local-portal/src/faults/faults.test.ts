import { readApiError, readLicenseSearchPage } from '@licet/portal-api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startPortal, type Portal } from '../index.ts';
import { signIn, type Caller } from '../test-client.ts';

let portal: Portal;
let call: Caller;

beforeAll(async () => {
  portal = await startPortal({ rate: null });
});
beforeEach(async () => {
  portal.control.clearFaults();
  call = await signIn(portal, 'manager@wzgorze.example', 'demo-manager');
});
afterAll(() => portal.close());

const path = '/Search/Licenses';
const search = () => call(path, { keyword: '', skip: 0, take: 100 });
const read = async () => readLicenseSearchPage((await search()).body);

test('a fault hits the nth call to its path, so many times', async () => {
  portal.control.addFault({ kind: 'status', path: '/search/*', nth: 2, count: 2 });
  const statuses = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await search()).status);
  expect(statuses).toEqual([200, 500, 500, 200]);
  expect((await call('/User/Current')).status).toBe(200);
  expect(portal.control.faults()).toMatchObject([{ seen: 4, hit: 2 }]);
});

test('a fault with a probability hits the same calls for the same seed', async () => {
  const run = async (): Promise<number[]> => {
    const other = await startPortal({ rate: null, seed: 7 });
    other.control.addFault({ kind: 'status', status: 503, probability: 0.5 });
    const statuses = [];
    for (let index = 0; index < 12; index += 1) statuses.push((await fetch(`${other.url}/api/Token/Get`, { method: 'POST' })).status);
    await other.close();
    return statuses;
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect(new Set(first)).toEqual(new Set([400, 503]));
});

test('latency delays, and a drip takes its time', async () => {
  portal.control.addFault({ kind: 'latency', ms: 120, count: 1 });
  portal.control.addFault({ kind: 'drip', ms: 150, nth: 2 });
  for (const least of [110, 130]) {
    const start = performance.now();
    expect((await read()).rows).toHaveLength(14);
    expect(performance.now() - start).toBeGreaterThan(least);
  }
});

test('throttling comes with and without Retry-After', async () => {
  portal.control.addFault({ kind: 'throttle', retryAfter: 7, count: 1 });
  const first = await search();
  expect([first.status, first.headers.get('retry-after')]).toEqual([429, '7']);
  portal.control.addFault({ kind: 'throttle', retryAfter: null });
  const second = await search();
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, null]);
});

test.each([500, 502, 503])('the status %i has no body', async (status) => {
  portal.control.addFault({ kind: 'status', status });
  expect(await search()).toMatchObject({ status, body: '' });
});

test('maintenance says so', async () => {
  portal.control.addFault({ kind: 'maintenance' });
  const answer = await search();
  expect(answer.status).toBe(503);
  expect(readApiError(answer.body).meaning).toBe('the portal is under maintenance');
});

test.each(['reset', 'cut'] as const)('a connection breaks: %s', async (kind) => {
  portal.control.addFault({ kind, count: 1 });
  await expect(search()).rejects.toThrow();
  expect((await read()).rows).toHaveLength(14);
});

test('HTML comes where JSON should', async () => {
  portal.control.addFault({ kind: 'html' });
  const answer = await search();
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('<html>');
});

test('an empty answer looks like a good one', async () => {
  portal.control.addFault({ kind: 'empty' });
  expect(await read()).toEqual({ rows: [], bad: [], total: 0 });
});

test('fields go missing or become something else', async () => {
  portal.control.addFault({ kind: 'missing-fields', fields: ['name'], count: 1 });
  expect((await read()).rows.every((row) => row.productName === null)).toBe(true);
  portal.control.addFault({ kind: 'wrong-types', fields: ['publicLicenseKey'] });
  const page = await read();
  expect(page.rows).toHaveLength(0);
  expect(page.bad[0]?.message).toBe('Search[0].PublicLicenseKey: expected a public id like 3AB-CDE-FGH, found an object');
});

test('pages shift while the total stays', async () => {
  const all = (await read()).rows.map((row) => row.publicId);
  portal.control.addFault({ kind: 'shift' });
  const walked: string[] = [];
  for (let skip = 0; skip < 14; skip += 5) {
    const page = readLicenseSearchPage((await call(path, { keyword: '', skip, take: 5 })).body);
    expect(page.total).toBe(14);
    walked.push(...page.rows.map((row) => row.publicId));
  }
  expect(walked).toHaveLength(14);
  expect(new Set(walked).size).toBeLessThan(all.length);
});

test('a token runs out early, and a new one works', async () => {
  portal.control.addFault({ kind: 'expire-tokens', path, count: 1 });
  expect((await search()).status).toBe(401);
  expect((await search()).status).toBe(401);
  call = await signIn(portal, 'manager@wzgorze.example', 'demo-manager');
  expect((await search()).status).toBe(200);
});
