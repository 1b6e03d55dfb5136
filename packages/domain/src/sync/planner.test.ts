// The planner against an oracle: a world of companies and licenses that changes at random, read whole or in part, planned,
// and applied in memory the way that the server applies it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, NewShare, Plan } from './change.ts';
import { isEmpty } from './change.ts';
import type { Known, KnownLicense, KnownShare } from './known.ts';
import { planDetails } from './plan-details.ts';
import { planStructure } from './plan-structure.ts';
import type { CompanyReading, Details, Structure } from './snapshot.ts';

interface WorldCompany {
  name: string;
  parent: number;
  type: 1006 | 1007;
  status: 'active' | 'suspended';
}

interface WorldLicense {
  type: 'msp' | 'trial';
  state: 'normal' | 'warning' | 'suspended';
  expires: string | null;
  products: { code: string; quantity: number; usage: number }[];
}

/** Companies and licenses by number; null is one that is not there. A license belongs to the same company for ever. */
interface World {
  companies: (WorldCompany | null)[];
  licenses: (WorldLicense | null)[];
}

const COMPANIES = 5;
const LICENSES = 8;
const CODES = ['2015', '9101', '9102'];
const companyId = (n: number) => `c-${n}`;
const publicId = (n: number) => `3AA-AAA-00${n}`;
const ownerOf = (license: number) => license % COMPANIES;

const aCompany: fc.Arbitrary<WorldCompany> = fc.record({
  name: fc.constantFrom('Młyn', 'Dąb', 'Łąka', '  ', 'a, "b"', "'; drop table companies --"),
  parent: fc.nat(COMPANIES),
  type: fc.constantFrom<1006 | 1007>(1006, 1007),
  status: fc.constantFrom<'active' | 'suspended'>('active', 'suspended'),
});
const aLicense: fc.Arbitrary<WorldLicense> = fc.record({
  type: fc.constantFrom<'msp' | 'trial'>('msp', 'trial'),
  state: fc.constantFrom<'normal' | 'warning' | 'suspended'>('normal', 'warning', 'suspended'),
  expires: fc.constantFrom(null, '2026-12-01', '2027-01-01'),
  products: fc
    .uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 2 })
    .chain((codes) =>
      fc.tuple(...codes.map((code) => fc.record({ code: fc.constant(code), quantity: fc.integer({ min: 1, max: 9 }), usage: fc.nat(9) }))),
    ),
});
const aWorld: fc.Arbitrary<World> = fc.record({
  companies: fc.array(fc.option(aCompany, { freq: 5 }), { minLength: COMPANIES, maxLength: COMPANIES }),
  licenses: fc.array(fc.option(aLicense, { freq: 3 }), { minLength: LICENSES, maxLength: LICENSES }),
});

const complete = { companies: true, keys: true, orders: true };
/** One synchronization: what the portal holds by then, which lists arrive whole, and which licenses' own pages are read. */
const aStep = fc.record({
  world: aWorld,
  complete: fc.oneof(
    { weight: 3, arbitrary: fc.constant(complete) },
    { weight: 1, arbitrary: fc.record({ companies: fc.boolean(), keys: fc.boolean(), orders: fc.boolean() }) },
  ),
  ownersListed: fc.boolean(),
  details: fc.array(fc.nat(LICENSES - 1), { maxLength: LICENSES }),
});
type Step = typeof aStep extends fc.Arbitrary<infer T> ? T : never;
const aHistory = fc.array(aStep, { maxLength: 5 });

function isThere(world: World, license: number): WorldLicense | null {
  return world.companies[ownerOf(license)] ? (world.licenses[license] ?? null) : null;
}

