import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface AccountRow {
  id: number;
  login: string;
  kinds: string[];
  root_upstream_id: string;
  root_name: string;
  root_type: number | null;
  pooling: string;
  policy: string;
  managed_tags: boolean;
  state: string;
  state_reason: string | null;
  state_reasons: unknown;
  structure_at: Date | null;
  next_run_at: Date | null;
  file_taken_at: Date | null;
  access_group_id: number;
  companies: number;
  licenses: number;
  details_read: number;
  oldest_details_at: Date | null;
  current_run_id: number | null;
}

/** Linked accounts in sight with what they hold; the one asked for, or all. */
export async function selectAccounts(tx: Tx, id?: number): Promise<AccountRow[]> {
  const one = id === undefined ? sql`true` : sql`a.id = ${id}`;
  const { rows } = await sql<AccountRow>`
    select a.id, a.login, a.kinds, a.root_upstream_id, a.root_name, a.root_type, a.pooling, a.policy, a.managed_tags, a.state, a.state_reason, a.state_reasons, a.structure_at, a.next_run_at, a.file_taken_at,
      a.access_group_id, c.companies, l.licenses, l.details_read, l.oldest_details_at,
      (select max(r.id) from sync_runs r where r.account_id = a.id and r.state in ('queued', 'reading', 'applying', 'details', 'planned', 'held')) as current_run_id
    from portal_accounts a
    cross join lateral (select count(*)::int as companies from company_sightings s where s.account_id = a.id and s.gone_at is null) c
    cross join lateral (
      select count(*)::int as licenses, count(l.details_at)::int as details_read,
        case when bool_and(l.details_at is not null) then min(l.details_at) end as oldest_details_at
      from license_sightings g left join licenses l on l.id = g.license_id where g.account_id = a.id and g.gone_at is null
    ) l
    where a.removed_at is null and ${one}
    order by a.id`.execute(tx);
  return rows;
}

export async function insertAccount(
  tx: Tx,
  account: {
    login: string;
    kinds: string[];
    /** Null with `file_taken_at` for an account of a file. */
    password_sealed: Buffer | null;
    file_taken_at: Date | null;
    root_upstream_id: string;
    root_name: string;
    root_type: number | null;
    pooling: string;
    managed_tags: boolean;
    next_run_at: Date | null;
  },
): Promise<number | undefined> {
  const row = await tx
    .insertInto('portal_accounts')
    .values(account)
    .onConflict((conflict) =>
      conflict
        .expression(sql`lower(login)`)
        .where('removed_at', 'is', null)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function selectLogin(
  tx: Tx,
  id: number,
): Promise<{ login: string; pooling: string; policy: string; managedTags: boolean; fileTakenAt: Date | null } | undefined> {
  return tx
    .selectFrom('portal_accounts')
    .select(['login', 'pooling', 'policy', 'managed_tags as managedTags', 'file_taken_at as fileTakenAt'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

export async function isLinked(tx: Tx, login: string): Promise<boolean> {
  const row = await tx
    .selectFrom('portal_accounts')
    .select('id')
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateSettings(
  tx: Tx,
  id: number,
  settings: { policy?: string; managed_tags?: boolean; password_sealed?: Buffer },
): Promise<void> {
  if (Object.keys(settings).length > 0) await tx.updateTable('portal_accounts').set(settings).where('id', '=', id).execute();
}

/** Earlier links of a login that were removed. */
export async function selectRemovedIds(tx: Tx, login: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('portal_accounts')
    .select('id')
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .where('removed_at', 'is not', null)
    .execute();
  return rows.map((row) => row.id);
}
