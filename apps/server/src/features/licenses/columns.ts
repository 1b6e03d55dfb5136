// What licenses are as CSV: in lists, and in reports.
import type { LicenseRow } from '@licet/contract';
import { stringify } from 'csv-stringify';
import type { Stringifier } from 'csv-stringify';
import { csvDialect } from '../../csv.ts';

export interface LicenseColumn {
  en: string;
  pl: string;
  value(row: LicenseRow): string | number | null;
}

/** Columns of a list of licenses as CSV, by the names that they are asked for by. */
export const licenseColumns = {
  product: { en: 'Product', pl: 'Produkt', value: (row) => row.productName },
  publicId: { en: 'Public ID', pl: 'Identyfikator publiczny', value: (row) => row.publicId },
  licenseUser: { en: 'License user', pl: 'Użytkownik licencji', value: (row) => row.licenseUser.name },
  quantity: { en: 'Units ordered', pl: 'Jednostki zamówione', value: (row) => row.quantity.value },
  usage: { en: 'Units used', pl: 'Jednostki używane', value: (row) => row.usage.value },
  state: { en: 'State', pl: 'Stan', value: (row) => row.state },
  type: { en: 'Type', pl: 'Typ', value: (row) => row.type },
  expires: { en: 'Expires', pl: 'Wygasa', value: (row) => row.expires },
  tags: { en: 'Tags', pl: 'Znaczniki', value: (row) => row.tags.join(', ') },
  accessGroup: { en: 'Access group', pl: 'Grupa dostępu', value: (row) => row.accessGroup.name },
  account: { en: 'Account', pl: 'Konto', value: (row) => row.accounts.join(', ') },
  readAt: { en: 'Read', pl: 'Odczytano', value: (row) => row.usage.readAt ?? row.quantity.readAt },
} satisfies Record<string, LicenseColumn>;

/** A stream that records are written into and CSV comes out of. */
export function csvOf(header: readonly string[]): Stringifier {
  return stringify({ ...csvDialect, columns: [...header] });
}