/** What the connector would bring home. A list that is not complete lacks every other entry. */
function structureOf(step: Pick<Step, 'world' | 'complete' | 'ownersListed'>): Structure {
  const { world } = step;
  const some = <T>(list: T[], whole: boolean) => (whole ? list : list.filter((_, i) => i % 2 === 0));
  const companies = world.companies.flatMap((company, n): CompanyReading[] => {
    if (!company) return [];
    const parent = company.parent < n && world.companies[company.parent] ? companyId(company.parent) : null;
    const { name, type, status } = company;
    return [{ upstreamId: companyId(n), parentUpstreamId: parent, name, type, status, customIdentifier: null }];
  });
  const licenses = world.licenses.flatMap((_, n) => {
    const license = isThere(world, n);
    return license ? [{ n, license }] : [];
  });
  const keys = licenses.map(({ n, license }) => ({
    publicId: publicId(n),
    companyUpstreamId: step.ownersListed ? companyId(ownerOf(n)) : null,
    products: license.products.map(({ code }) => ({ code, name: `product ${code}` })),
  }));
  const orders = licenses.flatMap(({ n, license }) =>
    license.products.map(({ code, quantity }) => ({
      companyUpstreamId: companyId(ownerOf(n)),
      productCode: code,
      productName: `product ${code}`,
      type: license.type,
      quantity: license.state === 'suspended' ? 0 : quantity,
    })),
  );
  return {
    takenAt: '2026-11-22T10:00:00Z',
    rootUpstreamId: companyId(0),
    companies: some(companies, step.complete.companies),
    keys: some(keys, step.complete.keys),
    orders: some(orders, step.complete.orders),
    complete: step.complete,
    problems: [],
  };
}

function detailsOf(world: World, licenses: readonly number[]): Details {
  const readings = [...new Set(licenses)].flatMap((n) => {
    const license = isThere(world, n);
    if (!license) return [];
    const { type, state, expires } = license;
    const products = license.products.map((product) => ({ ...product, name: `product ${product.code}` }));
    const bundleName = products.length > 1 ? 'a bundle' : null;
    return [
      {
        publicId: publicId(n),
        companyUpstreamId: companyId(ownerOf(n)),
        type,
        state,
        expires,
        products,
        bundleName,
        readAt: '2026-11-22T10:01:00Z',
      },
    ];
  });
  return { readings, missing: [...new Set(licenses)].filter((n) => !isThere(world, n)).map(publicId), problems: [] };
}

/** What the database holds after a plan was applied to what it held. */
function apply(before: Known, plan: Plan): Known {
  const known = structuredClone(before);
  for (const change of plan.changes) applyChange(known, change);
  const { companies, companiesGone, keys, keysGone, reported } = plan.sightings;
  for (const { upstreamId, parentUpstreamId } of companies) companyIn(known, upstreamId).sighting = { parentUpstreamId, gone: false };
  for (const upstreamId of companiesGone) goneFromSight(known, upstreamId);
  for (const key of keys) {
    const licenseId = known.licenses.find((license) => license.publicId === key.publicId)?.id ?? null;
    const noted = known.keys.find((one) => one.publicId === key.publicId);
    if (noted) Object.assign(noted, { licenseId, gone: false });
    else known.keys.push({ publicId: key.publicId, licenseId, gone: false });
  }
  for (const key of known.keys) {
    key.licenseId ??= known.licenses.find((license) => license.publicId === key.publicId)?.id ?? null;
    if (keysGone.includes(key.publicId)) key.gone = true;
  }
  for (const { shareId, reported: figure } of reported) shareIn(known, shareId).reported = figure;
  if (!isEmpty(plan)) known.revision += 1;
  return known;
}

