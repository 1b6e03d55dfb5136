import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface SetRow {
  id: number;
  name: string;
  access_group_id: number;
  access_group_name: string | null;
  groups: { id: string; name: string }[];
  rights: { function: string; level: string }[];
  users: number;
  reaches_all: boolean;
  made_as: string | null;
}

export interface SetFilter {
  ids?: number[] | undefined;
  q?: string | undefined;
}

export async function selectSets(tx: Tx, filter: SetFilter, page = { offset: 0, limit: 500 }): Promise<SetRow[]> {
  const { rows } = await sql<SetRow>`
    select p.id, p.name, p.access_group_id, g.name as access_group_name, p.made_as,
      (select coalesce(json_agg(json_build_object('id', x.group_id::text, 'name', coalesce(n.name, '')) order by n.name), '[]')
       from permission_set_groups x left join groups n on n.id = x.group_id where x.permission_set_id = p.id) as groups,
      (select coalesce(json_agg(json_build_object('function', r.function, 'level', r.level) order by r.function), '[]')
       from permission_set_rights r where r.permission_set_id = p.id) as rights,
      (select count(*)::int from user_permission_sets m join users u on u.id = m.user_id where m.permission_set_id = p.id) as users,
      exists (select from permission_set_groups x where x.permission_set_id = p.id and x.group_id = 1) as reaches_all
    from permission_sets p left join groups g on g.id = p.access_group_id
    where ${conditionOf(filter)} order by lower(p.name), p.id offset ${page.offset} limit ${page.limit}`.execute(tx);
  return rows;
}

export async function countSets(tx: Tx, filter: SetFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from permission_sets p where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ ids, q }: SetFilter) {
  const all = [
    ...(ids === undefined ? [] : [sql`p.id = any(${ids}::integer[])`]),
    ...(q ? [sql`fold(p.name) like search_pattern(${q})`] : []),
  ];
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

export interface NewSet {
  name: string;
  accessGroupId: number;
  groupIds: number[];
  rights: { function: string; level: string }[];
  companyId?: number;
  madeAs?: 'home' | 'shared-above';
}

export async function insertSet(tx: Tx, set: NewSet): Promise<number> {
  const { id } = await tx
    .insertInto('permission_sets')
    .values({ name: set.name, access_group_id: set.accessGroupId, company_id: set.companyId ?? null, made_as: set.madeAs ?? null })
    .returning('id')
    .executeTakeFirstOrThrow();
  await replaceSetGroups(tx, id, set.groupIds);
  await replaceSetRights(tx, id, set.rights);
  return id;
}

/** Holds a set until the end of the transaction. */
export async function lockSet(tx: Tx, id: number): Promise<void> {
  await sql`select from permission_sets where id = ${id} for update`.execute(tx);
}

export async function updateSet(tx: Tx, id: number, set: { name?: string; access_group_id?: number; made_as?: null }): Promise<void> {
  if (Object.keys(set).length > 0) await tx.updateTable('permission_sets').set(set).where('id', '=', id).execute();
}

export async function replaceSetGroups(tx: Tx, id: number, groupIds: number[]): Promise<void> {
  await tx.deleteFrom('permission_set_groups').where('permission_set_id', '=', id).execute();
  await sql`
    insert into permission_set_groups (permission_set_id, group_id)
    select ${id}::integer, unnest(${[...new Set(groupIds)]}::integer[])`.execute(tx);
}

export async function replaceSetRights(tx: Tx, id: number, rights: { function: string; level: string }[]): Promise<void> {
  await tx.deleteFrom('permission_set_rights').where('permission_set_id', '=', id).execute();
  const unlike = [...new Map(rights.map((right) => [right.function, right])).values()];
  await tx
    .insertInto('permission_set_rights')
    .values(unlike.map((right) => ({ permission_set_id: id, ...right })))
    .execute();
}

/** Removes the set when no user at all holds it; false when one does. */
export async function deleteSet(tx: Tx, id: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`select set_is_held(${id}) as held`.execute(tx);
  if (rows[0]?.held) return false;
  await tx.deleteFrom('permission_sets').where('id', '=', id).execute();
  return true;
}

export interface FollowedSet {
  id: number;
  name: string;
  access_group_id: number;
  /** Ids of its groups. */
  before: number[];
  after: number[];
}

/**
 * Sets on the Shared Objects above a company follow the company to where it hangs now (R41, R13). Only those that a setup made and
 * nobody has changed since. Answers those that change.
 */
export async function followSharedObjects(tx: Tx): Promise<FollowedSet[]> {
  const { rows } = await sql<FollowedSet>`
    with sets as (
      select p.id, p.name, p.access_group_id, array(select group_id from permission_set_groups g where g.permission_set_id = p.id order by 1) as before,
        array(select above from shared_objects_above(c.group_id) above order by 1) as after
      from permission_sets p join companies c on c.id = p.company_id where p.made_as = 'shared-above' and c.group_id is not null
    ),
    changed as materialized (select * from sets where before <> after),
    gone as (
      delete from permission_set_groups g using changed s where g.permission_set_id = s.id and g.group_id <> all(s.after)
    ),
    given as (
      insert into permission_set_groups (permission_set_id, group_id) select id, unnest(after) from changed on conflict do nothing
    )
    select * from changed order by id`.execute(tx);
  return rows;
}
