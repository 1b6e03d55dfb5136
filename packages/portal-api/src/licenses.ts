import { type Coded, licenseStates, type LicenseState } from './codes.ts';
import { type Page, readPage } from './page.ts';
import { answer, field, items, orNull, type Wire, WireError } from './read.ts';
import { code, count, flag, guid, guidOrNull, instantOrNull, productCode, publicId, text } from './values.ts';

/** A license as Search/Licenses shows it: no quantity, no usage, no state (seen in client code). */
export interface Ema2LicenseRow {
  /** `XXX-XXX-XXX`, upper case. A bundle may come as several rows with one public id. */
  readonly publicId: string;
  readonly productCode: string | null;
  readonly productName: string | null;
  /** The customer. Absent: the answer does not say (whether it ever does is unknown). */
  readonly companyId?: string | null;
}

/** One product of a bundle. Units; null: not known, which is never zero. */
export interface Ema2BundleProduct {
  readonly productCode: string;
  readonly productName: string | null;
  readonly quantity: number | null;
  readonly usage: number | null;
}

/** One license, whole. */
export interface Ema2LicenseDetail {
  readonly publicId: string;
  /** The customer that the license belongs to. */
  readonly companyId: string;
  readonly productCode: string;
  readonly productName: string | null;
  /** Ordered units; null: not known. */
  readonly quantity: number | null;
  /** Activated units, may exceed the quantity; null: not known. */
  readonly usage: number | null;
  readonly state: Coded<LicenseState> | null;
  readonly trial: boolean | null;
  /** ISO 8601, UTC. Full licenses have none. */
  readonly trialExpiration: string | null;
  /** How often the trial was extended, 0 to 2. */
  readonly trialExtensions: number | null;
  /** Empty unless the license is a bundle. */
  readonly bundleProducts: Ema2BundleProduct[];
  /** ISO 8601, UTC. */
  readonly lastUpdate: string | null;
}

/** Search/Licenses. */
export function readLicenseSearchPage(value: unknown): Page<Ema2LicenseRow> {
  return readPage(value, readLicenseRow, 'search');
}

function readLicenseRow(row: Wire): Ema2LicenseRow {
  const owner = field(row, 'customerId', 'companyId');
  return {
    publicId: readPublicId(row),
    productCode: orNull(productCode)(field(row, 'code', 'productCode')),
    productName: orNull(text)(field(row, 'name', 'productName')),
    ...(owner.value === undefined ? {} : { companyId: guidOrNull(owner) }),
  };
}

/** License/Detail. */
export function readLicenseDetail(value: unknown): Ema2LicenseDetail {
  const body = answer(value);
  const products = field(body, 'bundleProducts');
  return {
    publicId: readPublicId(body),
    companyId: guid(field(body, 'customerId', 'companyId')),
    productCode: productCode(field(body, 'productCode', 'code')),
    productName: orNull(text)(field(body, 'productName', 'name')),
    quantity: orNull(count)(field(body, 'quantity')),
    usage: orNull(count)(field(body, 'usage')),
    state: orNull(code(licenseStates))(field(body, 'state')),
    trial: orNull(flag)(field(body, 'trial')),
    trialExpiration: instantOrNull(field(body, 'trialExpiration')),
    trialExtensions: orNull(count)(field(body, 'trialExtensions')),
    bundleProducts: products.value === null || products.value === undefined ? [] : items(products).map(readBundleProduct),
    lastUpdate: instantOrNull(field(body, 'lastUpdate')),
  };
}

/** Properties without which the rest is still worth having. */
const dispensable = /^(productName|quantity|usage|state|trial|trialExpiration|trialExtensions|lastUpdate|name)$/i;

/** A license with what could not be read of it: such a property is null. Throws `WireError` when one is missing that nothing can do without. */
export function readLicenseLeniently(value: unknown): { detail: Ema2LicenseDetail; unread: WireError[] } {
  const unread: WireError[] = [];
  for (let rest = value; ;) {
    try {
      return { detail: readLicenseDetail(rest), unread };
    } catch (error) {
      if (!(error instanceof WireError) || !dispensable.test(error.path)) throw error;
      unread.push(error);
      rest = { ...(rest as object), [error.path]: null };
    }
  }
}

function readPublicId(wire: Wire): string {
  return publicId(field(wire, 'publicLicenseKey', 'publicId'));
}

/** That an entry has a product, a quantity and a usage is documented; the names are assumed, and `product` may be an object. */
function readBundleProduct(entry: Wire): Ema2BundleProduct {
  const product = field(entry, 'product');
  const holder = typeof product.value === 'object' && product.value !== null ? product : entry;
  return {
    productCode: productCode(field(holder, 'productCode', 'code', 'product')),
    productName: orNull(text)(field(holder, 'productName', 'name')),
    quantity: orNull(count)(field(entry, 'quantity')),
    usage: orNull(count)(field(entry, 'usage')),
  };
}
