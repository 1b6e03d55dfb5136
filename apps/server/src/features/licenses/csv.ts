import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LicenseRow } from '@licet/contract';
import { stringify } from 'csv-stringify';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { seesAccounts } from './actions.ts';
import { selectLicenses } from './store.ts';
import type { LicenseListQuery } from './store.ts';
import { licenseView } from './views.ts';

interface Column {
  en: string;
  pl: string;
  value(row: LicenseRow): string | number | null;
}

const columns: Record<string, Column> = {
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
};

const PAGE = 5000;

/** The whole list as CSV, a page of the database at a time; cells that a spreadsheet would run as a formula are defused. */
export function licensesCsv(
  ctx: Context,
  actor: Actor,
  query: Omit<LicenseListQuery, 'offset' | 'limit' | 'groups' | 'withAccounts'>,
  wanted: string | undefined,
  language: 'en' | 'pl',
) {
  const names = wanted === undefined ? Object.keys(columns) : wanted.split(',');
  const unknown = names.filter((name) => !Object.hasOwn(columns, name));
  if (unknown.length > 0) {
    const given = { unknown: unknown.join(', '), known: Object.keys(columns).join(', ') };
    const message = `unknown: ${given.unknown}; known: ${given.known}`;
    const errors = [{ field: 'querystring.columns', message, reason: { code: 'columns-unknown', parameters: given } as const }];
    throw new Refusal('malformed-request', 'The list has no such columns.', { errors });
  }
  const chosen = names.map((name) => columns[name] as Column);
  const csv = stringify({
    header: true,
    columns: chosen.map((column) => column[language]),
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    // A lone line feed in a name is no end of a record either.
    quoted_match: /[\r\n]/,
  });
  // A caller who leaves ends the stream, and with it the transaction.
  void ctx.db.read(actor.sight, (tx) => pipeline(Readable.from(records(tx)), csv)).catch((error: unknown) => csv.destroy(error as Error));
  return csv;

  // One transaction, so that the pages are of one moment.
  async function* records(tx: Tx) {
    for (let offset = 0; ; offset += PAGE) {
      const rows = await selectLicenses(tx, {
        ...query,
        groups: actor.licenseGroups,
        withAccounts: seesAccounts(actor),
        offset,
        limit: PAGE,
      });
      for (const row of rows) {
        const view = licenseView(row, actor);
        yield chosen.map((column) => column.value(view));
      }
      if (rows.length < PAGE) return;
    }
  }
}
