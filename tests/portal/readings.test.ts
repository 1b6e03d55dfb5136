import type { Structure } from '@licet/domain';
import { type Portal, startPortal, type Switches } from '@licet/local-portal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { byPublicId, connect, ordersOf, placesOf, today } from './connect.ts';
import { type Truth, truthOf } from './truth.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({ rate: null });
});
afterAll(() => portal.close());

function expectTruth(structure: Structure, truth: Truth): void {
  expect(structure.rootUpstreamId).toBe(truth.own);
  expect(placesOf(structure)).toEqual(truth.places);
  expect(structure.keys.map(({ publicId }) => publicId).sort()).toEqual([...truth.licenses.keys()].sort());
  expect(ordersOf(structure)).toEqual(truth.orders);
  expect(structure.complete).toEqual({ companies: true, keys: true, orders: true });
  expect(structure.problems).toEqual([]);
}

/** Each guess about the real portal with the values it may have. */
const guesses: { [Name in keyof Switches]?: readonly Switches[Name][] } = {
  tokenSeconds: [60, 3600],
  sendExpiresIn: [true],
  casing: ['camel', 'pascal'],
  errorCasing: ['pascal'],
  numbersAsStrings: [true],
  dates: ['no-zone', 'date-only', 'dotnet'],
  forbiddenAs: [500],
  totalCount: ['pages'],
  searchOrder: ['name'],
  searchRowsCarryParent: [true],
  searchIncludesOwnCompany: [false],
  searchRowsCarryCustomer: [true],
  globalSearchSpansSubtree: [false],
  bundleRows: ['per-product'],
  descendantsEnvelope: ['descendants', 'list'],
  descendantsHonourHoles: [false],
  walkFromUnreadableHome: [true],
  ancestorSkipsHoles: [true],
  expiredTrialState: [0, 1],
  suspendedKeepsQuantity: [false],
  suspendVisibleAtOnce: [true],
};
type Case = readonly [name: string, switches: Partial<Switches>];
const documented: Case = ['as documented', {}];
const cases = Object.entries(guesses).flatMap(([name, values]) => values.map((value): Case => [`${name} ${value}`, { [name]: value }]));

describe.each([
  'manager@wzgorze.example',
  'msp@hillside.example',
  'managed@laka.example',
  'reader@wzgorze.example',
  'hole@wzgorze.example',
])('%s', (login) => {
  test.each([documented, ...cases])('%s', async (_, switches) => {
    const before = portal.control.switches();
    portal.control.setSwitches(switches);
    const connector = connect(portal, login);
    try {
      const truth = truthOf(portal, login);
      const structure = await connector.readStructure({ today });
      expectTruth(structure, truth);
      for (const { upstreamId, name, type } of structure.companies) {
        const company = truth.companies.get(upstreamId);
        expect([name, type]).toEqual([
          company?.name,
          { 'msp-manager': 1004, msp: 1005, 'managed-msp': 1006, customer: 1007 }[company?.type as string],
        ]);
      }
      for (const key of structure.keys) expect([null, truth.licenses.get(key.publicId)?.companyId]).toContain(key.companyUpstreamId);

      const details = await connector.readDetails(structure.keys.map(({ publicId }) => publicId));
      expect([details.missing, details.problems]).toEqual([[], []]);
      const readings = byPublicId(details);
      for (const [publicId, license] of truth.licenses) {
        const hidden = license.suspendedBy !== null && switches.suspendedKeepsQuantity === false;
        expect(readings.get(publicId)).toMatchObject({
          companyUpstreamId: license.companyId,
          type: license.type === 'full' ? 'msp' : 'trial',
          products: license.products.map(({ code, name, quantity, usage }) => ({ code, name, usage, quantity: hidden ? 0 : quantity })),
          bundleName: license.products.length > 1 ? license.name : null,
          expires: license.trialExpiresAt === null ? null : new Date(license.trialExpiresAt).toISOString().slice(0, 10),
        });
        if (license.suspendedBy !== null) expect(readings.get(publicId)?.state).toBe('suspended');
      }
    } finally {
      await connector.close();
      portal.control.setSwitches(before);
    }
  });
});

