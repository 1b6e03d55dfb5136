import type { Details } from '@licet/domain';
import { type Portal, startPortal } from '@licet/local-portal';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Progress } from '../../apps/server/src/portal/index.ts';
import { connect, placesOf, today } from './connect.ts';
import { type Truth, truthOf } from './truth.ts';

const login = 'manager@large.example';

describe('many pages', () => {
  let portal: Portal;
  let truth: Truth;
  beforeAll(async () => {
    portal = await startPortal({ rate: null, dataset: 'large', companies: 450, licensesPerCompany: 1 });
    truth = truthOf(portal, login);
  });
  afterAll(() => portal.close());
  afterEach(() => {
    portal.control.clearFaults();
    portal.control.resetRequests();
  });

  test.each(['/Search/Companies', '/Search/Licenses', '/Company/Children', '/UsageReport/AllCompanies/products'])(
    'pages of %s that shift while being read are read again',
    async (path) => {
      for (const searchRowsCarryParent of [false, true]) {
        for (const nth of [1, 2, 3]) {
          portal.control.setSwitches({ searchRowsCarryParent });
          portal.control.addFault({ kind: 'shift', path, nth, count: 1 });
          const connector = connect(portal, login);
          const structure = await connector.readStructure({ today });
          await connector.close();
          // Where the search names the parents no list of children is read, otherwise only the first page of the search.
          const isRead =
            path === '/Company/Children' ? !searchRowsCarryParent : path !== '/Search/Companies' || searchRowsCarryParent || nth === 1;
          expect(portal.control.faults()).toMatchObject([{ hit: isRead ? 1 : 0 }]);
          portal.control.clearFaults();
          expect(structure.problems).toEqual([]);
          expect(structure.complete).toEqual({ companies: true, keys: true, orders: true });
          expect(placesOf(structure)).toEqual(truth.places);
          expect(structure.keys.map(({ publicId }) => publicId).sort()).toEqual([...truth.licenses.keys()].sort());
          expect(new Set(structure.orders.map((order) => order.companyUpstreamId)).size).toBe(450);
        }
      }
      portal.control.setSwitches({ searchRowsCarryParent: false });
    },
  );

  test('pages that shift with every call make the lists incomplete and lose nothing that was seen', async () => {
    portal.control.addFault({ kind: 'shift', path: '/Search/Licenses' });
    const connector = connect(portal, login);
    const { complete, keys, problems } = await connector.readStructure({ today });
    expect(complete.companies).toBe(true);
    expect(new Set(keys.map(({ publicId }) => publicId)).size).toBe(keys.length);
    if (!complete.keys) expect(problems).toMatchObject([{ code: 'list-changing' }]);
    else expect(keys).toHaveLength(450);
    await connector.close();
  });

  test('companies and licenses that come and go meanwhile are there or not, and the others are', async () => {
    const connector = connect(portal, login);
    const [manager] = [...truth.companies.values()].filter((company) => company.type === 'managed-msp');
    const gone = [...truth.companies.values()].filter((company) => company.type === 'customer').slice(0, 5);
    const reading = connector.readStructure({ today });
    for (const [index, company] of gone.entries()) {
      await new Promise((resolve) => setTimeout(resolve, 8));
      portal.control.removeCompany(company.id);
      portal.control.createCustomer(manager?.id ?? '', `Fresh ${index}`);
    }
    const structure = await reading;
    const ids = new Set(structure.companies.map(({ upstreamId }) => upstreamId));
    expect(ids.size).toBe(structure.companies.length);
    const after = truthOf(portal, login);
    const staying = [...truth.companies.keys()].filter((id) => after.companies.has(id));
    if (structure.complete.companies) expect(staying.filter((id) => !ids.has(id))).toEqual([]);
    truth = after;
    await connector.close();
  });

  test('everything goes wrong now and then, and nothing of it is felt', async () => {
    for (const kind of ['reset', 'cut', 'html', 'maintenance', 'expire-tokens'] as const)
      portal.control.addFault({ kind, probability: 0.03 });
    for (const status of [500, 502, 503]) portal.control.addFault({ kind: 'status', status, probability: 0.02 });
    portal.control.addFault({ kind: 'throttle', retryAfter: 0, probability: 0.01 });
    const connector = connect(portal, login, { patience: { tries: 8, firstWait: 1, longestWait: 4, throttled: 60_000 } });
    const structure = await connector.readStructure({ today });
    const details = await connector.readDetails([...truth.licenses.keys()]);
    const { retries, throttled } = connector.statistics();
    await connector.close();
    expect(placesOf(structure)).toEqual(truth.places);
    expect(structure.complete).toEqual({ companies: true, keys: true, orders: true });
    expect(structure.keys).toHaveLength(truth.licenses.size);
    // A 500 is tried three times only: it may mean that the user has no right.
    expect(details.readings.length + details.problems.length).toBe(truth.licenses.size);
    expect(details.problems.length).toBeLessThan(3);
    expect(retries).toBeGreaterThan(50);
    expect(throttled).toBeGreaterThan(0);
  });

  test('one token serves all calls, and is renewed unseen when it runs out', async () => {
    portal.control.setSwitches({ tokenSeconds: 1, latencyMs: 5, sessionSeconds: 2 });
    const connector = connect(portal, login, { clock: undefined, concurrency: 4 } as object);
    const ids = [...truth.licenses.keys()];
    const begin = performance.now();
    for (let done = 0; performance.now() < begin + 3500; done += 200) {
      const details = await connector.readDetails(ids.slice(0, 200));
      expect(details.problems).toEqual([]);
      expect(details.readings).toHaveLength(200);
    }
    await connector.close();
    portal.control.setSwitches({ tokenSeconds: 60, latencyMs: 0, sessionSeconds: 1800 });
    const { byPath } = portal.control.requests();
    expect((byPath['/Token/Get'] ?? 0) + (byPath['/Token/Renew'] ?? 0)).toBeLessThan(12);
    expect(byPath['/Token/Renew']).toBeGreaterThan(0);
    expect(byPath['/Token/Get']).toBeGreaterThan(1);
  });

  test('details come in portions, one after the other, and nothing twice', async () => {
    const connector = connect(portal, login);
    const ids = [...truth.licenses.keys()];
    const portions: Details[] = [];
    let saving = 0;
    const rest = await connector.readDetails([...ids, '3ZZ-ZZZ-ZZZ'], {
      portion: 100,
      async onPortion(portion) {
        expect((saving += 1)).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        portions.push(portion);
        saving -= 1;
      },
    });
    expect(rest).toEqual({ readings: [], missing: [], problems: [] });
    expect(portions.length).toBeGreaterThan(3);
    expect(portions.flatMap(({ readings }) => readings.map(({ publicId }) => publicId)).sort()).toEqual(ids.sort());
    expect(portions.flatMap(({ missing }) => missing)).toEqual(['3ZZ-ZZZ-ZZZ']);
    await connector.close();
  });

  test('what was read ahead is not read again, and is not kept for another reading', async () => {
    const connector = connect(portal, login);
    const ids = [...truth.licenses.keys()].slice(0, 60);
    const calls = () => portal.control.requests().byPath['/License/Detail'] ?? 0;
    connector.readAhead(ids.slice(0, 20));
    connector.readAhead(ids.slice(0, 20));
    while (calls() < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    const details = await connector.readDetails(ids);
    expect(details.readings.map(({ publicId }) => publicId).sort()).toEqual(ids.sort());
    expect(calls()).toBe(60);
    await connector.readDetails(ids);
    expect(calls()).toBe(120);
    await connector.close();
  });

  test('says when the last license is being asked for, so that the next begin before it is all saved', async () => {
    const connector = connect(portal, login, { concurrency: 4 });
    const ids = [...truth.licenses.keys()];
    const [first, second] = [ids.slice(0, 100), ids.slice(100, 140)];
    const calls = () => portal.control.requests().byPath['/License/Detail'] ?? 0;
    const before = calls();
    let told = 0;
    let begun = 0;
    await connector.readDetails(first, {
      portion: 100,
      onLast() {
        told += 1;
        connector.readAhead(second);
      },
      async onPortion() {
        while (calls() < before + 140) await new Promise((resolve) => setTimeout(resolve, 5));
        begun = calls() - before;
      },
    });
    expect([told, begun]).toEqual([1, 140]);
    const { readings } = await connector.readDetails(second);
    expect(readings.map(({ publicId }) => publicId).sort()).toEqual(second.sort());
    expect(calls() - before).toBe(140);
    await connector.close();
  });

  test('reading ahead that cannot go on ends the reading that waits for it', async () => {
    const connector = connect(portal, login, { password: 'wrong' });
    const ids = [...truth.licenses.keys()].slice(0, 20);
    connector.readAhead(ids);
    await expect(connector.readDetails(ids)).rejects.toMatchObject({ code: 'credentials-refused' });
    await connector.close();
  });

  test('what was read before the portal went away is handed over', async () => {
    const connector = connect(portal, login, { concurrency: 2 });
    portal.control.addFault({ kind: 'status', status: 502, nth: 102 });
    const readings: string[] = [];
    const ids = [...truth.licenses.keys()];
    const reading = connector.readDetails(ids, {
      portion: 30,
      onPortion: (portion) => void readings.push(...portion.readings.map(({ publicId }) => publicId)),
    });
    await expect(reading).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/502/) });
    expect(readings.length).toBeGreaterThan(95);
    expect(new Set(readings).size).toBe(readings.length);
    await connector.close();
  });

  test('progress rises to the whole and counts requests', async () => {
    const connector = connect(portal, login);
    const seen: Progress[] = [];
    const { keys } = await connector.readStructure({ today, onProgress: (progress) => seen.push(progress) });
    for (const phase of ['companies', 'keys', 'orders'] as const) {
      const steps = seen.filter((progress) => progress.phase === phase);
      expect(steps.length).toBeGreaterThan(1);
      expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).sort((a, b) => a - b));
    }
    expect(seen.filter(({ phase }) => phase === 'keys').at(-1)).toMatchObject({ done: keys.length, total: keys.length });
    expect(seen.at(-1)?.requests).toBeGreaterThan(10);
    await connector.readDetails(
      keys.slice(0, 9).map(({ publicId }) => publicId),
      { onProgress: (progress) => seen.push(progress) },
    );
    expect(seen.at(-1)).toMatchObject({ phase: 'details', done: 9, total: 9 });
    expect(connector.statistics().requests).toBe(portal.control.requests().total);
    await connector.close();
  });

  test.each(['signal', 'close'])('a reading is stopped at once by its %s', async (by) => {
    portal.control.setSwitches({ latencyMs: 50 });
    const connector = connect(portal, login);
    const stop = new AbortController();
    const readings = [
      connector.readStructure({ today, signal: stop.signal }),
      connector.readDetails([...truth.licenses.keys()], { signal: stop.signal }),
    ];
    const ends = Promise.allSettled(readings);
    await new Promise((resolve) => setTimeout(resolve, 120));
    const begin = performance.now();
    if (by === 'signal') stop.abort();
    else await connector.close();
    for (const end of await ends) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'aborted' } });
    expect(performance.now() - begin).toBeLessThan(100);
    portal.control.setSwitches({ latencyMs: 0 });
    if (by === 'signal') expect((await connector.readDetails([...truth.licenses.keys()].slice(0, 3))).readings).toHaveLength(3);
    await connector.close();
  });
});

