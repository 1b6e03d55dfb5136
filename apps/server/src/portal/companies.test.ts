import { coded, companyTypes, type Ema2CompanyRow, type Page, searchCompanyTypes } from '@licet/portal-api';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCompanies } from './companies.ts';
import type { Ema2 } from './ema2.ts';
import { PortalError, type PortalErrorCode } from './portal-error.ts';

/** A company of a test: its name is its id, its children are below it. A hole cannot be read. */
interface Sketch {
  name: string;
  hole?: boolean;
  customer?: boolean;
  below?: Sketch[];
}

/** What the documentation leaves open. */
interface Guesses {
  searchNamesParents?: boolean;
  searchListsOwn?: boolean;
  /** Children and Descendants answer for the own company without access to it. */
  walksFromHole?: boolean;
  descendantsReachBelowHoles?: boolean;
  descendantsShowHoles?: boolean;
  /** Whether Descendants says how many there are. */
  descendantsCount?: boolean;
  detailSkipsHoles?: boolean;
  typesInSearch?: boolean;
}

interface Portal extends Guesses {
  /** Calls that fail, as `children codes` or `descendants codes`. */
  failing?: Record<string, PortalErrorCode>;
}

interface Company {
  name: string;
  parent: Company | null;
  readable: boolean;
  customer: boolean;
  below: Company[];
}

function grow(sketch: Sketch, parent: Company | null = null): Company[] {
  const { name, hole = false, customer = false, below = [] } = sketch;
  const company: Company = { name, parent, readable: !hole, customer, below: [] };
  parent?.below.push(company);
  return [company, ...below.flatMap((child) => grow(child, company))];
}

function nearest(company: Company): Company | null {
  let above = company.parent;
  while (above && !above.readable) above = above.parent;
  return above;
}

function open(sketch: Sketch, portal: Portal = {}) {
  const companies = grow(sketch);
  const [own] = companies as [Company, ...Company[]];
  const asked: string[] = [];
  const typeOf = (company: Company): number => (company === own ? 1004 : company.customer ? 1007 : 1006);

  const row = (company: Company): Ema2CompanyRow => ({
    companyId: company.name,
    name: company.name,
    type: coded(companyTypes, typeOf(company)),
    status: null,
    email: null,
    customIdentifier: null,
  });
  const searchRow = (company: Company): Ema2CompanyRow => ({
    ...row(company),
    type: portal.typesInSearch === false ? null : coded(searchCompanyTypes, { 1004: 2, 1006: 4, 1007: 5 }[typeOf(company)] ?? 3),
    ...(portal.searchNamesParents ? { parentId: company.parent?.name ?? null } : {}),
  });
  const page = (
    found: Company[],
    skip: number,
    take: number,
    toRow: (company: Company) => Ema2CompanyRow,
    total = true,
  ): Page<Ema2CompanyRow> => ({
    rows: found.slice(skip, skip + take).map(toRow),
    bad: [],
    total: total ? found.length : null,
  });
  async function enter(call: string, id: string, needsAccess = true): Promise<Company> {
    asked.push(`${call} ${id}`);
    await Promise.resolve();
    const failure = portal.failing?.[`${call} ${id}`];
    const company = companies.find(({ name }) => name === id);
    const allowed = company && (company.readable || !needsAccess || (portal.walksFromHole && company === own && call !== 'detail'));
    if (failure !== undefined || !allowed)
      throw new PortalError(failure ?? 'forbidden', `No ${call}.`, 'object', {
        code: 'forbidden',
        parameters: { answer: '403', call },
      });
    return company;
  }
  function descendants(company: Company): Company[] {
    const { descendantsReachBelowHoles: reach = true, descendantsShowHoles: show = false } = portal;
    return company.below.flatMap((child) => [
      ...(child.readable || show ? [child] : []),
      ...(child.readable || reach || show ? descendants(child) : []),
    ]);
  }

  const searchable = companies.filter((company) => company.readable && (company !== own || portal.searchListsOwn !== false));
  const list = (what: string, read: (skip: number, take: number) => Promise<Page<Ema2CompanyRow>>) => ({
    what,
    call: what,
    id: (found: Ema2CompanyRow) => found.companyId,
    page: read,
  });
  const calls: Pick<Ema2, 'searchCompanies' | 'findCompany' | 'children' | 'descendants' | 'countDescendants' | 'companyDetail'> = {
    searchCompanies: () =>
      list('the companies', async (skip, take) => {
        await enter('search', own.name, false);
        return page(searchable, skip, take, searchRow);
      }),
    async findCompany(id) {
      await enter('find', id, false);
      return page(
        searchable.filter(({ name }) => name === id),
        0,
        10,
        searchRow,
      );
    },
    children: ({ id }) =>
      list('children', async (skip, take) => {
        const company = await enter('children', id);
        return page(
          company.below.filter(({ readable }) => readable),
          skip,
          take,
          row,
        );
      }),
    descendants: ({ id }) =>
      list('descendants', async (skip, take) => {
        const company = await enter('descendants', id);
        return page(descendants(company), skip, take, row, portal.descendantsCount !== false);
      }),
    async countDescendants({ id }) {
      const company = await enter('descendants', id);
      return portal.descendantsCount === false ? null : descendants(company).length;
    },
    async companyDetail({ id }) {
      const company = await enter('detail', id);
      const above = portal.detailSkipsHoles ? nearest(company) : company.parent;
      return { ...row(company), parentId: above?.name ?? null, vatId: null, description: null, comment: null, tags: [] };
    },
  };

  async function read() {
    const ownCompany = { companyId: own.name, name: own.name, type: coded(companyTypes, 1004) };
    const reading = await readCompanies(calls as Ema2, Promise.resolve(ownCompany), () => undefined);
    const places = Object.fromEntries(reading.companies.map((company) => [company.upstreamId, company.parentUpstreamId]));
    return { ...reading, places };
  }
  const truth = Object.fromEntries(
    companies.filter(({ readable }) => readable).map((company) => [company.name, nearest(company)?.name ?? null]),
  );
  return { read, asked, truth };
}