function applyChange(known: Known, change: Change): void {
  switch (change.kind) {
    case 'company-added': {
      const { parentUpstreamId, ...fields } = change.company;
      known.companies.push({ ...fields, sighting: { parentUpstreamId, gone: false }, seenElsewhere: false });
      return;
    }
    case 'company-renamed':
    case 'company-changed':
      return void Object.assign(companyIn(known, change.upstreamId), change.after);
    case 'company-moved':
      companyIn(known, change.upstreamId).sighting = { parentUpstreamId: change.after, gone: false };
      return;
    case 'company-gone':
      return goneFromSight(known, change.upstreamId);
    case 'company-returned':
    case 'tag-renamed':
      return;
    case 'license-added': {
      const { publicId: key, companyUpstreamId, fields } = change;
      const id = String(known.licenses.length + 1);
      const shares = change.shares.map((share, i) => newShare(`${id}.${i}`, share));
      known.licenses.push({
        id,
        publicId: key,
        companyUpstreamId,
        ...fields,
        detailsAt: change.detailsAt,
        gone: false,
        seenElsewhere: false,
        succeeded: false,
        managedTags: null,
        shares,
      });
      if (change.successorOf) licenseIn(known, change.successorOf).succeeded = true;
      return;
    }
    case 'license-identified':
      licenseIn(known, change.licenseId).publicId = change.publicId;
      return;
    case 'license-changed':
      return void Object.assign(licenseIn(known, change.licenseId), change.after);
    case 'license-gone':
    case 'license-absorbed':
    case 'license-returned': {
      const license = licenseIn(known, change.licenseId);
      license.gone = change.kind !== 'license-returned';
      for (const share of license.shares) share.gone = license.gone;
      return;
    }
    case 'share-added': {
      const { shares } = licenseIn(known, change.licenseId);
      shares.push(newShare(`${change.licenseId}.${shares.length}`, change.share));
      return;
    }
    case 'share-gone':
    case 'share-returned':
      shareIn(known, change.shareId).gone = change.kind === 'share-gone';
      return;
    case 'units-changed':
      shareIn(known, change.shareId).quantity = change.after;
      return;
    case 'usage-changed':
      shareIn(known, change.shareId).usage = change.after;
  }
}

function newShare(id: string, share: NewShare): KnownShare {
  const { productCode, productName, quantity, usage, reported } = share;
  return { id, productCode, productName, quantity, usage, reported, gone: false };
}

function companyIn(known: Known, upstreamId: string) {
  return must(known.companies.find((company) => company.upstreamId === upstreamId));
}
function goneFromSight(known: Known, upstreamId: string): void {
  must(companyIn(known, upstreamId).sighting).gone = true;
}
function licenseIn(known: Known, id: string) {
  return must(known.licenses.find((license) => license.id === id));
}
function shareIn(known: Known, id: string) {
  return must(known.licenses.flatMap((license) => license.shares).find((share) => share.id === id));
}
function must<T>(found: T | null | undefined): T {
  if (!found) throw new Error('a plan speaks of something that is not there');
  return found;
}

const nothing: Known = { revision: 0, companies: [], licenses: [], keys: [] };

/** Only what has been listed is asked for, as in a run. */
function listed(known: Known, licenses: readonly number[]): number[] {
  const keys = new Set(known.keys.filter((key) => !key.gone).map((key) => key.publicId));
  return licenses.filter((n) => keys.has(publicId(n)));
}

function synchronize(known: Known, step: Step): Known {
  const structured = apply(known, planStructure(known, structureOf(step)));
  return apply(structured, planDetails(structured, detailsOf(step.world, listed(structured, step.details))));
}

function after(history: readonly Step[]): Known {
  return history.reduce(synchronize, nothing);
}

/** What stands, in the words of the world; figures that nobody has read are null. */
function standing(known: Known) {
  const companies = known.companies
    .filter((company) => company.sighting && !company.sighting.gone)
    .map(({ upstreamId, name, type, status, sighting }) => ({ upstreamId, name, type, status, parent: sighting?.parentUpstreamId }))
    .sort((a, b) => (a.upstreamId < b.upstreamId ? -1 : 1));
  const licenses = known.licenses
    .filter((license) => !license.gone)
    .map(({ publicId: key, companyUpstreamId, type, state, expires, shares }) => {
      const products = shares.filter((share) => !share.gone).map(({ productCode: code, quantity, usage }) => ({ code, quantity, usage }));
      return { publicId: key, companyUpstreamId, type, state, expires, products: products.sort((a, b) => (a.code < b.code ? -1 : 1)) };
    })
    .sort((a, b) => (String(a.publicId) < String(b.publicId) ? -1 : 1));
  return { companies, licenses };
}

