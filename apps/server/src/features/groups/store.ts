import type { GroupSegment } from '@licet/contract';
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

/** Where a group stands: the groups from the top in sight down to it, and their names as text, `/All/Companies/…`. */
export interface GroupPath {
  path: string;
  segments: GroupSegment[];
}

export async function selectPath(tx: Tx, id: number): Promise<GroupPath> {
  return pathOf(await selectPaths(tx, [id]), id);
}

/** Paths of groups, as far up as is in sight; with `moves` as they will be once these groups hang elsewhere. */
export async function selectPaths(
  tx: Tx,
  ids: number[] | 'all',
  moves: readonly { id: number; parentId: number }[] = [],
): Promise<Map<number, GroupPath>> {
  const which = ids === 'all' ? sql`true` : sql`id = any(${ids}::integer[])`;
  const moved = sql`json_to_recordset(${JSON.stringify(moves)}::json) as m(id integer, "parentId" integer)`;
  const hung =
    moves.length === 0
      ? sql`groups`
      : sql`(select g.id, coalesce(m."parentId", g.parent_id) as parent_id, g.kind, g.name from groups g left join ${moved} on m.id = g.id)`;
  const { rows } = await sql<{ id: number; kinds: GroupSegment['kind'][]; names: string[] }>`
    with recursive up as (
      select id, parent_id, array[kind] as kinds, array[name] as names from ${hung} g where ${which}
      union all select u.id, g.parent_id, g.kind || u.kinds, g.name || u.names from up u join ${hung} g on g.id = u.parent_id
    )
    select distinct on (id) id, kinds, names from up order by id, cardinality(names) desc`.execute(tx);
  return new Map(
    rows.map(({ id, kinds, names }) => [
      id,
      { path: names.map((name) => `/${name}`).join(''), segments: kinds.map((kind, i) => ({ kind, name: names[i] ?? '' })) },
    ]),
  );
}

/** The path of one of them; empty for a group out of sight. */
export function pathOf(paths: Map<number, GroupPath>, id: number): GroupPath {
  return paths.get(id) ?? { path: '', segments: [] };
}

/** Names of the groups among these that are in sight. */
export async function selectGroupNames(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{
    id: number;
    name: string;
  }>`select id, name from groups where id = any(${[...new Set(ids)]}::integer[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.name]));
}
