import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as api from './index.ts';

const { samples } = api;

const readers = {
  tokenPair: api.readTokenPair,
  currentUser: api.readCurrentUser,
  companyPage: api.readCompanyPage,
  companyDetail: api.readCompanyDetail,
  companySearchPage: api.readCompanySearchPage,
  licenseSearchPage: api.readLicenseSearchPage,
  licenseDetail: api.readLicenseDetail,
  usageReportPage: api.readUsageReportPage,
  apiError: api.readApiError,
} as const;
const names = Object.keys(readers) as (keyof typeof readers)[];

/** The same JSON with each letter of each name in any case and, where `asText` says so, numbers as text; fields nobody knows are added. */
function disguise(value: unknown, coin: () => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => disguise(item, coin));
  if (typeof value === 'number') return coin() ? String(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, item]) => {
    const written = [...name].map((letter) => (coin() ? letter.toUpperCase() : letter.toLowerCase())).join('');
    return [written, disguise(item, coin)] as const;
  });
  return Object.fromEntries(coin() ? [...fields, ['somethingNew', { deep: [1] }] as const] : fields);
}

describe.each(names)('%s', (name) => {
  const expected = readers[name](samples.camel[name]);

  test('reads the same in both casings', () => {
    expect(readers[name](samples.pascal[name])).toEqual(expected);
  });

  test('reads the same with any casing, numbers as text and fields nobody knows', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (coins) => {
        const disguised = disguise(samples.camel[name], () => coins.next().value ?? false);
        expect(readers[name](disguised)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('answers any JSON with a value or a WireError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          readers[name](value);
        } catch (error) {
          expect(error).toBeInstanceOf(api.WireError);
        }
      }),
    );
  });
});

test('a token pair has its expiry from the JWT, or none', () => {
  expect(api.readTokenPair(samples.camel.tokenPair)).toMatchObject({ exp: 1767225600, expiresIn: 60 });
  expect(api.readTokenPair({ accessToken: 'opaque', refreshToken: 'r' })).toMatchObject({ exp: null, expiresIn: null });
  expect(api.readTokenPair({ accessToken: 'a.b.c', refreshToken: 'r' }).exp).toBeNull();
});

test('the current user has a company with a type', () => {
  expect(api.readCurrentUser(samples.camel.currentUser)).toMatchObject({
    id: '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a0a',
    company: { name: 'Wzgórze IT', type: { code: 1004, word: 'msp-manager' } },
  });
});

test('search rows and lists speak two code sets of company types', () => {
  expect(api.readCompanyPage(samples.camel.companyPage).rows.map((row) => row.type?.word)).toEqual(['customer', 'managed-msp']);
  expect(api.readCompanySearchPage(samples.pascal.companySearchPage).rows.map((row) => row.type?.word)).toEqual([
    'customer',
    'msp-manager',
  ]);
});

test('a parent that is not sent is absent, one that is null is null', () => {
  const [first, second] = api.readCompanySearchPage(samples.pascal.companySearchPage).rows;
  expect(first).not.toHaveProperty('parentId');
  expect(second).toHaveProperty('parentId', null);
  expect(api.readCompanyDetail(samples.camel.companyDetail).parentId).toBe('6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a01');
  expect(api.readCompanyDetail({ id: '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a01', name: 'x', ancestor: null }).parentId).toBeNull();
});

test('an owner of a license that is not sent is absent', () => {
  const [first, second] = api.readLicenseSearchPage(samples.camel.licenseSearchPage).rows;
  expect(first).toEqual({ publicId: '3A5-VAJ-94C', productCode: '2015', productName: 'Endpoint suite' });
  expect(second?.companyId).toBe('6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a02');
});

test('what is not known is null, never zero', () => {
  const bare = { publicLicenseKey: '3A5-VAJ-94C', customerId: '6F1C0A52-3B1E-4F0D-9A77-0C2F4F3D1A02', productCode: 107, quantity: null };
  expect(api.readLicenseDetail(bare)).toEqual({
    publicId: '3A5-VAJ-94C',
    companyId: '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a02',
    productCode: '107',
    productName: null,
    quantity: null,
    usage: null,
    state: null,
    trial: null,
    trialExpiration: null,
    trialExtensions: null,
    bundleProducts: [],
    lastUpdate: null,
  });
});

