import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { seesAccounts } from './actions.ts';
import { csvOf, licenseColumns } from './columns.ts';
import type { LicenseColumn } from './columns.ts';
import { selectLicenses } from './store.ts';
import type { LicenseListQuery } from './store.ts';
import { licenseView } from './views.ts';

const PAGE = 5000;

/** The whole list as CSV, a page of the database at a time. */
export function licensesCsv(
  ctx: Context,
  actor: Actor,
  query: Omit<LicenseListQuery, 'offset' | 'limit' | 'groups' | 'withAccounts'>,
  wanted: string | undefined,
  language: 'en' | 'pl',
) {
  const names = wanted === undefined ? Object.keys(licenseColumns) : wanted.split(',');
  const unknown = names.filter((name) => !Object.hasOwn(licenseColumns, name));
  if (unknown.length > 0) {
    const given = { unknown: unknown.join(', '), known: Object.keys(licenseColumns).join(', ') };
    const message = `unknown: ${given.unknown}; known: ${given.known}`;
    const errors = [{ field: 'querystring.columns', message, reason: { code: 'columns-unknown', parameters: given } as const }];
    throw new Refusal('malformed-request', 'The list has no such columns.', { errors });
  }
  const chosen = names.map((name): LicenseColumn => licenseColumns[name as keyof typeof licenseColumns]);
  const csv = csvOf(chosen.map((column) => column[language]));
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
