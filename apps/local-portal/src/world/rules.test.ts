import {
  errorMeaning,
  readApiError,
  readCompanySearchPage,
  readLicenseDetail,
  readLicenseSearchPage,
  readUsageReportPage,
} from '@licet/portal-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPortal, type Portal } from '../index.ts';
import { signIn, type Answer, type Caller } from '../test-client.ts';

let portal: Portal;
let msp: Caller;
let customerId: string;

beforeEach(async () => {
  portal = await startPortal({ rate: null });
  msp = await signIn(portal, 'msp@hillside.example', 'demo-msp');
  customerId = portal.control.company('Hilltop Garage').id;
});
afterEach(() => portal.close());

function order(more: object = {}): Promise<Answer> {
  return msp('/License/Order', { quantity: 5, productCode: '9104', customerId, licenseType: 1, ...more });
}

async function ordered(more: object = {}): Promise<string> {
  return ((await order(more)).body as { publicLicenseKey: string }).publicLicenseKey;
}

async function detail(publicLicenseKey: string) {
  return readLicenseDetail((await msp('/License/Detail', { publicLicenseKey })).body);
}

function expectRefusal(answer: Answer, subCode: number): void {
  expect(answer.status).toBe(400);
  expect(readApiError(answer.body)).toMatchObject({ code: 8, subCode, meaning: errorMeaning(8, subCode) });
}

test('an order gives a public id, once for each product and type', async () => {
  expect(await detail(await ordered())).toMatchObject({
    companyId: customerId,
    quantity: 5,
    usage: 0,
    state: { word: 'normal' },
    trial: false,
  });
  expectRefusal(await order(), 20);
  expect((await order({ licenseType: 4 })).status).toBe(200);
});

test('orders are refused with their sub-codes', async () => {
  expectRefusal(await order({ licenseType: 2 }), 17);
  expectRefusal(await order({ quantity: 0 }), 18);
  expectRefusal(await order({ productCode: '1' }), 27);
  expectRefusal(await order({ quantity: 60_000 }), 30);
  expectRefusal(await order({ productCode: '9106', licenseType: 4 }), 32);
  portal.control.setSwitches({ termsAccepted: false });
  expectRefusal(await order({ productCode: '9107' }), 40);
  expect(await order({ quantity: 'many' })).toMatchObject({ status: 400, body: { quantity: expect.any(Array) } });
  expect(await order({ customerId: portal.control.company('Hillside Computing').id })).toMatchObject({ status: 400 });
});

test('a quantity goes up and down, and not to what it was', async () => {
  const publicLicenseKey = await ordered();
  expect(await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: 9 })).toMatchObject({ status: 200, body: {} });
  expect((await detail(publicLicenseKey)).quantity).toBe(9);
  expectRefusal(await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: 9 }), 48);
  expectRefusal(await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: -1 }), 18);
  portal.control.setSwitches({ emptyOk: 'nothing' });
  expect(await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: 3 })).toMatchObject({ status: 200, body: '' });
});

test('suspending stops changes until it is taken back', async () => {
  const publicLicenseKey = await ordered();
  expectRefusal(await msp('/License/Unsuspend', { publicLicenseKey }), 36);
  await msp('/License/Suspend', { publicLicenseKey });
  expect(await detail(publicLicenseKey)).toMatchObject({ state: { word: 'suspended' }, quantity: 5 });
  portal.control.setSwitches({ suspendedKeepsQuantity: false });
  expect((await detail(publicLicenseKey)).quantity).toBe(0);
  expectRefusal(await msp('/License/Suspend', { publicLicenseKey }), 21);
  expectRefusal(await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: 7 }), 23);
  await msp('/License/Unsuspend', { publicLicenseKey });
  expect((await detail(publicLicenseKey)).state?.word).toBe('normal');
  expectRefusal(await msp('/License/Unsuspend', { publicLicenseKey }), 22);
});

test('a trial is extended twice, runs out, and shows as the switch says', async () => {
  const publicLicenseKey = await ordered({ licenseType: 4 });
  await msp('/License/ExtendTrial', { publicLicenseKey });
  await msp('/License/ExtendTrial', { publicLicenseKey });
  expectRefusal(await msp('/License/ExtendTrial', { publicLicenseKey }), 31);
  expect(await detail(publicLicenseKey)).toMatchObject({ trial: true, trialExtensions: 2 });
  portal.control.setClockOffset(91 * 86_400);
  msp = await signIn(portal, 'msp@hillside.example', 'demo-msp');
  expect((await detail(publicLicenseKey)).state?.word).toBe('obsolete');
  portal.control.setSwitches({ expiredTrialState: 0 });
  expect((await detail(publicLicenseKey)).state?.word).toBe('error');
  expectRefusal(await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: 7 }), 37);
  const full = portal.control.company('Hilltop Garage').licenses[0]?.publicId;
  expectRefusal(await msp('/License/ExtendTrial', { publicLicenseKey: full }), 24);
});

