// Doors through which several kinds of things are seen at once.
import type { ExportDocument } from '@licet/contract';
import { expect } from 'vitest';
import type { Seer } from '../world.ts';
import { idsOf, knock, nameOf, rows, rowsOf, standing, text, world } from './rows.ts';
import type { Fn } from './rows.ts';
import { ownLicenses, readsAudit, readsCompany, readsLicenses, readsUser } from './oracle.ts';
import { expectNothingForeign } from './secrets.ts';
import { guarded } from './kinds.ts';
import type { Doors } from './kinds.ts';

/** Who did what the seer may read of: an entry names its doer, who may be out of sight. */
async function doersFor(seer: Seer): Promise<string[]> {
  const entries = (await world.rows('audit_entries')).filter(readsAudit(seer));
  return entries.flatMap((row) => (JSON.parse(text(row, 'body')) as { by: { login: string } | null }).by?.login ?? []);
}

export const acrossDoors: Doors = {
  'GET /api/audit': async (seer, endpoint) => {
    const own = async () => idsOf((await world.rows('audit_entries')).filter(readsAudit(seer)));
    await guarded(seer, endpoint, 'audit', 'read', { query: { limit: 500 } }, (reply) => expect(reply.status).toBe(200));
    if (seer.reach('audit').size === 0) return;
    const doers = await doersFor(seer);
    const reply = await knock(seer, endpoint, { query: { limit: 500 } });
    expect(
      rows<{ id: string }>(reply)
        .map((entry) => entry.id)
        .sort(),
    ).toEqual(await own());
    expect((reply.body as { total: number }).total).toBe((await own()).length);
    expectNothingForeign(seer, reply.text, nameOf(endpoint), doers);
  },
  'GET /api/audit.csv': async (seer, endpoint) => {
    const doers = await doersFor(seer);
    await guarded(seer, endpoint, 'audit', 'read', {}, (reply) => {
      expect(reply.status).toBe(200);
      expectNothingForeign(seer, reply.text, nameOf(endpoint), doers);
    });
  },
  'GET /api/audit/export': async (seer, endpoint) => {
    const doers = await doersFor(seer);
    await guarded(seer, endpoint, 'audit', 'read', {}, (reply) => {
      const { chains } = reply.body as { chains: { group: { id: string }; function: string; entries: number; links: unknown[] }[] };
      for (const chain of chains) {
        expect(seer.reach('audit').has(Number(chain.group.id)) && seer.reach(chain.function as Fn).has(Number(chain.group.id))).toBe(true);
        expect(chain.links).toHaveLength(chain.entries);
      }
      expectNothingForeign(seer, reply.text, nameOf(endpoint), doers);
    });
  },
  'GET /api/export': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const document = reply.body as ExportDocument;
    expect(document.accounts).toEqual([]);
    expect(document.companies.map((one) => one.upstreamId).sort()).toEqual(
      rowsOf('companies', readsCompany(seer))
        .map((row) => text(row, 'upstream_id'))
        .sort(),
    );
    expect(document.pools.map((one) => one.id).sort()).toEqual(idsOf(rowsOf('pools', readsLicenses(seer))));
    // A line of the usage report that turned out to be another license's is no license.
    const lines = new Set(idsOf(rowsOf('licenses', (row) => row['public_id'] === null && row['gone_at'] !== null)));
    const shares = rowsOf('shares', (row) => readsLicenses(seer)(row) && !lines.has(text(row, 'license_id'))).map(
      (row) => `${text(row, 'pool_id')} ${text(row, 'product_code')}`,
    );
    expect(document.licenses.map((one) => `${one.pool} ${one.productCode}`).sort()).toEqual(shares.sort());
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'GET /api/overview': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const { licenses, units, customers, accounts } = reply.body as {
      licenses: { total: number; overUsed: number };
      units: object;
      customers: { total: number };
      accounts: unknown[];
    };
    const shares = rowsOf('shares', (row) => readsLicenses(seer)(row) && standing(row));
    const sum = (column: string) => shares.reduce((so, row) => so + ((row[column] as number | null) ?? 0), 0);
    expect(accounts).toEqual([]);
    expect(licenses.total).toBe(rowsOf('licenses', (row) => readsLicenses(seer)(row) && row['gone_at'] === null).length);
    expect(licenses.overUsed).toBe(shares.filter((row) => (row['usage'] as number) > (row['quantity'] as number)).length);
    expect(units).toEqual({ ordered: sum('quantity'), used: sum('usage') });
    expect(customers.total).toBe(rowsOf('companies', (row) => readsCompany(seer)(row) && row['type'] === 1007).length);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'GET /api/search': async (seer, endpoint) => {
    const words = [
      ...rowsOf('companies', () => true).map((row) => text(row, 'name')),
      ...rowsOf('licenses', () => true).map((row) => text(row, 'public_id')),
      'eset',
      'a',
      'customer-',
      'tag of',
    ];
    for (const q of words) {
      const reply = await knock(seer, endpoint, { query: { q, limit: 50 } });
      const found = reply.body as { companies: { id: string }[]; licenses: { id: string }[]; users: { id: string }[] };
      const within = (ids: { id: string }[], own: string[]) => ids.filter(({ id }) => !own.includes(id));
      expect(within(found.companies, idsOf(rowsOf('companies', readsCompany(seer)))), q).toEqual([]);
      expect(within(found.licenses, ownLicenses(seer)), q).toEqual([]);
      expect(within(found.users, idsOf(rowsOf('users', readsUser(seer)))), q).toEqual([]);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
    const own = rowsOf('companies', readsCompany(seer))[0];
    if (own)
      expect((await knock(seer, endpoint, { query: { q: text(own, 'name') } })).text).toContain(
        text(own, 'upstream_id').length > 0 ? JSON.stringify(text(own, 'name')) : '',
      );
  },
  'GET /api/health': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    expect(Object.keys(reply.body as object).sort()).toEqual(['database', 'status', 'version']);
  },
};