test('bundle products are read flat and nested', () => {
  const entries = [
    { product: { code: 107, name: 'Mail' }, quantity: 3, usage: 1 },
    { product: '111', quantity: '3' },
  ];
  const detail = { ...(samples.camel.licenseDetail as object), bundleProducts: entries };
  expect(api.readLicenseDetail(detail).bundleProducts).toEqual([
    { productCode: '107', productName: 'Mail', quantity: 3, usage: 1 },
    { productCode: '111', productName: null, quantity: 3, usage: null },
  ]);
});

test('a code that nobody knows is kept', () => {
  const detail = { ...(samples.camel.licenseDetail as object), state: '17' };
  expect(api.readLicenseDetail(detail).state).toEqual({ code: 17, word: 'unknown' });
  expect(api.coded(api.licenseStates, 'Suspended')).toEqual({ code: 3, word: 'suspended' });
  expect(api.coded(api.licenseStates, 'Frozen')).toEqual({ code: 'Frozen', word: 'unknown' });
});

test('a bad row is reported with its place and loses no other row', () => {
  const page = api.readLicenseSearchPage({
    Search: [{ PublicLicenseKey: '3AB-CDE-FGH' }, { Code: '107' }, 7],
    Paging: { TotalCount: '3' },
  });
  expect(page.rows.map((row) => row.publicId)).toEqual(['3AB-CDE-FGH']);
  expect(page.total).toBe(3);
  expect(page.bad.map((error) => error.message)).toEqual([
    'Search[1].publicLicenseKey: expected a public id like 3AB-CDE-FGH, found nothing',
    'Search[2]: expected an object, found number 7',
  ]);
});

test('a page without its list is an error, a page without a total is not', () => {
  expect(() => api.readCompanyPage({ paging: { totalCount: 0 } })).toThrow('companies: expected a list, found nothing');
  expect(() => api.readCompanyPage('<html>')).toThrow('the answer: expected an object, found the text "<html>"');
  expect(api.readCompanyPage([{ publicId: '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a01', name: 'x' }])).toMatchObject({
    rows: [{ name: 'x' }],
    total: null,
  });
  expect(api.readCompanyPage({ companies: [] })).toEqual({ rows: [], bad: [], total: null });
});

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T10:00:00', '2026-03-01T10:00:00.000Z'],
  ['2026-03-01 10:00:00.1234567', '2026-03-01T10:00:00.123Z'],
  ['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00.000Z'],
  ['/Date(1767225600000)/', '2026-01-01T00:00:00.000Z'],
  ['0001-01-01T00:00:00', null],
  [null, null],
])('the date %s is read', (sent, read) => {
  expect(api.readLicenseDetail({ ...(samples.camel.licenseDetail as object), trialExpiration: sent }).trialExpiration).toBe(read);
});

test('a date in another format is an error, not a license without an end', () => {
  const detail = { ...(samples.camel.licenseDetail as object), trialExpiration: '1 March' };
  expect(() => api.readLicenseDetail(detail)).toThrow('trialExpiration: expected a date, found the text "1 March"');
});

test('names keep their blanks and lose what no database stores', () => {
  const name = ' a\u0000b\ud800 ';
  const page = api.readCompanyPage({ companies: [{ publicId: '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a01', name }] });
  expect(page.rows[0]?.name).toBe(' a\uFFFDb\uFFFD ');
});

test.each([
  [
    { code: 8, subCode: '20', message: null },
    { code: 8, subCode: 20, message: null, meaning: 'the license is ordered already' },
  ],
  [{ quantity: ['Must be positive.'] }, { message: 'quantity: Must be positive.' }],
  [{ title: 'One or more errors', errors: { take: ['Out of range.'] } }, { message: 'take: Out of range.' }],
  [{ Title: 'Bad', Message: 'Because' }, { message: 'Because' }],
  [{ error: 'invalid_grant', error_description: 'Wrong password' }, { message: 'Wrong password' }],
  [{ error: { Code: 99, SubCode: 2 } }, { meaning: 'the portal is under maintenance' }],
  ['<html>Bad gateway</html>', { code: null, message: null }],
  [null, { code: null, message: null }],
])('the error body %j is read', (body, expected) => {
  expect(api.readApiError(body)).toMatchObject(expected);
});
