import { codeOf, companyStatuses, companyTypes, historyEvents, licenseStates, licenseTypes, searchCompanyTypes } from '@licet/portal-api';
import type { Switches } from '../switches.ts';
import { quantityOf, stateOf, usageOf } from '../world/license-state.ts';
import type { Company, License, LicenseEvent, LicenseProduct, WireOddities } from '../world/model.ts';
import { catalogue } from '../world/products.ts';

/** A moment in the way of writing of the day; the documentation names none. */
export function moment(at: number | null, switches: Switches): string | null {
  if (at === null) return null;
  const iso = new Date(at).toISOString();
  const written = { utc: iso, 'no-zone': iso.slice(0, 19), 'date-only': iso.slice(0, 10), dotnet: `/Date(${Math.round(at)})/` };
  return written[switches.dates];
}

/** Company/Children and Company/Descendants. No parent (documented). */
export function companyListItem(company: Company): object {
  const { id, name, email } = company;
  return odd(company.wire, {
    publicId: id,
    name,
    type: codeOf(companyTypes, company.type),
    email,
    status: codeOf(companyStatuses, company.status),
  });
}

/** Search/Companies. */
export function companySearchRow(company: Company, switches: Switches): object {
  const { id, name, customIdentifier, email, vatId, description, parentId } = company;
  return odd(company.wire, {
    companyId: id,
    name,
    companyTypeId: codeOf(searchCompanyTypes, company.type),
    statusId: codeOf(companyStatuses, company.status),
    customIdentifier,
    email,
    vatId,
    description,
    ...(switches.searchRowsCarryParent ? { parentId } : {}),
  });
}

/** Company/Detail. */
export function companyDetail(company: Company, ancestor: { id: string; name?: string } | null): object {
  const { id, name, customIdentifier, email, vatId, description, comment, tags } = company;
  return odd(company.wire, {
    id,
    name,
    ancestor,
    type: codeOf(companyTypes, company.type),
    status: codeOf(companyStatuses, company.status),
    customIdentifier,
    email,
    vatId,
    description,
    comment,
    tags: tags.map((tag) => ({ tag })),
  });
}

/** A company in a snapshot file, with the nearest company above that the login may read. */
export function companySnapshotRow({ id, name, customIdentifier, type, status, wire }: Company, parentId: string | null): object {
  return odd(wire, {
    companyId: id,
    parentId,
    name,
    type: codeOf(companyTypes, type),
    status: codeOf(companyStatuses, status),
    customIdentifier,
  });
}

/** A license in a snapshot file: its page, with the units that the usage report tells as well. */
export function licenseSnapshotRow(license: License, now: number, switches: Switches): object {
  const page = licenseDetail(license, now, switches) as Record<string, unknown>;
  const { publicLicenseKey, customerId, productCode, productName, state, usage, trial, trialExpiration, bundleProducts = [] } = page;
  const { quantity } = licenseDetail({ ...license, wire: {} }, now, switches) as Record<string, unknown>;
  const type = trial === null ? null : codeOf(licenseTypes, license.type);
  return { publicLicenseKey, customerId, productCode, productName, type, state, quantity, usage, trialExpiration, bundleProducts };
}

/** Search/Licenses: no quantity, usage or state (seen in client code). */
export function licenseSearchRow(license: License, product: LicenseProduct | null, switches: Switches): object {
  return odd(license.wire, {
    publicLicenseKey: license.publicId,
    code: product?.code ?? license.code,
    name: product?.name ?? license.name,
    ...(switches.searchRowsCarryCustomer ? { customerId: license.companyId } : {}),
  });
}

/** License/Detail. */
export function licenseDetail(license: License, now: number, switches: Switches): object {
  const hidesUnits = license.retired || (license.suspendedBy !== null && !switches.suspendedKeepsQuantity);
  const units = (quantity: number): number => (hidesUnits ? 0 : quantity);
  const changes = license.type === 'full' ? changesOf(license.code) : { up: [], down: [] };
  return odd(license.wire, {
    customerId: license.companyId,
    lastUpdate: moment(license.updatedAt, switches),
    lastUpdateBy: license.updatedBy,
    publicLicenseKey: license.publicId,
    productCode: license.code,
    productName: license.name,
    quantity: units(quantityOf(license)),
    usage: usageOf(license),
    state: codeOf(licenseStates, stateOf(license, now, switches)),
    trial: license.type === 'trial',
    trialExpiration: moment(license.trialExpiresAt, switches),
    trialExtensions: license.type === 'trial' ? license.extensions : null,
    ...(license.products.length > 1 ? { bundleProducts: license.products.map((product) => bundleProduct(product, units)) } : {}),
    ...(changes.up.length > 0 ? { upgradeableTo: changes.up } : {}),
    ...(changes.down.length > 0 ? { downgradeableTo: changes.down } : {}),
  });
}

function bundleProduct({ code, name, quantity, usage }: LicenseProduct, units: (quantity: number) => number): object {
  return { productCode: code, productName: name, quantity: units(quantity), usage };
}

function changesOf(code: string): { up: string[]; down: string[] } {
  const family = catalogue.find((product) => product.code === code)?.family ?? null;
  const codes = catalogue.filter((product) => family !== null && product.family === family).map((product) => product.code);
  return { up: codes.filter((other) => other > code), down: codes.filter((other) => other < code) };
}

/** License/GetHistory. */
export function historyRow(event: LicenseEvent, switches: Switches): object {
  return {
    type: codeOf(historyEvents, event.type),
    date: moment(event.at, switches),
    user: event.by,
    requestedUnits: event.units,
    previousUnits: event.unitsBefore,
    requestedProductCode: event.productCode,
    previousProductCode: event.productCodeBefore,
    requestedLicenseKey: event.publicId,
    previousLicenseKey: event.publicIdBefore,
    trialExtensionCount: event.extensions,
    licenseTypeId: codeOf(licenseTypes, event.licenseType),
  };
}

/** Puts the oddities of the hard data set over the properties that a row has. */
function odd(oddities: WireOddities | undefined, row: Record<string, unknown>): object {
  for (const [name, oddity] of Object.entries(oddities ?? {})) {
    if (name in row) row[name] = typeof oddity === 'function' ? (oddity as (value: unknown) => unknown)(row[name]) : oddity;
  }
  return row;
}