function truth(world: World) {
  const { companies } = structureOf({ world, complete, ownersListed: true });
  return {
    companies: companies.map(({ upstreamId, name, type, status, parentUpstreamId: parent }) => ({
      upstreamId,
      name,
      type,
      status,
      parent,
    })),
    licenses: detailsOf(world, [...Array(LICENSES).keys()]).readings.map(
      ({ publicId: key, companyUpstreamId, type, state, expires, products }) => ({
        publicId: key,
        companyUpstreamId,
        type,
        state,
        expires,
        products: products.map(({ code, quantity, usage }) => ({ code, quantity, usage })).sort((a, b) => (a.code < b.code ? -1 : 1)),
      }),
    ),
  };
}

const shuffledLists = (structure: Structure) =>
  fc
    .tuple(
      fc.shuffledSubarray(structure.companies, { minLength: structure.companies.length }),
      fc.shuffledSubarray(structure.keys, { minLength: structure.keys.length }),
      fc.shuffledSubarray(structure.orders, { minLength: structure.orders.length }),
    )
    .map(([companies, keys, orders]): Structure => ({ ...structure, companies, keys, orders }));

const runs = { numRuns: 400, seed: 20261122 };

describe('planning and applying', () => {
  it('a structure that has been applied plans to nothing', () => {
    fc.assert(
      fc.property(aHistory, aStep, (history, step) => {
        const known = after(history);
        const reading = structureOf(step);
        const applied = apply(known, planStructure(known, reading));
        const again = planStructure(applied, reading);
        expect({ changes: again.changes, sightings: again.sightings }).toEqual({ changes: [], sightings: emptySightings });
        expect(isEmpty(again)).toBe(true);
      }),
      runs,
    );
  });

  it('details that have been applied plan to no change', () => {
    fc.assert(
      fc.property(aHistory, aStep, (history, step) => {
        const known = apply(after(history), planStructure(after(history), structureOf(step)));
        const details = detailsOf(step.world, listed(known, [...Array(LICENSES).keys()]));
        const applied = apply(known, planDetails(known, details));
        expect(planDetails(applied, details).changes).toEqual([]);
      }),
      runs,
    );
  });

  it('whatever came before, a whole reading ends in the truth', () => {
    fc.assert(
      fc.property(aHistory, aWorld, fc.boolean(), (history, world, ownersListed) => {
        const all = [...Array(LICENSES).keys()];
        const step = { world, complete, ownersListed, details: all };
        expect(standing(synchronize(synchronize(after(history), step), step))).toEqual(truth(world));
      }),
      runs,
    );
  });

  it('the order of a reading does not matter', () => {
    const withShuffled = fc
      .tuple(aHistory, aStep)
      .chain(([history, step]) => fc.tuple(fc.constant(history), fc.constant(structureOf(step)), shuffledLists(structureOf(step))));
    fc.assert(
      fc.property(withShuffled, ([history, reading, shuffled]) => {
        const known = after(history);
        expect(planStructure(known, shuffled)).toEqual(planStructure(known, reading));
      }),
      runs,
    );
  });

  it('R14: a list that is not complete takes nothing away', () => {
    fc.assert(
      fc.property(aHistory, aStep, fc.constantFrom('companies', 'keys'), (history, step, lacking) => {
        const plan = planStructure(after(history), structureOf({ ...step, complete: { ...step.complete, [lacking]: false } }));
        const kinds = plan.changes.map((change) => change.kind);
        if (lacking === 'companies') {
          expect(kinds).not.toContain('company-gone');
          expect(plan.sightings.companiesGone).toEqual([]);
        } else {
          expect(kinds).not.toContain('license-gone');
          expect(plan.sightings.keysGone).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('R14: without a whole usage report only a key that is no longer listed takes its license along', () => {
    fc.assert(
      fc.property(aHistory, aStep, (history, step) => {
        const known = after(history);
        const reading = structureOf({ ...step, complete: { ...step.complete, orders: false } });
        const keys = new Set(reading.keys.map((key) => key.publicId));
        const gone = planStructure(known, reading).changes.flatMap((change) =>
          change.kind === 'license-gone' ? [licenseIn(known, change.licenseId)] : [],
        );
        for (const license of gone) expect(license.publicId !== null && !keys.has(license.publicId)).toBe(true);
      }),
      runs,
    );
  });

  it('a zero or a blank in the report never becomes a quantity', () => {
    fc.assert(
      fc.property(aHistory, aStep, fc.constantFrom(0, null), (history, step, figure) => {
        const reading = structureOf(step);
        const plan = planStructure(after(history), { ...reading, orders: reading.orders.map((order) => ({ ...order, quantity: figure })) });
        const shares = plan.changes.flatMap((change) => (change.kind === 'license-added' ? change.shares : []));
        expect(plan.changes.filter((change) => change.kind === 'units-changed')).toEqual([]);
        expect(shares.filter((share) => share.quantity !== null)).toEqual([]);
        // Nothing is made out of a report that counts nothing.
        expect(plan.changes.filter((change) => change.kind === 'license-added' && change.publicId === null)).toEqual([]);
      }),
      runs,
    );
  });

  it('what a page leaves out or cannot name does not overwrite what is known', () => {
    fc.assert(
      fc.property(aHistory, aWorld, (history, world) => {
        const all = { world, complete, ownersListed: true, details: [...Array(LICENSES).keys()] };
        const known = synchronize(synchronize(after(history), all), all);
        const details = detailsOf(world, all.details);
        const readings = details.readings.map((reading) => ({
          ...reading,
          type: 'unknown' as const,
          state: 'unknown' as const,
          products: reading.products.map((product) => ({ ...product, quantity: null, usage: null })),
        }));
        expect(planDetails(known, { ...details, readings }).changes).toEqual([]);
      }),
      runs,
    );
  });

  it('R12: names are not keys: calling every company the same changes nothing but names', () => {
    fc.assert(
      fc.property(aHistory, aWorld, (history, world) => {
        const step = { world, complete, ownersListed: false, details: [...Array(LICENSES).keys()] };
        const known = synchronize(synchronize(after(history), step), step);
        const reading = structureOf(step);
        const plan = planStructure(known, { ...reading, companies: reading.companies.map((company) => ({ ...company, name: 'Twin' })) });
        expect(plan.changes.map((change) => change.kind).filter((kind) => kind !== 'company-renamed')).toEqual([]);
        expect(plan.changes).toHaveLength(reading.companies.filter((company) => company.name !== 'Twin').length);
      }),
      runs,
    );
  });

  it('R3: what another account still sees is not gone', () => {
    fc.assert(
      fc.property(aHistory, aStep, (history, step) => {
        const known = after(history);
        for (const company of known.companies) company.seenElsewhere = true;
        for (const license of known.licenses) license.seenElsewhere = true;
        const plan = planStructure(known, structureOf(step));
        const keyed = plan.changes.filter(
          (change) => change.kind === 'license-gone' && licenseIn(known, change.licenseId).publicId !== null,
        );
        expect(keyed).toEqual([]);
        expect(plan.changes.filter((change) => change.kind === 'company-gone')).toEqual([]);
        const wholly = step.complete.companies
          ? known.companies.filter((c) => c.sighting && !c.sighting.gone && !step.world.companies[Number(c.upstreamId.slice(2))])
          : [];
        expect(plan.sightings.companiesGone).toEqual(wholly.map((company) => company.upstreamId).sort());
      }),
      runs,
    );
  });

  it('planning changes neither what it is given nor gives another answer the second time', () => {
    fc.assert(
      fc.property(aHistory, aStep, (history, step) => {
        const known = after(history);
        const reading = structureOf(step);
        const copies = structuredClone([known, reading]);
        const plan = planStructure(known, reading);
        expect([known, reading]).toEqual(copies);
        expect(planStructure(known, reading)).toEqual(plan);
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

const emptySightings = { companies: [], keys: [], keysGone: [], companiesGone: [], reported: [], suspects: [], detailsRead: [] };

describe('R14: holding a loss back', () => {
  /** So many customers with a license each, all known; then so many of each are left. */
  function plan(had: number, left: { companies: number; licenses: number }, whole = complete): Plan {
    const company = (n: number): CompanyReading => ({
      upstreamId: companyId(n),
      parentUpstreamId: null,
      name: `company ${n}`,
      type: 1007,
      status: 'active',
      customIdentifier: null,
    });
    const key = (n: number) => ({ publicId: `K${n}`, companyUpstreamId: companyId(n), products: [{ code: '2015', name: null }] });
    const reading = (companies: number, licenses: number): Structure => ({
      takenAt: '2026-11-22T10:00:00Z',
      rootUpstreamId: companyId(0),
      companies: [...Array(companies).keys()].map(company),
      keys: [...Array(licenses).keys()].map(key),
      orders: [],
      complete: whole,
      problems: [],
    });
    const known = apply(nothing, planStructure(nothing, { ...reading(had, had), complete }));
    return planStructure(known, reading(left.companies, left.licenses));
  }

  it('holds an empty answer, however little there was', () => {
    expect(plan(1, { companies: 0, licenses: 0 }).holds).toEqual([
      { rule: 'empty', subject: 'companies', removed: 1, of: 1 },
      { rule: 'empty', subject: 'licenses', removed: 1, of: 1 },
    ]);
    expect(plan(3, { companies: 3, licenses: 0 }).holds).toEqual([{ rule: 'empty', subject: 'licenses', removed: 3, of: 3 }]);
  });

  it('holds company lists that come back empty, though the own company is there', () => {
    expect(plan(4, { companies: 1, licenses: 4 }).holds).toEqual([{ rule: 'empty', subject: 'companies', removed: 3, of: 4 }]);
    expect(plan(1, { companies: 1, licenses: 1 }).holds).toEqual([]);
  });

  it('holds a loss of more than 20 % and more than 10, and nothing at the edge', () => {
    expect(plan(50, { companies: 50, licenses: 39 }).holds).toEqual([{ rule: 'shrunk', subject: 'licenses', removed: 11, of: 50 }]);
    expect(plan(50, { companies: 50, licenses: 40 }).holds).toEqual([]);
    expect(plan(55, { companies: 55, licenses: 44 }).holds).toEqual([]);
    expect(plan(54, { companies: 43, licenses: 54 }).holds).toEqual([{ rule: 'shrunk', subject: 'companies', removed: 11, of: 54 }]);
    expect(plan(12, { companies: 2, licenses: 2 }).holds).toEqual([]);
  });

  it('holds nothing that is not complete, because nothing is taken away', () => {
    expect(plan(50, { companies: 0, licenses: 0 }, { companies: false, keys: false, orders: false })).toMatchObject({
      changes: [],
      holds: [],
    });
  });

  it('does not hold growth, nor an account that was empty before', () => {
    expect(plan(20, { companies: 60, licenses: 60 }).holds).toEqual([]);
    expect(plan(0, { companies: 0, licenses: 0 }).holds).toEqual([]);
  });
});

describe('a trial that becomes full under a new key (R13)', () => {
  const license = (given: Partial<KnownLicense>): KnownLicense => ({
    id: '1',
    publicId: '3AA-AAA-001',
    companyUpstreamId: companyId(1),
    type: 'trial',
    state: 'normal',
    expires: '2026-12-01',
    bundleName: null,
    detailsAt: null,
    gone: true,
    seenElsewhere: false,
    succeeded: false,
    managedTags: null,
    shares: [{ id: '1.0', productCode: '9102', productName: null, quantity: 12, usage: 6, reported: 12, gone: true }],
    ...given,
  });
  const reading = {
    publicId: '3AA-AAA-002',
    companyUpstreamId: companyId(1),
    type: 'msp' as const,
    state: 'normal' as const,
    expires: null,
    products: [{ code: '9102', name: null, quantity: 12, usage: 6 }],
    bundleName: null,
    readAt: '2026-11-22T10:00:00Z',
  };
  const successorOf = (before: KnownLicense, page: typeof reading = reading) => {
    const companies = [1, 2].map((n) => ({
      upstreamId: companyId(n),
      name: '',
      type: 1007,
      status: 'active' as const,
      customIdentifier: null,
      sighting: null,
      seenElsewhere: true,
    }));
    const [change] = planDetails(
      { revision: 0, companies, licenses: [before], keys: [] },
      { readings: [page], missing: [], problems: [] },
    ).changes;
    return change?.kind === 'license-added' ? change.successorOf : undefined;
  };

  it('is linked to the trial that is gone', () => {
    expect(successorOf(license({}))).toBe('1');
  });

  it('is not linked to another company, another product, a license that stands, one followed already, or a full one', () => {
    expect(successorOf(license({ companyUpstreamId: companyId(2) }))).toBeNull();
    expect(successorOf(license({}), { ...reading, products: [{ code: '2015', name: null, quantity: 1, usage: 0 }] })).toBeNull();
    expect(successorOf(license({ gone: false }))).toBeNull();
    expect(successorOf(license({ succeeded: true }))).toBeNull();
    expect(successorOf(license({ type: 'msp' }))).toBeNull();
  });
});

describe('a reading that is older than what is known (a file, where another account has read since)', () => {
  const share = { id: '1.0', productCode: '2015', productName: null, quantity: 12, usage: 6, reported: 12, gone: false };
  const known: Known = {
    revision: 0,
    companies: [
      {
        upstreamId: companyId(1),
        name: 'Młyn',
        type: 1007,
        status: 'active',
        customIdentifier: null,
        sighting: { parentUpstreamId: null, gone: false },
        seenElsewhere: true,
      },
    ],
    licenses: [
      {
        id: '1',
        publicId: '3AA-AAA-001',
        companyUpstreamId: companyId(1),
        type: 'msp',
        state: 'normal',
        expires: null,
        bundleName: null,
        detailsAt: '2026-11-22T10:00:00.000Z',
        gone: false,
        seenElsewhere: true,
        succeeded: false,
        managedTags: null,
        shares: [share],
      },
    ],
    keys: [{ publicId: '3AA-AAA-001', licenseId: '1', gone: false }],
  };
  const unitsAfter = (readAt: string) => {
    const reading = {
      publicId: '3AA-AAA-001',
      companyUpstreamId: companyId(1),
      type: 'msp' as const,
      state: 'normal' as const,
      expires: null,
      products: [{ code: '2015', name: null, quantity: 9, usage: 6 }],
      bundleName: null,
      readAt,
    };
    const structure: Structure = {
      takenAt: readAt,
      rootUpstreamId: companyId(0),
      companies: [{ upstreamId: companyId(1), parentUpstreamId: null, name: 'Młyn', type: 1007, status: 'active', customIdentifier: null }],
      keys: [{ publicId: '3AA-AAA-001', companyUpstreamId: companyId(1), products: [{ code: '2015', name: null }] }],
      orders: [{ companyUpstreamId: companyId(1), productCode: '2015', productName: null, type: 'msp', quantity: 9 }],
      complete,
      problems: [],
    };
    const plans = [planStructure(known, structure), planDetails(known, { readings: [reading], missing: [], problems: [] })];
    return plans.map((plan) => plan.changes.map((change) => change.kind));
  };

  it('changes no units, a newer one does', () => {
    expect(unitsAfter('2026-11-20T10:00:00Z')).toEqual([[], []]);
    expect(unitsAfter('2026-11-23T10:00:00Z')).toEqual([['units-changed'], ['units-changed']]);
  });
});
