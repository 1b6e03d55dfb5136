import { type Page, readLicenseSearchPage } from '@licet/portal-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ListSource, readList } from './list.ts';
import { PortalError } from './portal-error.ts';

interface Portal {
  rows: number[];
  total?: 'rows' | 'pages' | 'none' | number;
  /** The most rows that a page has, whatever was asked for. */
  cap?: number;
  /** Called before the answer to each request. */
  before?: (request: number, rows: number[]) => void;
}

function source(portal: Portal) {
  const asked: number[] = [];
  const list: ListSource<number> & { asked: number[] } = {
    asked,
    what: 'the numbers',
    call: 'Search/Numbers',
    id: String,
    async page(skip, take): Promise<Page<number>> {
      const request = asked.push(skip);
      await Promise.resolve();
      portal.before?.(request, portal.rows);
      const { rows, total = 'rows', cap = 100 } = portal;
      const size = Math.min(take, cap);
      const count = typeof total === 'number' ? total : { rows: rows.length, pages: Math.ceil(rows.length / size), none: null }[total];
      return { rows: rows.slice(skip, skip + size), bad: [], total: count };
    },
  };
  return list;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

describe('a list that stands still', () => {
  test('is read whole, each row once, whatever the total means and however small the pages are', async () => {
    const shape = fc.record({
      count: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constantFrom(99, 100, 101, 198, 199, 200, 297, 298, 1000, 10_000, 10_100)),
      total: fc.constantFrom('rows', 'pages', 'none'),
      cap: fc.constantFrom(100, 100, 50, 25),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ count, total, cap }) => {
        // Pages that are smaller than asked for can only be told by a total in rows.
        const portal = source({ rows: numbers(count), total, cap: total === 'rows' ? cap : 100 });
        const reading = await readList(portal);
        expect(reading).toEqual({ rows: numbers(count), complete: true, problems: [] });
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [0, 1],
    [99, 1],
    [100, 2],
    [1000, 11],
    [3000, 31],
    [15_000, 152],
  ])('of %i rows takes %i requests', async (count, requests) => {
    const portal = source({ rows: numbers(count) });
    await readList(portal);
    expect(portal.asked).toHaveLength(requests);
    expect(new Set(portal.asked).size).toBe(requests);
  });

  test('uses a first page that was read before', async () => {
    const portal = source({ rows: numbers(150) });
    const first = await portal.page(0, 100);
    expect((await readList(portal, { first })).rows).toEqual(numbers(150));
    expect(portal.asked).toEqual([0, 99]);
  });
});

describe('a list that moves while it is read', () => {
  const changes: Record<string, (rows: number[]) => void> = {
    'a row is removed at the beginning': (rows) => void rows.shift(),
    'a row is removed in the middle': (rows) => void rows.splice(250, 1),
    'a row is added at the beginning': (rows) => void rows.unshift(-1),
    'a row is added at the end': (rows) => void rows.push(9999),
    'a row at the beginning goes and one at the end comes': (rows) => void (rows.shift(), rows.push(9999)),
  };
  test.each(Object.entries(changes))('%s: it is read again', async (_, change) => {
    for (const at of [2, 3, 4, 5]) {
      const rows = numbers(450);
      const reading = await readList(source({ rows, before: (request) => request === at && change(rows) }));
      expect(reading).toMatchObject({ complete: true, problems: [] });
      const missing = rows.filter((row) => !reading.rows.includes(row));
      expect(missing).toEqual([]);
      expect(new Set(reading.rows).size).toBe(reading.rows.length);
    }
  });

  test('all the time: it is incomplete, says so and is not read for ever', async () => {
    const rows = numbers(450);
    const portal = source({ rows, before: () => rows.unshift(rows.shift() ?? 0, rows.length + 1000) });
    const reading = await readList(portal);
    expect(reading.complete).toBe(false);
    expect(reading.problems).toMatchObject([{ code: 'list-changing', message: expect.stringContaining('the numbers') }]);
    expect(portal.asked.length).toBeLessThan(25);
    expect(new Set(reading.rows).size).toBe(reading.rows.length);
  });

  test('in its order only: the readings together are the whole', async () => {
    const rows = numbers(150);
    // Each reading loses another row at the seam and has one twice.
    const portal = source({ rows, before: (request) => request % 2 === 0 && rows.unshift(rows.pop() ?? 0) });
    const reading = await readList(portal);
    expect(reading.complete).toBe(true);
    expect(reading.rows.toSorted((a, b) => a - b)).toEqual(numbers(150));
  });
});

describe('a portal that is wrong', () => {
  test.each([
    ['too small', 440],
    ['too large', 460],
    ['zero', 0],
  ])('a total that is %s is not believed', async (_, total) => {
    const reading = await readList(source({ rows: numbers(450), total }));
    expect(reading.complete).toBe(false);
    expect(reading.rows).toHaveLength(450);
    expect(reading.problems).toMatchObject([{ code: 'list-changing' }]);
  });

  test('a total beyond all measure is not asked for page by page', async () => {
    const portal = source({ rows: numbers(450), total: 2_000_000_000 });
    expect(await readList(portal)).toMatchObject({ complete: false, rows: numbers(450) });
    expect(portal.asked.length).toBeLessThan(80);
  });

  test('one that always gives the first page is not asked for ever', async () => {
    const portal: ListSource<number> = {
      what: 'x',
      call: 'X',
      id: String,
      page: () => Promise.resolve({ rows: numbers(100), bad: [], total: 350 }),
    };
    expect(await readList(portal)).toMatchObject({ complete: false, rows: numbers(100) });
  });

  test('an empty list with a total is not empty', async () => {
    expect(await readList(source({ rows: [], total: 5 }))).toMatchObject({ complete: false, rows: [] });
  });

  test('a page that cannot be had makes the list incomplete and keeps the others', async () => {
    const portal = source({ rows: numbers(350) });
    const list = { ...portal, page: (skip: number, take: number) => (skip === 99 ? refuse('object') : portal.page(skip, take)) };
    const reading = await readList(list, { subject: { companyUpstreamId: 'c' } });
    expect(reading).toMatchObject({
      complete: false,
      error: { code: 'forbidden' },
      problems: [{ code: 'forbidden', companyUpstreamId: 'c' }],
    });
    expect(reading.rows).toHaveLength(350 - 98);
  });

  test('a portal that is gone ends the reading', async () => {
    const portal = source({ rows: numbers(350) });
    const list = { ...portal, page: (skip: number, take: number) => (skip === 99 ? refuse('run') : portal.page(skip, take)) };
    await expect(readList(list)).rejects.toMatchObject({ code: 'forbidden', scope: 'run' });
  });

  function refuse(scope: 'object' | 'run'): Promise<never> {
    return Promise.reject(
      new PortalError('forbidden', 'No.', scope, { code: 'forbidden', parameters: { answer: '403', call: 'Search/Numbers' } }),
    );
  }
});

describe('a row that cannot be read', () => {
  const page = (rows: unknown[], total = rows.length) => readLicenseSearchPage({ Search: rows, Paging: { TotalCount: total } });
  const row = (number: number) => ({ PublicLicenseKey: `3AA-AAA-${String(number).padStart(3, '0')}`, Code: '107' });

  test('is a problem, loses no other and makes the list incomplete', async () => {
    for (const broken of [0, 50, 98, 99, 100, 149]) {
      const rows: unknown[] = numbers(150).map(row);
      rows[broken] = { Code: '107' };
      let requests = 0;
      const reading = await readList({
        what: 'the licenses',
        call: 'Search/Licenses',
        id: ({ publicId }) => publicId,
        page: (skip, take) => Promise.resolve(((requests += 1), page(rows.slice(skip, skip + take), 150))),
      });
      expect(reading.complete).toBe(false);
      expect(reading.rows).toHaveLength(149);
      expect(reading.problems).toMatchObject([{ code: 'bad-data', message: expect.stringContaining('expected a public id') }]);
      expect(requests).toBeLessThan(5);
    }
  });

  test('is asked for once more', async () => {
    let requests = 0;
    const reading = await readList({
      what: 'the licenses',
      call: 'Search/Licenses',
      id: ({ publicId }) => publicId,
      page: () => Promise.resolve(page(++requests === 1 ? [row(1), {}] : [row(1), row(2)])),
    });
    expect(reading).toMatchObject({ complete: true, problems: [] });
    expect(reading.rows).toHaveLength(2);
  });
});
