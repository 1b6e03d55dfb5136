import { type Reason, reasons } from '@licet/contract';
import { type FaultInput, type Portal, startPortal } from '@licet/local-portal';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { portalErrorCodes } from '../../apps/server/src/portal/index.ts';
import { byPublicId, type Everything, ordersOf, passwords, placesOf, readAll } from './connect.ts';
import { type Truth, truthOf } from './truth.ts';

const calls = {
  '/Token/Get': ['accessToken', 'refreshToken'],
  '/User/Current': ['id', 'company', 'type'],
  '/Search/Companies': ['companyId', 'name', 'companyTypeId', 'statusId', 'search', 'paging', 'totalCount'],
  '/Company/Children': ['publicId', 'name', 'type', 'status', 'companies', 'paging', 'totalCount'],
  '/Company/Descendants': ['publicId', 'companies', 'totalCount'],
  '/Company/Detail': ['id', 'ancestor', 'name'],
  '/Search/Licenses': ['publicLicenseKey', 'code', 'name', 'search', 'paging', 'totalCount'],
  '/UsageReport/AllCompanies/products': [
    'companyId',
    'companyName',
    'products',
    'code',
    'licenseType',
    'seats',
    'seatDays',
    'companies',
    'totalCount',
  ],
  '/License/Detail': [
    'publicLicenseKey',
    'customerId',
    'productCode',
    'productName',
    'quantity',
    'usage',
    'state',
    'trial',
    'trialExpiration',
    'bundleProducts',
  ],
  '*': [],
} as const;
type Path = keyof typeof calls;
const paths = Object.keys(calls) as Path[];

/** Faults that pass when a call is repeated. */
const passing: FaultInput[] = [
  { kind: 'latency', ms: 30 },
  { kind: 'latency', ms: 1000 },
  { kind: 'drip', ms: 40 },
  { kind: 'drip', ms: 2000 },
  { kind: 'throttle', retryAfter: 0 },
  { kind: 'throttle', retryAfter: null },
  { kind: 'status', status: 408 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 502 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 504 },
  { kind: 'maintenance' },
  { kind: 'reset' },
  { kind: 'cut' },
  { kind: 'html' },
  { kind: 'expire-tokens' },
  { kind: 'shift' },
];
const empty: FaultInput = { kind: 'empty' };
/** Slower than this is given up; only where a fault is slow, since the machine that runs the tests may be so too. */
const impatient = { timeouts: { whole: 80 } };
/** Faults that a repetition is not made for. */
const lasting: FaultInput[] = [
  { kind: 'status', status: 400 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 404 },
  { kind: 'status', status: 418 },
];
const spoiling = (path: Path): FaultInput[] =>
  calls[path].flatMap((field): FaultInput[] => [
    { kind: 'missing-fields', fields: [field] },
    { kind: 'wrong-types', fields: [field] },
  ]);

function nameOf({ kind, status, ms, retryAfter, fields }: FaultInput): string {
  return [kind, status, ms, retryAfter === undefined ? undefined : `retry ${retryAfter}`, ...(fields ?? [])]
    .filter((part) => part !== undefined)
    .join(' ');
}

let portal: Portal;
afterEach(() => portal.control.clearFaults());

/** A code of the contract with its parameters and no others, for the console to say in other languages. */
function expectReason({ code, parameters }: Reason): void {
  expect(Object.keys(parameters).sort()).toEqual([...reasons[code]].sort());
  for (const value of Object.values(parameters)) expect(String(value)).not.toMatch(/^$|undefined|null/);
}

