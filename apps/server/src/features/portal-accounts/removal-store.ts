import type { Plan } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { gapsUntil } from '../groups/relation.ts';
import type { Because } from '../sync/because.ts';
import { reasonColumns } from '../sync/because.ts';

/** Names for what a removal takes: pools with the licenses that go, and groups that no account sees any more. */
export async function selectRemovalNames(
  tx: Tx,
  licenseIds: number[],
  goneCompanies: string[],
  keptCompanies: string[],
  accountId: number,
) {
  const pools = await sql<{ id: number; name: string; licenses: number }>`
    select p.id, coalesce(min(c.name), min(a.login)) as name, count(*)::int as licenses
    from licenses l join pools p on p.id = l.pool_id left join companies c on c.id = p.company_id left join portal_accounts a on a.id = p.account_id
    where l.id = any(${licenseIds}::bigint[]) group by p.id order by name, p.id`.execute(tx);
  const groups = await sql<{ id: number; name: string }>`
    select g.id, g.name from companies c join groups g on g.id = c.group_id where c.upstream_id = any(${goneCompanies}) order by g.name, g.id`.execute(
    tx,
  );
  const kept = await sql<{ name: string; seen_by: string }>`
    select c.name, string_agg(a.login, ', ' order by a.login) as seen_by
    from companies c join company_sightings s on s.company_id = c.id and s.gone_at is null and s.account_id <> ${accountId}
    join portal_accounts a on a.id = s.account_id
    where c.upstream_id = any(${keptCompanies}) group by c.id, c.name order by c.name`.execute(tx);
  const installers = await sql<{ id: number; name: string }>`
    select i.id, i.name from shares s join installers i on i.share_id = s.id and i.revoked_at is null
    where s.license_id = any(${licenseIds}::bigint[]) order by i.name, i.id`.execute(tx);
  return { pools: pools.rows, groups: groups.rows, kept: kept.rows, installers: installers.rows };
}

export async function selectCompanyIds(tx: Tx, upstreamIds: string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from companies where upstream_id = any(${upstreamIds})`.execute(tx);
  return rows.map((row) => row.id);
}

/** Links the account again and with it what it saw until the moment of its removal. */
export async function reviveAccount(tx: Tx, accountId: number, now: Date): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    with was as (select id, removed_at from portal_accounts where id = ${accountId} for update),
    companies as (
      update company_sightings set gone_at = null, gaps = ${gapsUntil(now)} from was where account_id = was.id and gone_at = was.removed_at
    ),
    keys as (
      update license_sightings s set gone_at = null from was where s.account_id = was.id and s.gone_at = was.removed_at
    )
    update portal_accounts a set removed_at = null, next_run_at = case when file_taken_at is null then ${now}::timestamptz end from was where a.id = was.id returning a.revision`.execute(
    tx,
  );
  return (rows[0] as { revision: number }).revision;
}

type SeenCompany = Plan['sightings']['companies'][number];

/** The companies that the account sees, as it reads them: with the company above each. */
export async function selectSeenCompanies(tx: Tx, accountId: number): Promise<SeenCompany[]> {
  const { rows } = await sql<SeenCompany>`
    select c.upstream_id as "upstreamId", p.upstream_id as "parentUpstreamId"
    from company_sightings s join companies c on c.id = s.company_id left join companies p on p.id = s.parent_company_id
    where s.account_id = ${accountId} and s.gone_at is null order by c.id`.execute(tx);
  return rows;
}

/** Those among licenses and companies that are still gone but for this account: others another account has brought back. */
export async function selectStillGone(tx: Tx, accountId: number, licenseIds: string[], upstreamIds: string[]) {
  const licenses = await sql<{ id: number }>`
    select id from licenses where id = any(${licenseIds}::bigint[]) and gone_at is not null order by id`.execute(tx);
  const companies = await sql<{ upstream_id: string }>`
    select c.upstream_id from companies c where c.upstream_id = any(${upstreamIds}) and not exists (
      select from company_sightings s where s.company_id = c.id and s.gone_at is null and s.account_id <> ${accountId}
    ) order by c.id`.execute(tx);
  return { licenses: licenses.rows.map((row) => String(row.id)), companies: companies.rows.map((row) => row.upstream_id) };
}

/** Whether the secrets of a removed account are forgotten; the account is held until the end of the transaction. */
export async function isPurged(tx: Tx, accountId: number): Promise<boolean> {
  const row = await tx.selectFrom('portal_accounts').select('purged_at').where('id', '=', accountId).forUpdate().executeTakeFirst();
  return row?.purged_at !== null;
}

/** Forgets the secrets, the files and the keys of accounts removed too long ago to be brought back; history and audit stay. */
export async function purgeAccounts(tx: Tx, removedBefore: Date, now: Date): Promise<{ id: number; login: string }[]> {
  const { rows } = await sql<{ id: number; login: string }>`
    update portal_accounts set password_sealed = case when file_taken_at is null then ''::bytea end, purged_at = ${now}
    where removed_at < ${removedBefore} and purged_at is null returning id, login`.execute(tx);
  const ids = rows.map((row) => row.id);
  await sql`delete from account_snapshots where account_id = any(${ids}::integer[])`.execute(tx);
  await sql`delete from license_sightings where account_id = any(${ids}::integer[])`.execute(tx);
  return rows;
}

const removed: Because = { says: 'The account was removed.', reasons: [{ code: 'account-removed', parameters: {} }] };

/** Ends the account: its runs stop, nothing synchronizes it again, and its login can be linked anew. */
export async function endAccount(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx.updateTable('portal_accounts').set({ removed_at: now, next_run_at: null }).where('id', '=', accountId).execute();
  await tx
    .updateTable('sync_runs')
    .set({ state: 'stopped', ...reasonColumns(removed), ended_at: now, plan: null, stop_requested: true })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}
