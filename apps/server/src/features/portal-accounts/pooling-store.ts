import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { dropEmptyPools, rehome } from '../sync/apply/pools.ts';

/** The pooling now, the account held against others. */
export async function selectPooling(tx: Tx, accountId: number): Promise<string | undefined> {
  const row = await tx.selectFrom('portal_accounts').select('pooling').where('id', '=', accountId).forUpdate().executeTakeFirst();
  return row?.pooling;
}

/** Companies of the account that another linked account sees as well, by name. */
export async function selectSharedCompanies(tx: Tx, accountId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.name from companies c join company_sightings s on s.company_id = c.id and s.account_id = ${accountId} and s.gone_at is null
    where exists (select from company_sightings o where o.company_id = c.id and o.account_id <> ${accountId} and o.gone_at is null) order by c.name`.execute(
    tx,
  );
  return rows.map((row) => row.name);
}

/** The access groups that pools of the account's companies stand in. */
export async function selectPoolGroups(tx: Tx, accountId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct l.access_group_id as id from licenses l join company_sightings s on s.company_id = l.company_id and s.account_id = ${accountId}`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

/** Splits the account's pool: each company's licenses into a pool of their own, in the access group where the pool stood. */
export async function splitPool(tx: Tx, accountId: number): Promise<void> {
  await sql`
    insert into pools (company_id, access_group_id)
    select distinct l.company_id, p.access_group_id from licenses l join pools p on p.id = l.pool_id where p.account_id = ${accountId}
    on conflict (company_id) do nothing`.execute(tx);
  await rehome(
    tx,
    sql`select l.id, n.id as pool_id, n.access_group_id from licenses l join pools p on p.id = l.pool_id and p.account_id = ${accountId}
    join pools n on n.company_id = l.company_id`,
  );
  await dropEmptyPools(tx, sql`p.account_id = ${accountId}`);
}

/** Joins the pools of the account's companies into one, in the access group that they all stand in. */
export async function joinPools(tx: Tx, accountId: number, accessGroupId: number): Promise<void> {
  await sql`
    insert into pools (account_id, access_group_id) values (${accountId}, ${accessGroupId})
    on conflict (account_id) do update set access_group_id = excluded.access_group_id`.execute(tx);
  await rehome(
    tx,
    sql`select l.id, n.id as pool_id, n.access_group_id from licenses l join company_sightings s on s.company_id = l.company_id and s.account_id = ${accountId}
    join pools n on n.account_id = ${accountId}`,
  );
  await dropEmptyPools(tx, sql`p.company_id in (select company_id from company_sightings where account_id = ${accountId})`);
}

/** Notes the new pooling. Plans made for the old one are outdated by it. */
export async function updatePooling(tx: Tx, account: { id: number; from: string; to: string; userId: number; now: Date }): Promise<void> {
  await sql`update portal_accounts set pooling = ${account.to}, revision = revision + 1 where id = ${account.id}`.execute(tx);
  await tx
    .insertInto('changes')
    .values({
      at: account.now,
      user_id: account.userId,
      kind: 'pooling-changed',
      group_id: 1,
      before: JSON.stringify({ account: account.id, pooling: account.from }),
      after: JSON.stringify({ account: account.id, pooling: account.to }),
    })
    .execute();
}
