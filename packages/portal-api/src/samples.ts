import { withCasing } from './casing.ts';

const manager = '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a01';
const customer = '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a02';

/** `{"alg":"none"}.{"sub":…,"exp":1767225600}.` and a signature that nobody checks. */
const accessToken = [
  Buffer.from('{"alg":"none"}').toString('base64url'),
  Buffer.from(`{"sub":"${manager}","exp":1767225600}`).toString('base64url'),
  'c2lnbmF0dXJl',
].join('.');

const camel = {
  tokenPair: { accessToken, refreshToken: 'b7f1', expiresIn: 60 },
  currentUser: {
    id: '6F1C0A52-3B1E-4F0D-9A77-0C2F4F3D1A0A',
    firstName: 'Anna',
    lastName: 'Młynarska',
    email: 'anna@msp.example',
    description: null,
    phoneNumber: null,
    twoFactorEnabled: false,
    status: 1,
    created: '2024-02-01T08:00:00Z',
    lastUpdate: null,
    company: { companyId: manager, name: 'Wzgórze IT', type: 1004 },
    country: { countryCode: 'POL' },
    timeZone: null,
  },
  companyPage: {
    companies: [
      { publicId: customer, name: 'Piekarnia Młyn', type: 1007, email: 'biuro@mlyn.example', status: 1 },
      { publicId: '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a03', name: 'Łąka Sp. z o.o.', type: 1006, email: null, status: 2 },
    ],
    paging: { totalCount: 2 },
  },
  companyDetail: {
    id: customer,
    name: 'Piekarnia Młyn',
    ancestor: { id: manager, name: 'Wzgórze IT' },
    type: 1007,
    status: 1,
    customIdentifier: 'K-17',
    email: 'biuro@mlyn.example',
    vatId: null,
    description: null,
    comment: null,
    tags: [{ tag: 'gold' }],
  },
  companySearchPage: {
    search: [
      {
        companyId: customer,
        name: 'Piekarnia Młyn',
        companyTypeId: 5,
        statusId: 1,
        customIdentifier: 'K-17',
        email: null,
        vatId: null,
        description: null,
      },
      { companyId: manager, name: 'Wzgórze IT', companyTypeId: 2, statusId: 1, parentId: null },
    ],
    paging: { totalCount: 2 },
  },
  licenseSearchPage: {
    search: [
      { publicLicenseKey: '3a5-vaj-94c', code: '2015', name: 'Endpoint suite' },
      { publicLicenseKey: '3A5-VAJ-94D', code: '107', name: 'Mail security', customerId: customer },
    ],
    paging: { totalCount: 2 },
  },
  licenseDetail: {
    customerId: customer,
    lastUpdate: '2026-01-05T10:15:00',
    lastUpdateBy: null,
    publicLicenseKey: '3A5-VAJ-94C',
    productCode: '2015',
    productName: 'Endpoint suite',
    quantity: 25,
    usage: 27,
    state: 0,
    trial: false,
    trialExpiration: null,
    trialExtensions: null,
    bundleProducts: [
      { productCode: '2015', productName: 'Endpoint suite', quantity: 25, usage: 27 },
      { productCode: '111', productName: 'Inspection', quantity: 25, usage: 3 },
    ],
  },
  usageReportPage: {
    companies: [
      {
        companyId: customer,
        companyName: 'Piekarnia Młyn',
        totalUsage: 770,
        totalSeats: 25,
        products: [{ code: '2015', name: 'Endpoint suite', licenseType: 1, seatDays: 770, seats: 25 }],
      },
    ],
    paging: { totalCount: 1 },
  },
  apiError: { code: 8, subCode: 48, message: 'Quantity equals the previous one.' },
};

type Samples = Record<keyof typeof camel, unknown>;

const pascal = Object.fromEntries(Object.entries(camel).map(([name, sample]) => [name, withCasing(sample, 'pascal')])) as Samples;

/** One small answer of each call in both casings, for tests. Names, ids and public ids are invented. */
export const samples: Readonly<Record<'camel' | 'pascal', Samples>> = { camel, pascal };
