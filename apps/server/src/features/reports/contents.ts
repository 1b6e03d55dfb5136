// What a report holds: licenses, or sums of them, as far as some eyes see.
import type { ReportRow as ReportLine } from '@licet/contract';
import type { Tx } from '../../db/transaction.ts';
import type { LicenseFilter, ScopedFilter } from '../licenses/filter.ts';
import { countLicenses, lookUpWords, selectLicenses } from '../licenses/store.ts';
import { licenseView } from '../licenses/views.ts';
import type { Eyes } from './eyes.ts';
import { selectFilters } from './store.ts';
import type { ReportRow } from './store.ts';
import { countSums, selectSums } from './sums-store.ts';
import { licenseLine, sumLine } from './lines.ts';

export type Template = Pick<ReportRow, 'filter' | 'columns' | 'group_by' | 'access_group_id'>;

export interface Contents {
  count(): Promise<number>;
  page(page: { offset: number; limit: number }): Promise<ReportLine[]>;
  /** All of it, a page of the database at a time. */
  all(): AsyncGenerator<ReportLine>;
}

const PAGE = 5000;

/** In a transaction behind the walls of these eyes. */
export async function contentsOf(tx: Tx, template: Template, eyes: Eyes, now: Date): Promise<Contents> {
  const scoped = await lookUpWords(tx, { filter: filterOf(template, now), groups: eyes.groups });
  const page = linesOf(tx, template, scoped, eyes);
  const { group_by: by } = template;
  return {
    count: () => (by === null ? countLicenses(tx, scoped) : countSums(tx, scoped, by)),
    page,
    async *all() {
      for (let offset = 0; ; offset += PAGE) {
        const lines = await page({ offset, limit: PAGE });
        yield* lines;
        if (lines.length < PAGE) return;
      }
    },
  };
}

/** Those of some reports whose filters let a license of a pool through. Ask with whole sight: who sees it is another question. */
export async function holdingPool<T extends { id: number }>(tx: Tx, reports: readonly T[], poolId: number, now: Date): Promise<T[]> {
  const filters = await selectFilters(
    tx,
    reports.map((report) => report.id),
  );
  const holding: T[] = [];
  for (const report of reports) {
    const filter = filters.get(report.id);
    if (!filter) continue;
    const ofPool = { ...filterOf({ filter }, now), poolId: String(poolId) };
    if ((await countLicenses(tx, { filter: ofPool, groups: 'all' })) > 0) holding.push(report);
  }
  return holding;
}

function linesOf(tx: Tx, { columns, group_by: by }: Template, scoped: ScopedFilter, { rights }: Eyes): Contents['page'] {
  if (by !== null) return async (page) => (await selectSums(tx, scoped, by, page)).map((row) => sumLine(row, by, columns));
  const order = { sort: 'licenseUser', order: 'asc', withAccounts: false } as const;
  return async (page) => {
    const rows = await selectLicenses(tx, { ...scoped, ...order, ...page });
    return rows.map((row) => licenseLine(licenseView(row, rights), columns));
  };
}

/** Days are those of UTC, as they are for notification rules. */
function filterOf({ filter: { expiresWithin, ...filter } }: Pick<Template, 'filter'>, now: Date): LicenseFilter {
  if (expiresWithin === undefined) return { ...filter, gone: 'hide' };
  const last = new Date(now.getTime() + expiresWithin * 86_400_000);
  return { ...filter, gone: 'hide', expiresTo: last.toISOString().slice(0, 10) };
}