/** Nothing lost, nothing doubled, nothing zeroed, nothing in a wrong place, and a reason for whatever is missing. */
function expectHonest({ structure, details, errors, lines }: Everything, truth: Truth, fault: FaultInput): void {
  for (const { code, message, reason, remedy } of errors) {
    expectReason(reason);
    expect(portalErrorCodes).toContain(code);
    expectSentence(message);
    expectSentence(remedy);
  }
  const problems = [...(structure?.problems ?? []), ...(details?.problems ?? [])];
  for (const { code, message, reason } of problems) {
    expectReason(reason);
    expect(code).toMatch(/^[a-z-]+$/);
    expectSentence(message);
  }
  expect([...lines, ...errors.map(String), JSON.stringify([problems, errors])].join()).not.toMatch(/demo-|eyJ/);
  expect(structure !== undefined || errors.length > 0).toBe(true);

  if (structure) {
    const { companies, keys, orders, complete } = structure;
    const places = placesOf(structure);
    expect(companies).toHaveLength(Object.keys(places).length);
    // An empty list that says so is held by the planner.
    if (complete.companies && !(fault.kind === 'empty' && companies.every(({ upstreamId }) => upstreamId === truth.own)))
      expect(places).toEqual(truth.places);
    else expect(truth.places).toMatchObject(places);
    for (const { upstreamId, name } of companies) expect(name).toBe(truth.companies.get(upstreamId)?.name);

    const ids = keys.map(({ publicId }) => publicId);
    expect(new Set(ids).size).toBe(ids.length);
    if (complete.keys && !(fault.kind === 'empty' && keys.length === 0)) expect(ids.toSorted()).toEqual([...truth.licenses.keys()].sort());
    else expect([...truth.licenses.keys()]).toEqual(expect.arrayContaining(ids));

    const found = ordersOf(structure);
    expect(orders).toHaveLength(Object.keys(found).length);
    if (fault.fields?.[0] !== 'licenseType') {
      for (const [order, quantity] of Object.entries(found)) expect([truth.orders[order], null]).toContain(quantity);
      if (complete.orders && !(fault.kind === 'empty' && orders.length === 0))
        expect(Object.keys(found).sort()).toEqual(Object.keys(truth.orders).sort());
    }
    if (Object.values(complete).includes(false)) expect(structure.problems.length).toBeGreaterThan(0);
  }
  if (details) {
    const readings = byPublicId(details);
    expect(readings.size).toBe(details.readings.length);
    for (const id of truth.licenses.keys()) {
      const told = details.problems.some(({ publicId }) => publicId === id);
      expect(readings.has(id) || details.missing.includes(id) || told).toBe(true);
    }
    if (fault.status !== 404) expect(details.missing).toEqual([]);
    for (const [id, reading] of readings) {
      const license = truth.licenses.get(id);
      expect(reading.companyUpstreamId).toBe(license?.companyId);
      if (fault.fields?.[0] === 'bundleProducts') continue;
      for (const [index, product] of reading.products.entries()) {
        expect([license?.products[index]?.quantity, null]).toContain(product.quantity);
        expect([license?.products[index]?.usage, null]).toContain(product.usage);
      }
    }
  }
}

function expectSentence(text: string): void {
  expect(text).toMatch(/^[A-Z].{15,}\.$/s);
  expect(text).not.toMatch(/undefined|\[object|NaN|UND_ERR/);
}

/** What is read with a fault is what is read without it. */
function expectWhole({ structure, details, errors }: Everything, truth: Truth): void {
  expect(errors).toEqual([]);
  expect(structure?.complete).toEqual({ companies: true, keys: true, orders: true });
  expect(structure?.problems).toEqual([]);
  expect(details?.problems).toEqual([]);
  expect(details?.readings).toHaveLength(truth.licenses.size);
}

describe.each([
  ['manager@wzgorze.example', paths],
  // Calls that a tree without holes does not need.
  ['hole@wzgorze.example', ['/Search/Companies', '/Company/Children', '/Company/Descendants', '/Company/Detail'] satisfies Path[]],
] as const)('%s', (login, calledPaths) => {
  let truth: Truth;
  beforeAll(async () => {
    portal = await startPortal({ rate: null });
    truth = truthOf(portal, login);
    expect(passwords[login]).toBeDefined();
    return () => portal.close();
  });

  describe.each(calledPaths)('%s', (path) => {
    test.each(passing.map((fault) => [nameOf(fault), fault] as const))('once: %s is not felt', async (_, fault) => {
      portal.control.addFault({ ...fault, path, count: 1 });
      const everything = await readAll(portal, login, [...truth.licenses.keys()], (fault.ms ?? 0) < 1000 ? {} : impatient);
      expectHonest(everything, truth, fault);
      expectWhole(everything, truth);
    });

    test.each([...lasting, empty, ...spoiling(path)].map((fault) => [nameOf(fault), fault] as const))(
      'once: %s is honest',
      async (_, fault) => {
        portal.control.addFault({ ...fault, path, count: 1 });
        expectHonest(await readAll(portal, login, [...truth.licenses.keys()], (fault.ms ?? 0) < 1000 ? {} : impatient), truth, fault);
      },
    );

    test.each(
      [...passing.filter(({ kind, retryAfter }) => kind !== 'drip' && retryAfter !== null), ...lasting, empty, ...spoiling(path)].map(
        (fault) => [nameOf(fault), fault] as const,
      ),
    )('always: %s is honest', async (_, fault) => {
      portal.control.addFault({ ...fault, path });
      expectHonest(await readAll(portal, login, [...truth.licenses.keys()], (fault.ms ?? 0) < 1000 ? {} : impatient), truth, fault);
    });
  });
});