describe('the number of requests', () => {
  // Login, user, first page of the search, children (one more page where pages are full), 31 or 152 of licenses, 11 or 51 of orders, one sample.
  test.each([
    [1000, 'a walk', {}, 60],
    [1000, 'parents in the search', { searchRowsCarryParent: true }, 60],
    [5000, 'a walk', {}, 270],
    [5000, 'parents in the search', { searchRowsCarryParent: true }, 262],
  ])('for %i companies with 3 licenses each, %s', async (companies, _, switches, most) => {
    const portal = await startPortal({ rate: null, dataset: 'large', companies, licensesPerCompany: 3, switches });
    const connector = connect(portal, login);
    const structure = await connector.readStructure({ today });
    await connector.close();
    const { total, mostAtOnce } = portal.control.requests();
    await portal.close();
    expect(mostAtOnce).toBeLessThanOrEqual(8);
    expect(structure.complete).toEqual({ companies: true, keys: true, orders: true });
    expect(structure.companies).toHaveLength(companies + companies / 250 + 1);
    expect(structure.keys).toHaveLength(companies * 3);
    expect(total).toBeLessThanOrEqual(most);
  });
});

describe('the pace', () => {
  test('is close to what the portal allows and never beyond it', async () => {
    const portal = await startPortal({ rate: 40, dataset: 'large', companies: 1000, licensesPerCompany: 3, latencyMs: 20 });
    const connector = connect(portal, login, { rate: 40, clock: undefined } as object);
    const begin = performance.now();
    await connector.readStructure({ today });
    const seconds = (performance.now() - begin) / 1000;
    const { requests, throttled } = connector.statistics();
    await connector.close();
    await portal.close();
    expect(throttled).toBe(0);
    expect(seconds / (requests / 40)).toBeLessThan(1.25);
  });

  test('finds the limit of a portal that allows less than was set', async () => {
    const portal = await startPortal({ rate: 100, dataset: 'large', companies: 200, licensesPerCompany: 3 });
    const connector = connect(portal, login, { clock: undefined, patience: { throttled: 60_000 } } as object);
    const ids = [...truthOf(portal, login).licenses.keys()];
    const begin = performance.now();
    const details = await connector.readDetails(ids.slice(0, 400));
    const seconds = (performance.now() - begin) / 1000;
    const { throttled } = connector.statistics();
    await connector.close();
    await portal.close();
    expect(details.readings).toHaveLength(400);
    expect(details.problems).toEqual([]);
    expect(throttled).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(12);
  });
});