test('converting a trial may give it another public id, and the old one goes or stays', async () => {
  const search = async () => readLicenseSearchPage((await msp('/Search/Licenses', { customerId })).body).rows.map((row) => row.publicId);
  const convert = async (publicLicenseKey: string) =>
    ((await msp('/License/ConvertToFull', { publicLicenseKey, quantity: 8 })).body as { publicLicenseKey: string }).publicLicenseKey;
  const gone = await ordered({ licenseType: 4 });
  const renewed = await convert(gone);
  expect(renewed).not.toBe(gone);
  expect(await search()).not.toContain(gone);
  expect(await detail(renewed)).toMatchObject({ trial: false, quantity: 8, trialExpiration: null });
  expectRefusal(await msp('/License/ConvertToFull', { publicLicenseKey: renewed, quantity: 8 }), 19);
  const history = await msp('/License/GetHistory', { publicLicenseKey: renewed, skip: 0, take: 10 });
  expect(history.body).toMatchObject({
    LicenseHistory: [{ Type: 4 }, { Type: 2 }, { Type: 8, PreviousLicenseKey: gone }],
    Paging: { TotalCount: 3 },
  });

  portal.control.setSwitches({ retiredKeyStays: true });
  const kept = await ordered({ licenseType: 4, productCode: '9105' });
  await convert(kept);
  expect(await detail(kept)).toMatchObject({ state: { word: 'obsolete' }, quantity: 0 });

  portal.control.setSwitches({ convertChangesKey: false });
  const same = await ordered({ licenseType: 4, productCode: '9108' });
  expect(await convert(same)).toBe(same);
});

test('a product changes within its family', async () => {
  const publicLicenseKey = await ordered({ productCode: '2015' });
  expectRefusal(await msp('/License/ChangeProduct', { publicLicenseKey, newProductCode: '9104', quantity: 5 }), 45);
  await msp('/License/ChangeProduct', { publicLicenseKey, newProductCode: '9017', quantity: 6 });
  expect(await detail(publicLicenseKey)).toMatchObject({ productCode: '9017', productName: 'ESET PROTECT Complete', quantity: 6 });
});

test('a company is suspended after a while, with all its licenses, and woken again', async () => {
  const state = async (operationId: string) => ((await msp(`/Operation/${operationId}`)).body as { State: number }).State;
  const status = async () =>
    readCompanySearchPage((await msp('/Search/Companies', { search: { Hilltop: [0] } })).body).rows[0]?.status?.word;
  const publicId = portal.control.company('Hilltop Garage').licenses[0]?.publicId ?? '';
  const { operationId } = (await msp('/Company/Suspend', { companyId: customerId })).body as { operationId: string };
  expect([await state(operationId), await status(), (await detail(publicId)).state?.word]).toEqual([1, 'active', 'normal']);
  portal.control.setClockOffset(3);
  expect([await state(operationId), await status(), (await detail(publicId)).state?.word]).toEqual([2, 'suspended', 'suspended']);
  expectRefusal(await msp('/License/Unsuspend', { publicLicenseKey: publicId }), 33);
  expect(await msp('/Company/Suspend', { companyId: customerId })).toMatchObject({ status: 400 });
  await msp('/Company/Unsuspend', { companyId: customerId });
  portal.control.setClockOffset(6);
  expect([await status(), (await detail(publicId)).state?.word]).toEqual(['active', 'normal']);
  portal.control.setSwitches({ suspendVisibleAtOnce: true });
  await msp('/Company/Suspend', { companyId: customerId });
  expect(await status()).toBe('suspended');
});

test('a customer is created under an MSP, with a name of its own', async () => {
  const create = (more: object) => msp('/Company/Create/customer', { name: 'Fresh Start', tags: [{ tag: 'new' }], ...more });
  const { companyId } = (await create({})).body as { companyId: string };
  expect((await msp('/Company/Detail', { companyId })).body).toMatchObject({ name: 'Fresh Start', tags: [{ tag: 'new' }], type: 1007 });
  expect(await create({})).toMatchObject({ status: 400, body: { name: expect.any(Array) } });
  expect(await create({ name: ' ' })).toMatchObject({ status: 400 });
  expect(await create({ name: 'Under a customer', parentCompanyId: customerId })).toMatchObject({ status: 400 });
});

test('seat days follow the quantity from day to day', async () => {
  const publicLicenseKey = await ordered();
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  portal.control.setClockOffset(86_400);
  msp = await signIn(portal, 'msp@hillside.example', 'demo-msp');
  await msp('/License/UpdateQuantity', { publicLicenseKey, quantity: 8 });
  portal.control.setClockOffset(2 * 86_400);
  msp = await signIn(portal, 'msp@hillside.example', 'demo-msp');
  await msp('/License/Suspend', { publicLicenseKey });
  const report = async (from: number, to: number) => {
    const body = { from: day(from), to: day(to), companyIds: [customerId] };
    const page = readUsageReportPage((await msp('/UsageReport/SelectedCompanies/products', body)).body);
    return page.rows[0]?.products.find((product) => product.code === '9104');
  };
  expect(await report(-1, 0)).toMatchObject({ seats: 5, seatDays: 5 });
  expect(await report(0, 1)).toMatchObject({ seats: 8, seatDays: 13 });
  expect(await report(0, 2)).toMatchObject({ seats: 0, seatDays: 13 });
});
