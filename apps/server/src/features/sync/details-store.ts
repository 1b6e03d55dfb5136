// Which details are due, and what is left when all have been read.
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Which details are due: older than a moment and not tried since another. */
export interface Due {
  olderThan: Date;
  notTriedSince: Date;
}

/**
 * Public ids whose own page should be read now, in the order of need: looked at, suspected, without an owner, never read, oldest.
 * Without those that are being read.
 */
export async function selectDetailsDue(tx: Tx, accountId: number, due: Due & { limit: number; except: string[] }): Promise<string[]> {
  const { rows } = await sql<{ public_id: string }>`
    select g.public_id ${dueFrom(accountId, due)} and g.public_id <> all(${due.except})
    order by g.wanted_at is null, not g.suspect, g.license_id is not null, l.details_at nulls first, g.public_id
    limit ${due.limit}`.execute(tx);
  return rows.map((row) => row.public_id);
}

export async function countDetailsDue(tx: Tx, accountId: number, due: Due): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${dueFrom(accountId, due)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function dueFrom(accountId: number, due: Due) {
  return sql`
    from license_sightings g left join licenses l on l.id = g.license_id
    where g.account_id = ${accountId} and g.gone_at is null
      and (g.license_id is null or g.suspect or g.wanted_at is not null or l.details_at is null or l.details_at < ${due.olderThan})
      and (g.tried_at is null or g.tried_at < ${due.notTriedSince} or g.wanted_at > g.tried_at)`;
}

/** Notes keys whose own page could not be read, so that they wait for the next run. */
export async function noteTried(tx: Tx, accountId: number, publicIds: string[], now: Date): Promise<void> {
  await sql`
    update license_sightings set tried_at = ${now}, wanted_at = null
    where account_id = ${accountId} and public_id = any(${publicIds})`.execute(tx);
}

/** Whether licenses are left that only the usage report knows, although every key of the account has found its owner. */
export async function hasLeftPlaceholders(tx: Tx, accountId: number): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (
      select from licenses l join company_sightings s on s.company_id = l.company_id and s.account_id = ${accountId} where l.public_id is null and l.gone_at is null
    ) and not exists (
      select from license_sightings g where g.account_id = ${accountId} and g.gone_at is null and g.license_id is null
    ) as left`.execute(tx);
  return rows[0]?.left ?? false;
}
