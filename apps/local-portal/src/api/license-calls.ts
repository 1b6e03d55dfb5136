import { coded, licenseTypes } from '@licet/portal-api';
import { forbidden, ruleBroken } from '../refusal.ts';
import { canWrite } from '../world/access.ts';
import {
  changeProduct,
  convertToFull,
  extendTrial,
  orderLicense,
  suspendLicense,
  unsuspendLicense,
  updateQuantity,
} from '../world/license-rules.ts';
import type { License } from '../world/model.ts';
import { nothing, pageOf, readableCompany, readableLicense, type Call, type Endpoint } from './call.ts';
import { historyRow, licenseDetail } from './views.ts';

function writableLicense(call: Call): License {
  const license = readableLicense(call);
  if (!canWrite(call.world, call.login, license.companyId)) throw forbidden('Write access to the customer is needed.');
  return license;
}

/** Suspending is for the seller alone (documented); that unsuspending is too is assumed. */
function ownCustomersLicense(call: Call): License {
  const license = writableLicense(call);
  const customer = call.world.companies.get(license.companyId);
  if (customer?.parentId !== call.login.companyId) throw forbidden('You probably do not own this license.');
  return license;
}

function order(call: Call): object {
  const { input } = call;
  const customer = readableCompany(call, input.requiredText('customerId'));
  if (!canWrite(call.world, call.login, customer.id)) throw forbidden('Write access to the customer is needed.');
  const licenseType = coded(licenseTypes, input.requiredText('licenseType')).word;
  if (licenseType === 'unknown') throw ruleBroken(17, 'The license type is not valid.');
  const ordered = orderLicense(call, customer, {
    quantity: input.integer('quantity'),
    productCode: input.requiredText('productCode'),
    licenseType,
  });
  return { publicLicenseKey: ordered.publicId };
}

function detail(call: Call): object {
  return licenseDetail(readableLicense(call), call.now, call.switches);
}

/** Oldest first; the order is assumed. */
function history(call: Call): object {
  const { rows, paging } = pageOf(call, readableLicense(call).events);
  return { licenseHistory: rows.map((event) => historyRow(event, call.switches)), paging };
}

function convert(call: Call): object {
  return { publicLicenseKey: convertToFull(call, writableLicense(call), call.input.integer('quantity')).publicId };
}

function silently(act: (call: Call) => void): (call: Call) => typeof nothing {
  return (call) => {
    act(call);
    return nothing;
  };
}

function call(name: string, answer: Endpoint['answer'], casing: Endpoint['casing'] = 'camel'): Endpoint {
  return { method: 'POST', path: `/License/${name}`, casing, answer };
}

export const licenseCalls: readonly Endpoint[] = [
  call('Detail', detail),
  call('Order', order),
  call(
    'UpdateQuantity',
    silently((it) => updateQuantity(it, writableLicense(it), it.input.integer('quantity'))),
  ),
  call(
    'Suspend',
    silently((it) => suspendLicense(it, ownCustomersLicense(it))),
  ),
  call(
    'Unsuspend',
    silently((it) => unsuspendLicense(it, ownCustomersLicense(it))),
  ),
  call(
    'ExtendTrial',
    silently((it) => extendTrial(it, writableLicense(it))),
  ),
  call('ConvertToFull', convert),
  call(
    'ChangeProduct',
    silently((it) => changeProduct(it, writableLicense(it), it.input.requiredText('newProductCode'), it.input.integer('quantity'))),
  ),
  call('GetHistory', history, 'pascal'),
];
