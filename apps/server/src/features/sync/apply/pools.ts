import type { Plan } from '@licet/domain';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';

/** An account as far as its pools go. */
export interface PooledAccount {
  id: number;
  login: string;
  pooling: string;
  root_upstream_id: string;
}

/** Makes the one pool of an account that has none yet, in the group of the account's company. */
export async function ensureAccountPool(tx: Tx, account: PooledAccount): Promise<void> {
  await sql`
    insert into pools (account_id, access_group_id)
    select ${account.id}::integer, coalesce((select group_id from companies where upstream_id = ${account.root_upstream_id}), (select id from groups where kind = 'companies'))
    on conflict (account_id) do nothing`.execute(tx);
}

/**
 * Under one pool an account, licenses that return come into that pool, wherever an earlier link had left them. Pools that
 * stood for the account's companies or for its earlier links, and hold nothing that stands any more, go into it whole.
 */
export async function settlePools(tx: Tx, account: PooledAccount, plan: Plan): Promise<void> {
  if (account.pooling !== 'account') return;
  const returned = plan.changes.flatMap((change) => (change.kind === 'license-returned' ? [Number(change.licenseId)] : []));
  if (returned.length > 0) {
    await ensureAccountPool(tx, account);
    await rehome(
      tx,
      sql`select l.id, n.id as pool_id, n.access_group_id from licenses l join pools n on n.account_id = ${account.id}
      where l.id = any(${returned}::bigint[]) and l.pool_id <> n.id`,
    );
  }
  const outlived = await selectOutlived(tx, account);
  if (outlived.length === 0) return;
  await ensureAccountPool(tx, account);
  await rehome(
    tx,
    sql`select l.id, n.id as pool_id, n.access_group_id from licenses l join pools n on n.account_id = ${account.id}
    where l.pool_id = any(${outlived}::integer[])`,
  );
  await dropEmptyPools(tx, sql`p.id = any(${outlived}::integer[])`);
}

async function selectOutlived(tx: Tx, account: PooledAccount): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from pools p left join portal_accounts e on e.id = p.account_id
    where not exists (select from licenses l where l.pool_id = p.id and l.gone_at is null) and (
      (e.removed_at is not null and lower(e.login) = lower(${account.login})) or (
        exists (select from company_sightings s where s.company_id = p.company_id and s.account_id = ${account.id} and s.gone_at is null)
        and not exists (
          select from company_sightings s join portal_accounts a on a.id = s.account_id
          where s.company_id = p.company_id and s.gone_at is null and a.removed_at is null and a.pooling = 'company'
        )
      )
    )`.execute(tx);
  return rows.map((row) => row.id);
}

/** Puts licenses, with their shares and their history, into other pools: `homes` gives license, pool and access group. */
export async function rehome(tx: Tx, homes: RawBuilder<unknown>): Promise<void> {
  await sql`create temporary table license_homes on commit drop as ${homes}`.execute(tx);
  for (const [table, id] of [
    ['licenses', 'id'],
    ['shares', 'license_id'],
    ['changes', 'license_id'],
  ] as const) {
    await sql`
      update ${sql.table(table)} t set pool_id = h.pool_id, access_group_id = h.access_group_id from license_homes h where t.${sql.ref(id)} = h.id`.execute(
      tx,
    );
  }
  await sql`drop table license_homes`.execute(tx);
}

/** Takes those of the pools `p` away that hold nothing. What their history says stays, in the group where each stood last. */
export async function dropEmptyPools(tx: Tx, which: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select p.id from pools p where ${which} and not exists (select from licenses l where l.pool_id = p.id)`.execute(tx);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return;
  await sql`update changes set pool_id = null where pool_id = any(${ids}::integer[])`.execute(tx);
  await sql`delete from pools where id = any(${ids}::integer[])`.execute(tx);
}