describe('the hard data', () => {
  beforeAll(() => void portal.control.reset({ dataset: 'hard' }));
  afterAll(() => void portal.control.reset({ dataset: 'small' }));

  test.each(['manager@hard.example', 'hole@hard.example'])('%s', async (login) => {
    const connector = connect(portal, login);
    const truth = truthOf(portal, login);
    const structure = await connector.readStructure({ today });
    expect(placesOf(structure)).toEqual(truth.places);
    expect(structure.complete).toEqual({ companies: true, keys: true, orders: true });
    for (const { upstreamId, name } of structure.companies)
      expect(name).toBe(truth.companies.get(upstreamId)?.name.replaceAll('\0', '\uFFFD'));
    const named = (name: string) => structure.companies.find((company) => company.name === name);
    if (named('Unknown company type')) expect(named('Unknown company type')).toMatchObject({ type: null });
    if (named('Unknown status')) expect(named('Unknown status')).toMatchObject({ status: 'unknown' });
    if (named('Status as word')) expect(named('Status as word')).toMatchObject({ status: 'suspended' });

    const details = await connector.readDetails(structure.keys.map(({ publicId }) => publicId));
    expect([details.readings.length, details.missing]).toEqual([truth.licenses.size, []]);
    const of = (company: string) =>
      details.readings.find(({ companyUpstreamId }) => truth.companies.get(companyUpstreamId)?.name === company);
    expect(of('Unknown state')?.state).toBe('unknown');
    expect(of('Quantity and usage null')?.products).toMatchObject([{ quantity: null, usage: null }]);
    expect(of('Everything optional null')).toMatchObject({ type: 'unknown', state: 'unknown', expires: null });
    // No portal sells so many: not known, and said so.
    const beyond = of('Unit count beyond 32 bits');
    expect(beyond?.products).toMatchObject([{ quantity: null, usage: null }]);
    expect(new Set(details.problems.map(({ code, publicId }) => `${code} ${publicId}`))).toEqual(new Set([`bad-data ${beyond?.publicId}`]));
    expect(details.readings.filter(({ bundleName }) => bundleName !== null)).toHaveLength(2);
    await connector.close();
  });
});

describe('changes on the way', () => {
  test('a license that is gone is missing, one that is not ours a problem, one asked twice read once', async () => {
    const connector = connect(portal, 'msp@hillside.example');
    const own = [...truthOf(portal, 'msp@hillside.example').licenses.keys()];
    const foreign = [...truthOf(portal, 'managed@laka.example').licenses.keys()].slice(0, 1);
    const details = await connector.readDetails([...own, ...own, '3ZZ-ZZZ-ZZZ', ...foreign]);
    expect(details.readings.map(({ publicId }) => publicId).sort()).toEqual(own.sort());
    expect(details.missing).toEqual(['3ZZ-ZZZ-ZZZ']);
    expect(details.problems).toMatchObject([{ code: 'forbidden', publicId: foreign[0] }]);
    await connector.close();
  });

  test('a trial with a date that nobody can read keeps all else', async () => {
    portal.control.addFault({ kind: 'wrong-types', path: '/License/Detail', fields: ['trialExpiration'] });
    const connector = connect(portal, 'managed@laka.example');
    const truth = truthOf(portal, 'managed@laka.example');
    const details = await connector.readDetails([...truth.licenses.keys()]);
    portal.control.clearFaults();
    expect(details.readings).toHaveLength(truth.licenses.size);
    // Unreadable is not the same as none: what is known of a trial's end stays.
    expect(new Set(details.readings.map(({ expires }) => expires))).toEqual(new Set([undefined]));
    expect(details.problems.length).toBeGreaterThan(0);
    expect(details.problems[0]).toMatchObject({ code: 'bad-data', message: expect.stringContaining('trialExpiration') });
    await connector.close();
  });
});
