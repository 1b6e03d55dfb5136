import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface RunShare {
  group_id: number;
  /** What the changes are about: licenses, or companies and their groups. */
  function: 'licenses' | 'groups-and-computers';
  /** How many changes of each kind. */
  kinds: Record<string, number>;
  /** SHA-256, hexadecimal, over the changes as lines in the order of their ids: what history says can be held against it. */
  digest: string;
}

/** What a run changed, a share for each access group and function. */
export async function selectRunShares(tx: Tx, runId: number): Promise<RunShare[]> {
  const { rows } = await sql<RunShare>`
    with mine as (
      select id, kind, coalesce(access_group_id, group_id) as group_id,
        case when access_group_id is null then 'groups-and-computers' else 'licenses' end as function,
        concat_ws('|', id, kind, company_id, license_id, share_id, before, after) as line
      from changes where run_id = ${runId}
    ),
    counted as (
      select group_id, function, json_object_agg(kind, n) as kinds
      from (select group_id, function, kind, count(*)::int as n from mine group by group_id, function, kind) k group by group_id, function
    ),
    digested as (
      select group_id, function, encode(sha256(convert_to(string_agg(line, E'\n' order by id), 'UTF8')), 'hex') as digest
      from mine group by group_id, function
    )
    select c.group_id, c.function, c.kinds, d.digest from counted c join digested d using (group_id, function)`.execute(tx);
  return rows;
}

export async function selectRunStarter(tx: Tx, runId: number): Promise<{ userId: number | null; login: string | null }> {
  const row = await tx
    .selectFrom('sync_runs as r')
    .leftJoin('users as u', 'u.id', 'r.user_id')
    .select(['r.user_id as userId', 'u.login'])
    .where('r.id', '=', runId)
    .executeTakeFirst();
  return { userId: row?.userId ?? null, login: row?.login ?? null };
}
