import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

interface NewEntry {
  group: number;
  function: string;
  user: number | null;
  at: string;
  action: string;
  subject: string;
  body: string;
}

export async function appendAudit(tx: Tx, entries: NewEntry[]): Promise<void> {
  await sql`select append_audit(${JSON.stringify(entries)}::json)`.execute(tx);
}

export interface NearGroup {
  id: number;
  kind: string | null;
  name: string | null;
}

/** Those among groups that belong to the same chain as a group: its readers may read their names, and no others. */
export async function selectSameChain(tx: Tx, groupId: number, others: readonly number[]): Promise<Map<number, NearGroup>> {
  const { rows } = await sql<NearGroup>`
    select o.id, g.kind, g.name from unnest(${[...new Set(others)]}::integer[]) as o(id) left join groups g on g.id = o.id
    where is_within(o.id, company_group_of(${groupId}))`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface EntryRow {
  id: number;
  chain_id: number;
  seq: number;
  group_id: number;
  group_name: string;
  function: string;
  body: string;
}

export interface AuditFilter {
  q?: string | undefined;
  groupId?: string | undefined;
  function?: string | undefined;
  userId?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}

export async function selectEntries(tx: Tx, filter: AuditFilter, page: { offset: number; limit: number }): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.id, e.chain_id, e.seq, e.group_id, c.name as group_name, e.function, e.body
    from audit_entries e join audit_chains c on c.id = e.chain_id where ${conditionOf(filter)}
    order by e.at desc, e.id desc offset ${page.offset} limit ${page.limit}`.execute(tx);
  return rows;
}

export async function countEntries(tx: Tx, filter: AuditFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from audit_entries e where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ q, groupId, function: fn, userId, from, until }: AuditFilter) {
  const all = [
    ...(q ? [sql`fold(e.subject || ' ' || e.action || ' ' || e.body) like search_pattern(${q})`] : []),
    ...(groupId ? [sql`e.group_id = company_group_of(${Number(groupId)})`] : []),
    ...(fn ? [sql`e.function = ${fn}`] : []),
    ...(userId ? [sql`e.user_id = ${Number(userId)}`] : []),
    ...(from ? [sql`e.at >= ${from}`] : []),
    ...(until ? [sql`e.at < ${until}`] : []),
  ];
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

export interface ChainRow {
  id: number;
  group_id: number;
  function: string;
  name: string;
  entries: number;
  hash: string;
}

export async function selectChains(tx: Tx, groupId: number | undefined): Promise<ChainRow[]> {
  const which = groupId === undefined ? sql`true` : sql`group_id = company_group_of(${groupId})`;
  const { rows } = await sql<ChainRow>`
    select id, group_id, function, name, entries, hash from audit_chains where ${which} order by group_id, function`.execute(tx);
  return rows;
}

export async function selectLinks(tx: Tx, chainId: number): Promise<{ seq: number; body: string; hash: string }[]> {
  return tx.selectFrom('audit_entries').select(['seq', 'body', 'hash']).where('chain_id', '=', chainId).orderBy('seq').execute();
}
