import { type Coded, licenseTypes, type LicenseType } from './codes.ts';
import { type Page, readPage } from './page.ts';
import { field, items, orNull, type Wire } from './read.ts';
import { code, count, guid, productCode, text } from './values.ts';

/** One product of one company in a usage report. A bundle is assumed to report each of its products. */
export interface Ema2UsageProduct {
  readonly code: string;
  readonly name: string | null;
  readonly licenseType: Coded<LicenseType> | null;
  /** Ordered units on the last day of the interval, 0 when suspended that day (documented); null: not known. */
  readonly seats: number | null;
  /** Sum of the ordered units over the days of the interval; null: not known. */
  readonly seatDays: number | null;
}

/** One company in a usage report. */
export interface Ema2UsageRow {
  readonly companyId: string;
  readonly companyName: string | null;
  readonly products: Ema2UsageProduct[];
}

/** UsageReport/AllCompanies, SelectedCompanies and Monthly, by products. A company with one unreadable product is in `bad` whole. */
export function readUsageReportPage(value: unknown): Page<Ema2UsageRow> {
  return readPage(value, readUsageRow, 'companies');
}

function readUsageRow(row: Wire): Ema2UsageRow {
  return {
    companyId: guid(field(row, 'companyId', 'publicId', 'id')),
    companyName: orNull(text)(field(row, 'companyName', 'name')),
    products: items(field(row, 'products')).map(readProduct),
  };
}

/** `productCode` and a text for `licenseType` are seen in client code. */
function readProduct(product: Wire): Ema2UsageProduct {
  return {
    code: productCode(field(product, 'code', 'productCode')),
    name: orNull(text)(field(product, 'name', 'productName')),
    licenseType: orNull(code(licenseTypes))(field(product, 'licenseType')),
    seats: orNull(count)(field(product, 'seats')),
    seatDays: orNull(count)(field(product, 'seatDays')),
  };
}
