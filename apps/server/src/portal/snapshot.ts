// A file in the place of a portal: the same verdicts, the same readings, and no network.
import type { CompanyReading, Details, KeyReading, OrderReading, Problem, Structure } from '@licet/domain';
import type { Ema2Snapshot, Ema2SnapshotLicense } from '@licet/portal-api';
import { judgeUser } from './check.ts';
import { addRow, type CompanyTree, hang, leaveOut, orphansOf, plantTree, toReadings } from './company-tree.ts';
import type { PortalConnector } from './connector.ts';
import { toReading, unreadProblems } from './details.ts';
import { aborted } from './portal-error.ts';
import { rowProblems } from './snapshot-problems.ts';

/** The account of a file. What cannot be read of it is in the problems of the readings, as a portal's would be. */
export function openSnapshot(snapshot: Ema2Snapshot): PortalConnector {
  const { takenAt, user } = snapshot;
  const licenses = firstOfEach(snapshot.licenses, ({ publicId }) => publicId);
  return {
    check: () => judgeUser(user, () => snapshot.companies.length > 0 || snapshot.bad.some(({ list }) => list === 'companies')),
    async readStructure({ onProgress }): Promise<Structure> {
      const { companies, complete, problems } = placeCompanies(snapshot);
      const keys = [...licenses.values()].map(toKey);
      onProgress?.({ phase: 'companies', done: companies.length, total: companies.length, requests: 0 });
      onProgress?.({ phase: 'keys', done: keys.length, total: keys.length, requests: 0 });
      const whole = snapshot.bad.every(({ list }) => list !== 'licenses');
      return {
        takenAt,
        rootUpstreamId: user.company.companyId,
        companies,
        keys,
        orders: toOrders(licenses.values()),
        complete: { companies: complete, keys: whole, orders: whole },
        problems: [...rowProblems(snapshot), ...problems],
      };
    },
    async readDetails(publicIds, { onPortion, onProgress, onLast, portion = 200, signal } = {}): Promise<Details> {
      const all: Details = { readings: [], missing: [], problems: [] };
      for (let done = 0; done < publicIds.length; done += portion) {
        if (signal?.aborted) throw aborted();
        // What the file lacks has been told by the structure already.
        const found = publicIds.slice(done, done + portion).flatMap((publicId) => licenses.get(publicId.toUpperCase()) ?? []);
        const read: Details = {
          readings: found.map((license) => toReading(license, license.unread, takenAt)),
          missing: [],
          problems: found.flatMap(({ publicId, unread }) => unreadProblems(publicId, unread)),
        };
        if (done + portion >= publicIds.length) onLast?.();
        if (onPortion) await onPortion(read);
        else {
          all.readings.push(...read.readings);
          all.problems.push(...read.problems);
        }
        onProgress?.({ phase: 'details', done: Math.min(done + portion, publicIds.length), total: publicIds.length, requests: 0 });
      }
      return all;
    },
    // There is nothing to wait for.
    readAhead: () => undefined,
    statistics: () => ({ requests: 0, retries: 0, throttled: 0, rate: Infinity, concurrency: 1 }),
    close: () => Promise.resolve(),
  };
}

/** Of rows under one id the first counts. */
function firstOfEach<Row>(rows: readonly Row[], idOf: (row: Row) => string): Map<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) if (!found.has(idOf(row))) found.set(idOf(row), row);
  return found;
}

/**
 * Hangs the companies. One whose parent is not in the file hangs under the own company, which stands above all that the login
 * sees (documented); where the own one is not in the file either, it is at the top. A parent that may be a row which cannot be
 * read, or that is below its own child, is no hole: such a company is left as it was.
 */
function placeCompanies(snapshot: Ema2Snapshot): { companies: CompanyReading[]; complete: boolean; problems: Problem[] } {
  const tree = plantTree(snapshot.user.company);
  const rows = firstOfEach(snapshot.companies, ({ companyId }) => companyId);
  for (const row of rows.values()) addRow(tree, row, 'tree');
  for (const { companyId, parentId } of rows.values()) {
    if (typeof parentId === 'string' && (tree.rows.has(parentId) || parentId === tree.own.id)) hang(tree, companyId, parentId);
  }
  const bad = snapshot.bad.filter(({ list }) => list === 'companies');
  const mayBeBad = (parentId: string) => bad.some(({ id }) => id === null || id.toLowerCase() === parentId);
  const unsure = orphansOf(tree).filter((id) => {
    const parentId = rows.get(id)?.parentId;
    return typeof parentId === 'string' && (tree.rows.has(parentId) || mayBeBad(parentId));
  });
  const problems = unsure.map((id) => leaveOut(tree, id));
  hangUnderOwn(tree);
  return { companies: toReadings(tree), complete: bad.length === 0 && problems.length === 0, problems };
}

function hangUnderOwn(tree: CompanyTree): void {
  if (tree.rows.has(tree.own.id)) for (const id of orphansOf(tree)) hang(tree, id, tree.own.id);
}

function productsOf(license: Ema2SnapshotLicense) {
  return license.bundleProducts.length > 0 ? license.bundleProducts : [license];
}

function toKey(license: Ema2SnapshotLicense): KeyReading {
  const products = productsOf(license).map(({ productCode, productName }) => ({ code: productCode, name: productName }));
  return { publicId: license.publicId, companyUpstreamId: license.companyId, products };
}

/**
 * Ordered units as a usage report would tell them, so that a plan shows what has changed before the details are read. A product
 * that a company has under several licenses is left out: a sum says nothing about any of them, and their details follow at once.
 */
function toOrders(licenses: Iterable<Ema2SnapshotLicense>): OrderReading[] {
  const orders = new Map<string, OrderReading | 'several'>();
  for (const license of licenses) {
    for (const { productCode, productName, quantity } of productsOf(license)) {
      const slot = `${license.companyId} ${productCode}`;
      const type = license.trial === null ? 'unknown' : license.trial ? 'trial' : 'msp';
      const order = { companyUpstreamId: license.companyId, productCode, productName, type, quantity } as const;
      orders.set(slot, orders.has(slot) ? 'several' : order);
    }
  }
  return [...orders.values()].filter((order) => order !== 'several');
}
