import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { accountsSeeing, groupRelation, momentOf } from '../groups/relation.ts';
import { conditionOf } from '../licenses/filter.ts';
import type { ScopedFilter } from '../licenses/filter.ts';
import { licenseRelation } from '../licenses/relation.ts';
import { wantedIn } from '../licenses/past-relation.ts';

export interface PoolListRow {
  id: number;
  name: string;
  license_user_kind: string;
  company_upstream_id: string | null;
  /** Where it stands today: what rights go by. */
  access_group_id: number;
  /** Where it stood at the moment of the list. */
  stood_in: number;
  group_name: string | null;
  licenses: number;
  quantity: number | null;
  usage: number | null;
  unknown_quantity: number;
  unknown_usage: number;
  state: string;
  accounts: string[];
}

export interface PoolQuery extends ScopedFilter {
  sort: 'name' | 'licenses' | 'quantity' | 'usage';
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

/** Pools with at least one license that matches, summed over those that match. */
export async function selectPools(tx: Tx, query: PoolQuery): Promise<{ rows: PoolListRow[]; total: number }> {
  const asOf = momentOf(query.filter.asOf);
  const direction = query.order === 'asc' ? sql`asc` : sql`desc nulls last`;
  const { rows } = await sql<PoolListRow & { total: number }>`
    with summed as (
      select r.pool_id as id, min(r.license_user) as license_user, min(r.license_user_kind) as license_user_kind, min(r.company_id) as company_id, min(r.stood_in) as stood_in,
        count(distinct r.license_id) as licenses, sum(r.quantity)::integer as quantity, sum(r.usage)::integer as usage,
        count(*) filter (where r.quantity is null) as unknown_quantity, count(*) filter (where r.usage is null) as unknown_usage,
        min(array_position(${severity}, r.state)) as state
      from ${licenseRelation(asOf, wantedIn(query.groups))} r where ${conditionOf(query)} group by r.pool_id
    ),
    named as (
      select s.*, case when p.company_id is null then coalesce(a.login, 'Portal account') else s.license_user end as name, p.access_group_id, p.company_id is null as of_account
      from summed s join pools p on p.id = s.id left join portal_accounts a on a.id = p.account_id
    ),
    page as (
      select n.*, count(*) over () as total from named n order by n.${sql.ref(query.sort)} ${direction}, n.id offset ${query.offset} limit ${query.limit}
    )
    select n.id, n.name, n.license_user_kind, n.access_group_id, n.stood_in, n.licenses, n.quantity, n.usage, n.unknown_quantity, n.unknown_usage,
      (${severity})[n.state] as state, n.total, g.name as group_name, case when n.of_account then null else c.upstream_id end as company_upstream_id,
      ${accountsSeeing(sql`n.company_id`, asOf)} as accounts
    from page n left join companies c on c.id = n.company_id left join ${asOf ? groupRelation(asOf) : sql`groups`} g on g.id = n.stood_in
    order by n.${sql.ref(query.sort)} ${direction}, n.id`.execute(tx);
  return { rows, total: rows[0]?.total ?? (query.offset === 0 ? 0 : await countPools(tx, query, asOf)) };
}

async function countPools(tx: Tx, scoped: ScopedFilter, asOf: Date | undefined): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct r.pool_id) as n from ${licenseRelation(asOf, wantedIn(scoped.groups))} r where ${conditionOf(scoped)}`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** License states, the worst first: a pool shows the worst of its licenses. */
const severity = sql`array['error', 'warning', 'suspended', 'obsolete', 'unknown', 'normal']`;

export interface PoolRow {
  id: number;
  access_group_id: number;
  company_id: number | null;
  name: string;
}

/** The pool; undefined when it is out of sight. An account's is not called by the login: its name goes into what customers read. */
export async function selectPool(tx: Tx, id: number): Promise<PoolRow | undefined> {
  return tx
    .selectFrom('pools as p')
    .leftJoin('companies as c', 'c.id', 'p.company_id')
    .select(['p.id', 'p.access_group_id', 'p.company_id', sql<string>`coalesce(c.name, 'Portal account')`.as('name')])
    .where('p.id', '=', id)
    .executeTakeFirst();
}

/** Moves the pool; licenses, shares and history follow by the foreign keys. False when it is not where it was any more. */
export async function updateAccessGroup(tx: Tx, id: number, from: number, to: number): Promise<boolean> {
  const result = await tx
    .updateTable('pools')
    .set({ access_group_id: to })
    .where('id', '=', id)
    .where('access_group_id', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertMove(
  tx: Tx,
  move: { poolId: number; from: number; to: number; companyId: number | null; userId: number; now: Date },
): Promise<void> {
  await tx
    .insertInto('changes')
    .values({
      at: move.now,
      user_id: move.userId,
      kind: 'pool-moved',
      company_id: move.companyId,
      pool_id: move.poolId,
      access_group_id: move.to,
      before: JSON.stringify({ accessGroupId: move.from }),
      after: JSON.stringify({ accessGroupId: move.to }),
    })
    .execute();
}

export async function countPoolLicenses(tx: Tx, id: number): Promise<number> {
  const row = await tx
    .selectFrom('licenses')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('pool_id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}
