import type { GroupSegment } from '@licet/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { accountsSeeing, companyRelation, groupRelation } from './relation.ts';

export interface GroupRow {
  id: number;
  parent_id: number | null;
  kind: string;
  name: string;
  setup: string | null;
  company_status: string | null;
}

/** The tree in sight; a group whose parent is out of sight stands at the top. */
export async function selectGroups(tx: Tx, purpose: 'computers' | 'access', asOf?: Date): Promise<GroupRow[]> {
  const kinds = purpose === 'access' ? sql`true` : sql`g.kind <> 'shared-objects'`;
  const { rows } = await sql<GroupRow>`
    with hung as materialized (select * from ${groupRelation(asOf)} g)
    select g.id, p.id as parent_id, g.kind, g.name, g.setup, g.company_status
    from hung g left join hung p on p.id = g.parent_id where ${kinds} order by g.name, g.id`.execute(tx);
  return rows;
}

export interface GroupDetailRow extends GroupRow {
  company_id: number | null;
  upstream_id: string | null;
  type: number | null;
  custom_identifier: string | null;
  accounts: string[];
  groups: number;
  /** Null in the past, as what follows. */
  pools: number | null;
  licenses: number | null;
  users: number | null;
}

export async function selectGroup(tx: Tx, id: number, asOf?: Date): Promise<GroupDetailRow | undefined> {
  const counts = asOf
    ? sql`null as pools, null as licenses, null as users`
    : sql`
      (select count(*)::int from pools o where o.access_group_id = g.id
        and exists (select from licenses l where l.pool_id = o.id and l.gone_at is null)) as pools,
      (select count(*)::int from licenses l where l.access_group_id = g.id and l.gone_at is null) as licenses,
      (select count(*)::int from users u where u.home_group_id = g.id) as users`;
  const { rows } = await sql<GroupDetailRow>`
    with hung as ${asOf ? sql`materialized` : sql`not materialized`} (select * from ${groupRelation(asOf)} g)
    select g.id, p.id as parent_id, g.kind, g.name, g.setup, g.company_status, c.id as company_id, c.upstream_id, c.type, c.custom_identifier,
      ${accountsSeeing(sql`c.id`, asOf)} as accounts, (select count(*)::int from hung k where k.parent_id = g.id) as groups, ${counts}
    from hung g left join hung p on p.id = g.parent_id left join ${companyRelation(asOf)} c on c.id = g.company_id
    where g.id = ${id}`.execute(tx);
  return rows[0];
}

/** Where a group stands: the groups from the top in sight down to it, and their names as text, `/All/Companies/…`. */
export interface GroupPath {
  path: string;
  segments: GroupSegment[];
}

export async function selectPath(tx: Tx, id: number, asOf?: Date): Promise<GroupPath> {
  return pathOf(await selectPaths(tx, [id], { asOf }), id);
}

/** Paths of groups, as far up as is in sight: now, as of a moment, or as they will be once the groups of `moves` hang elsewhere. */
export async function selectPaths(
  tx: Tx,
  ids: number[] | 'all',
  { asOf, moves = [] }: { asOf?: Date | undefined; moves?: readonly { id: number; parentId: number }[] } = {},
): Promise<Map<number, GroupPath>> {
  const which = ids === 'all' ? sql`true` : sql`id = any(${ids}::integer[])`;
  const moved = sql`json_to_recordset(${JSON.stringify(moves)}::json) as m(id integer, "parentId" integer)`;
  const then = asOf
    ? sql`materialized (select id, parent_id, kind, name from ${groupRelation(asOf)} g)`
    : sql`not materialized (select g.id, ${moves.length === 0 ? sql`g.parent_id` : sql`coalesce(m."parentId", g.parent_id) as parent_id`}, g.kind, g.name
      from groups g ${moves.length === 0 ? sql`` : sql`left join ${moved} on m.id = g.id`})`;
  const { rows } = await sql<{ id: number; kinds: GroupSegment['kind'][]; names: string[] }>`
    with recursive hung as ${then},
    up as (
      select id, parent_id, array[kind] as kinds, array[name] as names from hung where ${which}
      union all select u.id, g.parent_id, g.kind || u.kinds, g.name || u.names from up u join hung g on g.id = u.parent_id
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
