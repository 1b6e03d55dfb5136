import type { AuditChain, AuditEntry } from '@licet/contract';
import { stringify } from 'csv-stringify/sync';
import type { Context } from '../../context.ts';
import { csvDialect } from '../../csv.ts';
import type { Actor } from '../../http/actor.ts';
import { countEntries, selectChains, selectEntries, selectLinks } from './store.ts';
import type { AuditFilter, EntryRow } from './store.ts';

export async function listAudit(ctx: Context, actor: Actor, query: AuditFilter & { offset: number; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectEntries(tx, query, query)).map(entryView),
    total: await countEntries(tx, query),
  }));
}

const MOST_LINES = 100_000;

/** All pages as CSV; what a spreadsheet would take for a formula is quoted as text. */
export async function auditCsv(ctx: Context, actor: Actor, filter: AuditFilter): Promise<string> {
  const rows = await ctx.db.read(actor.sight, (tx) => selectEntries(tx, filter, { offset: 0, limit: MOST_LINES }));
  const lines = rows.map(entryView).map((entry) => ({
    at: entry.at,
    by: entry.by?.login ?? '',
    customer: entry.group.name,
    action: entry.action,
    subject: entry.subject.name,
    before: entry.before ? JSON.stringify(entry.before) : '',
    after: entry.after ? JSON.stringify(entry.after) : '',
    request: entry.request ?? '',
    run: entry.run ?? '',
  }));
  return stringify(lines, csvDialect);
}

export async function exportAudit(ctx: Context, actor: Actor, groupId: string | undefined) {
  return ctx.db.read(actor.sight, async (tx) => {
    const chains: AuditChain[] = [];
    for (const chain of await selectChains(tx, groupId === undefined ? undefined : Number(groupId)))
      chains.push({
        id: String(chain.id),
        group: { id: String(chain.group_id), name: chain.name },
        function: chain.function as AuditChain['function'],
        entries: chain.entries,
        hash: chain.hash,
        links: await selectLinks(tx, chain.id),
      });
    return { exportedAt: ctx.now().toISOString(), chains };
  });
}

function entryView(row: EntryRow): AuditEntry {
  const body = JSON.parse(row.body) as Pick<AuditEntry, 'at' | 'by' | 'action' | 'subject' | 'before' | 'after' | 'request' | 'run'>;
  return {
    id: String(row.id),
    chain: String(row.chain_id),
    seq: row.seq,
    group: { id: String(row.group_id), name: row.group_name },
    function: row.function as AuditEntry['function'],
    ...body,
  };
}