function customers(prefix: string, count: number): Sketch[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${prefix}${index}`, customer: true }));
}

const whole: Sketch = {
  name: 'own',
  below: [{ name: 'a', below: customers('a', 3) }, { name: 'b', below: customers('b', 250) }, ...customers('own', 120)],
};

describe('a tree that can be read whole', () => {
  test.each<[string, Guesses, number]>([
    // Search, own 2 pages, a 1, b 3.
    ['takes a list for each company that has others below it', {}, 7],
    ['takes one more call when the search does not list the own company', { searchListsOwn: false }, 8],
    ['takes the search alone when that names the parents', { searchNamesParents: true }, 4],
  ])('%s', async (_, guesses, requests) => {
    const { read, asked, truth } = open(whole, guesses);
    const { places, complete, problems } = await read();
    expect(places).toEqual(truth);
    expect({ complete, problems }).toEqual({ complete: true, problems: [] });
    expect(asked).toHaveLength(requests);
  });

  test('has the documented types, whatever the search calls them', async () => {
    for (const searchNamesParents of [false, true]) {
      const { companies } = await open(whole, { searchNamesParents }).read();
      const types = Object.fromEntries(companies.map(({ upstreamId, type }) => [upstreamId, type]));
      expect(types).toMatchObject({ own: 1004, a: 1006, a0: 1007 });
    }
  });
});

describe('a tree with holes', () => {
  const holes: Sketch = {
    name: 'own',
    below: [
      { name: 'a', below: [...customers('a', 3), { name: 'a-hole', hole: true, below: customers('x', 2) }] },
      {
        name: 'hole',
        hole: true,
        below: [...customers('y', 2), { name: 'c', below: [{ name: 'c-hole', hole: true, below: customers('z', 1) }] }],
      },
    ],
  };

  test('each company hangs under the nearest one that can be read', async () => {
    const { read, truth } = open(holes);
    const { places, complete, problems } = await read();
    expect(places).toEqual(truth);
    expect(places).toMatchObject({ own: null, x0: 'a', y0: 'own', c: 'own', z0: 'c' });
    expect({ complete, problems }).toEqual({ complete: true, problems: [] });
  });

  test('without the own company its children are at the top', async () => {
    const { read, truth } = open({ ...holes, hole: true });
    const { places, complete } = await read();
    expect(places).toEqual(truth);
    expect(places).toMatchObject({ a: null, x0: 'a', y0: null, c: null, z0: 'c' });
    expect(complete).toBe(true);
  });

  test('one customer alone takes no search for what is above it', async () => {
    const { read, asked } = open({ name: 'own', hole: true, below: [{ name: 'm', hole: true, below: customers('k', 1) }] });
    expect((await read()).places).toEqual({ k0: null });
    expect(asked).toEqual(['search own', 'children own', 'detail own']);
  });

  test('a hundred customers under one hole take no hundred calls', async () => {
    const { read, asked, truth } = open({
      name: 'own',
      below: [{ name: 'm', hole: true, below: customers('k', 100) }, ...customers('o', 50)],
    });
    expect((await read()).places).toEqual(truth);
    expect(asked.length).toBeLessThan(10);
  });

  test('nothing is found above: they are below the own company, which is above all', async () => {
    const { read } = open(holes, { descendantsReachBelowHoles: false });
    expect((await read()).places).toMatchObject({ x0: 'own', y0: 'own', z0: 'own', c: 'own' });
  });

  test('any tree, whatever the documentation leaves open', async () => {
    const list = fc.array(fc.record({ hole: fc.boolean(), customer: fc.boolean(), under: fc.nat({ max: 3 }) }), {
      maxLength: 25,
      size: 'max',
    });
    const guesses = fc.record({
      searchNamesParents: fc.boolean(),
      searchListsOwn: fc.boolean(),
      walksFromHole: fc.boolean(),
      descendantsShowHoles: fc.boolean(),
      descendantsCount: fc.boolean(),
      typesInSearch: fc.boolean(),
      way: fc.constantFrom({ descendantsReachBelowHoles: true }, { descendantsReachBelowHoles: false, detailSkipsHoles: true }),
    });
    const toTree = (hole: boolean, companies: { hole: boolean; customer: boolean; under: number }[]): Sketch => {
      const inner: (Sketch & { below: Sketch[] })[] = [{ name: 'own', hole, below: [] }];
      for (const [index, { under, ...company }] of companies.entries()) {
        const sketch = { name: `n${index}`, ...company, below: [] };
        // Mostly under a late one, for deep trees.
        inner.at(-1 - (under % inner.length))?.below.push(sketch);
        if (!company.customer) inner.push(sketch);
      }
      return inner[0] ?? { name: 'own' };
    };
    await fc.assert(
      fc.asyncProperty(fc.boolean(), list, guesses, async (hole, companies, { way, ...guess }) => {
        const { read, truth } = open(toTree(hole, companies), { ...guess, ...way });
        const { places, complete, problems } = await read();
        expect(places).toEqual(truth);
        expect({ complete, problems }).toEqual({ complete: true, problems: [] });
      }),
      { numRuns: 400 },
    );
  });
});

describe('a call that fails', () => {
  const sketch: Sketch = {
    name: 'own',
    below: [
      { name: 'a', below: customers('a', 3) },
      { name: 'b', below: [...customers('b', 2), { name: 'c', below: customers('c', 2) }] },
    ],
  };

  test.each<[string, Record<string, PortalErrorCode>]>([
    ['children of one', { 'children b': 'bad-answer' }],
    ['children of one that is not allowed', { 'children b': 'forbidden' }],
    ['children of the own company', { 'children own': 'bad-answer' }],
    ['children and descendants of one', { 'children b': 'forbidden', 'descendants b': 'forbidden' }],
  ])('%s: others tell where everything belongs, and the company is named', async (_, failing) => {
    const { read, truth } = open(sketch, { failing });
    const { places, complete, problems } = await read();
    expect(places).toEqual(truth);
    expect(complete).toBe(true);
    expect(problems).toHaveLength(1);
  });

  test('what has no place any more is left out rather than moved', async () => {
    const failing = {
      'children b': 'bad-answer',
      'descendants b': 'bad-answer',
      'descendants own': 'bad-answer',
      'detail c': 'bad-answer',
    } as const;
    const { read, truth } = open(sketch, { failing });
    const { places, complete, problems } = await read();
    const { c, c0, c1, ...others } = truth;
    expect([c, c0, c1]).toEqual(['b', 'c', 'c']);
    expect(places).toEqual(others);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([
      { code: 'bad-data', companyUpstreamId: 'b' },
      { code: 'place-unknown', companyUpstreamId: 'c' },
    ]);
  });

  test('the search: what the walk finds is kept, but the list is not complete', async () => {
    const { read, truth } = open(sketch, { failing: { 'search own': 'bad-answer' } });
    const { places, complete, problems } = await read();
    expect(places).toEqual(truth);
    expect(complete).toBe(false);
    expect(problems).toMatchObject([{ code: 'bad-data' }]);
  });
});
