import type { Grant } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface UserRow {
  id: number;
  login: string;
  name: string;
  enabled: boolean;
  home_group_id: number;
  home_group_name: string | null;
  permission_sets: { id: string; name: string }[];
}

export async function selectUsers(tx: Tx, id?: number): Promise<UserRow[]> {
  const one = id === undefined ? sql`true` : sql`u.id = ${id}`;
  const { rows } = await sql<UserRow>`
    select u.id, u.login, u.name, u.enabled, u.home_group_id, g.name as home_group_name,
      (select coalesce(json_agg(json_build_object('id', p.id::text, 'name', p.name) order by p.name), '[]')
       from user_permission_sets m join permission_sets p on p.id = m.permission_set_id where m.user_id = u.id) as permission_sets
    from users u left join groups g on g.id = u.home_group_id
    where ${one} order by lower(u.login)`.execute(tx);
  return rows;
}

export async function insertUser(
  tx: Tx,
  user: { login: string; name: string; password_hash: string; home_group_id: number; language: string },
): Promise<number | undefined> {
  const row = await tx
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.expression(sql`lower(login)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function updateUser(tx: Tx, id: number, user: { enabled?: boolean; password_hash?: string }): Promise<void> {
  if (Object.keys(user).length > 0) await tx.updateTable('users').set(user).where('id', '=', id).execute();
}

export async function replaceUserSets(tx: Tx, userId: number, setIds: number[]): Promise<void> {
  await tx.deleteFrom('user_permission_sets').where('user_id', '=', userId).execute();
  if (setIds.length > 0)
    await tx
      .insertInto('user_permission_sets')
      .values(setIds.map((permission_set_id) => ({ user_id: userId, permission_set_id })))
      .execute();
}

export interface SetRow {
  id: number;
  name: string;
  access_group_id: number;
  access_group_name: string | null;
  groups: { id: string; name: string }[];
  rights: { function: string; level: string }[];
}

export async function selectSets(tx: Tx, ids?: number[]): Promise<SetRow[]> {
  const which = ids === undefined ? sql`true` : sql`p.id = any(${ids}::integer[])`;
  const { rows } = await sql<SetRow>`
    select p.id, p.name, p.access_group_id, g.name as access_group_name,
      (select coalesce(json_agg(json_build_object('id', x.group_id::text, 'name', coalesce(n.name, '')) order by n.name), '[]')
       from permission_set_groups x left join groups n on n.id = x.group_id where x.permission_set_id = p.id) as groups,
      (select coalesce(json_agg(json_build_object('function', r.function, 'level', r.level) order by r.function), '[]')
       from permission_set_rights r where r.permission_set_id = p.id) as rights
    from permission_sets p left join groups g on g.id = p.access_group_id
    where ${which} order by p.name, p.id`.execute(tx);
  return rows;
}

export async function insertSet(
  tx: Tx,
  set: { name: string; accessGroupId: number; groupIds: number[]; rights: { function: string; level: string }[] },
): Promise<number> {
  const { id } = await tx
    .insertInto('permission_sets')
    .values({ name: set.name, access_group_id: set.accessGroupId })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('permission_set_groups')
    .values(set.groupIds.map((group_id) => ({ permission_set_id: id, group_id })))
    .execute();
  await tx
    .insertInto('permission_set_rights')
    .values(set.rights.map((right) => ({ permission_set_id: id, ...right })))
    .execute();
  return id;
}

export async function selectGroupIds(tx: Tx, ids: number[]): Promise<number[]> {
  const rows = await tx.selectFrom('groups').select('id').where('id', 'in', ids).execute();
  return rows.map((row) => row.id);
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** What permission sets grant. */
export async function selectSetGrants(tx: Tx, ids: number[]): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select r.function, r.level, array_agg(g.group_id) as "groupIds"
    from permission_set_rights r join permission_set_groups g on g.permission_set_id = r.permission_set_id
    where r.permission_set_id = any(${ids}::integer[]) group by r.permission_set_id, r.function, r.level`.execute(tx);
  return rows;
}

/** Ends everything that the user's password opened: sessions and API tokens. */
export async function deleteSignIns(tx: Tx, userId: number): Promise<void> {
  await sql`delete from sessions where sess ->> 'userId' = ${String(userId)}`.execute(tx);
  await tx.deleteFrom('api_tokens').where('user_id', '=', userId).execute();
}
