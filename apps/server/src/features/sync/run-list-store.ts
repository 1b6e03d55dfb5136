import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Linked accounts in sight; the one asked for, or all. */
export async function selectAccountIds(tx: Tx, accountId: number | undefined): Promise<number[]> {
  const query = tx.selectFrom('portal_accounts').select('id').where('removed_at', 'is', null).orderBy('id');
  const rows = await (accountId === undefined ? query : query.where('id', '=', accountId)).execute();
  return rows.map((row) => row.id);
}

const runs = (tx: Tx) =>
  tx
    .selectFrom('sync_runs as r')
    .innerJoin('portal_accounts as a', 'a.id', 'r.account_id')
    .leftJoin('users as u', 'u.id', 'r.user_id')
    .select([
      'r.id',
      'r.account_id',
      'a.login as account_login',
      'r.trigger',
      'u.login as user_login',
      'r.preview',
      'r.state',
      'r.reason',
      'r.reasons',
      'r.remedy',
    ])
    .select(['r.created_at', 'r.structure_at', 'r.ended_at', 'r.progress', 'r.counts', 'r.units_delta', 'r.problems'])
    .select(sql<boolean>`a.structure_at is not null`.as('synchronized'));
export type RunRow = Awaited<ReturnType<ReturnType<typeof runs>['executeTakeFirstOrThrow']>>;

export async function selectRun(tx: Tx, id: number): Promise<RunRow | undefined> {
  return runs(tx).where('r.id', '=', id).executeTakeFirst();
}

export async function selectRuns(tx: Tx, query: { offset: number; limit: number; accountId: number | undefined }) {
  const { accountId } = query;
  const rows = await runs(tx)
    .$if(accountId !== undefined, (q) => q.where('r.account_id', '=', accountId as number))
    .orderBy('r.id', 'desc')
    .offset(query.offset)
    .limit(query.limit)
    .execute();
  const counted = await tx
    .selectFrom('sync_runs')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .$if(accountId !== undefined, (q) => q.where('account_id', '=', accountId as number))
    .executeTakeFirstOrThrow();
  return { rows, total: counted.n };
}

export interface ChangeRow {
  kind: string;
  company_upstream_id: string | null;
  company_name: string;
  license_id: number | null;
  public_id: string | null;
  product: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** What a run changed, ordered by company. Where groups hang in the end follows from it, and is history's. */
export async function selectRunChanges(tx: Tx, runId: number, query: { offset: number; limit: number; kind?: string | undefined }) {
  const kind = sql`h.kind <> 'group-changed' and ${query.kind === undefined ? sql`true` : sql`h.kind = ${query.kind}`}`;
  const { rows } = await sql<ChangeRow>`
    select h.kind, c.upstream_id as company_upstream_id, coalesce(c.name, '') as company_name, h.license_id, l.public_id, h.before, h.after,
      (select string_agg(s.product_name, ' + ' order by s.id) from shares s where s.license_id = h.license_id and (h.share_id is null or s.id = h.share_id)) as product
    from changes h left join companies c on c.id = h.company_id left join licenses l on l.id = h.license_id
    where h.run_id = ${runId} and ${kind}
    order by c.name, c.id, h.id offset ${query.offset} limit ${query.limit}`.execute(tx);
  const counted = await sql<{ n: number }>`select count(*) as n from changes h where h.run_id = ${runId} and ${kind}`.execute(tx);
  return { rows, total: counted.rows[0]?.n ?? 0 };
}

/** What a waiting plan's changes are about: names for ids. */
export async function selectPlanNames(tx: Tx, licenseIds: number[], upstreamIds: string[]) {
  const licenses = await sql<{ id: number; public_id: string | null; upstream_id: string; company: string; product: string }>`
    select l.id, l.public_id, c.upstream_id, c.name as company,
      (select string_agg(s.product_name, ' + ' order by s.id) from shares s where s.license_id = l.id) as product
    from licenses l join companies c on c.id = l.company_id where l.id = any(${licenseIds}::bigint[])`.execute(tx);
  const companies = await sql<{ upstream_id: string; name: string }>`
    select upstream_id, name from companies where upstream_id = any(${upstreamIds})`.execute(tx);
  return {
    licenses: new Map(licenses.rows.map((row) => [row.id, row])),
    companies: new Map(companies.rows.map((row) => [row.upstream_id, row.name])),
  };
}
