import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface GroupRow {
  id: number;
  parent_id: number | null;
  kind: string;
  name: string;
  setup: string | null;
  company_status: string | null;
}

/** A company's setup state; `unlinked` is worked out: no linked account sees it any more. Of the company called `c`. */
export const companySetup = sql<string | null>`case
  when c.id is null then null
  when c.setup = 'archived' then 'archived'
  when company_is_linked(c.id) then c.setup
  else 'unlinked' end`;

/** The tree in sight; a group whose parent is out of sight stands at the top. */
export async function selectGroups(tx: Tx, purpose: 'computers' | 'access'): Promise<GroupRow[]> {
  const kinds = purpose === 'access' ? sql`true` : sql`g.kind <> 'shared-objects'`;
  const { rows } = await sql<GroupRow>`
    select g.id, p.id as parent_id, g.kind, g.name, ${companySetup} as setup, c.status as company_status
    from groups g left join groups p on p.id = g.parent_id left join companies c on c.group_id = g.id
    where ${kinds} order by g.name, g.id`.execute(tx);
  return rows;
}

export interface GroupDetailRow extends GroupRow {
  company_id: number | null;
  upstream_id: string | null;
  type: number | null;
  custom_identifier: string | null;
  accounts: string[];
  groups: number;
  pools: number;
  licenses: number;
  users: number;
}

export async function selectGroup(tx: Tx, id: number): Promise<GroupDetailRow | undefined> {
  const { rows } = await sql<GroupDetailRow>`
    select g.id, p.id as parent_id, g.kind, g.name, ${companySetup} as setup, c.status as company_status,
      c.id as company_id, c.upstream_id, c.type, c.custom_identifier,
      array(select a.login from company_sightings s join portal_accounts a on a.id = s.account_id
        where s.company_id = c.id and s.gone_at is null and a.removed_at is null order by a.login) as accounts,
      (select count(*)::int from groups k where k.parent_id = g.id) as groups,
      (select count(*)::int from pools o where o.access_group_id = g.id
        and exists (select from licenses l where l.pool_id = o.id and l.gone_at is null)) as pools,
      (select count(*)::int from licenses l where l.access_group_id = g.id and l.gone_at is null) as licenses,
      (select count(*)::int from users u where u.home_group_id = g.id) as users
    from groups g left join groups p on p.id = g.parent_id left join companies c on c.group_id = g.id
    where g.id = ${id}`.execute(tx);
  return rows[0];
}

/** The names from the top in sight down to the group, as a path. */
export async function selectPath(tx: Tx, id: number): Promise<string> {
  const paths = await selectPaths(tx, [id]);
  return paths.get(id) ?? '';
}

/** Paths of groups, `/All/Companies/…`, as far up as is in sight. */
export async function selectPaths(tx: Tx, ids: number[] | 'all'): Promise<Map<number, string>> {
  const which = ids === 'all' ? sql`true` : sql`id = any(${ids}::integer[])`;
  const { rows } = await sql<{ id: number; path: string }>`
    with recursive up as (
      select id, parent_id, '/' || name as path from groups where ${which}
      union all select u.id, g.parent_id, '/' || g.name || u.path from up u join groups g on g.id = u.parent_id
    )
    select distinct on (id) id, path from up order by id, length(path) desc`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.path]));
}
