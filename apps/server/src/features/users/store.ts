import type { Grant, GroupScope } from '@licet/domain';
import { sql } from 'kysely';
import { inScope } from '../../db/scope.ts';
import { portionOf } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';

export interface UserRow {
  id: number;
  login: string;
  name: string;
  enabled: boolean;
  home_group_id: number;
  home_group_name: string | null;
  permission_sets: { id: string; name: string }[];
  tags: string[];
  auto_logout_minutes: number | null;
  must_change_password: boolean;
  company_id: number | null;
  reaches_all: boolean;
  created_at: Date;
  /** The company of the home group is gone from the portals. */
  home_unlinked: boolean;
}

export interface UserFilter {
  id?: number | undefined;
  q?: string | undefined;
  groupId?: string | undefined;
  permissionSetId?: string | undefined;
  /** Groups in which the caller reads users, and the caller, where their home is not among these; everybody when not given. */
  sight?: { groups: GroupScope; self: number | null };
}

export async function selectUsers(tx: Tx, filter: UserFilter, page = { offset: 0, limit: 500 }): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`
    with page as (
      select u.id, u.login, u.name, u.enabled, u.home_group_id, u.tags, u.auto_logout_minutes, u.must_change_password, u.company_id, u.created_at
      from users u where ${conditionOf(filter)} order by lower(u.login), u.id ${portionOf(page)}
    ),
    held as (
      select m.user_id, json_agg(json_build_object('id', p.id::text, 'name', p.name) order by p.name) as sets,
        bool_or(exists (select from permission_set_groups x where x.permission_set_id = p.id and x.group_id = 1)) as reaches_all
      from user_permission_sets m join permission_sets p on p.id = m.permission_set_id
      where m.user_id in (select id from page) group by m.user_id
    )
    select u.*, g.name as home_group_name, coalesce(h.sets, '[]') as permission_sets, coalesce(h.reaches_all, false) as reaches_all,
      u.home_group_id = any((select unlinked_among(array(select home_group_id from page)))::integer[]) as home_unlinked
    from page u left join held h on h.user_id = u.id left join groups g on g.id = u.home_group_id
    order by lower(u.login), u.id`.execute(tx);
  return rows;
}

export async function countUsers(tx: Tx, filter: UserFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from users u where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ id, q, groupId, permissionSetId, sight }: UserFilter) {
  const near = sight ? inScope(sql`u.home_group_id`, sight.groups) : [];
  const all = [
    ...near.map((condition) => (sight?.self == null ? condition : sql`(${condition} or u.id = ${sight.self})`)),
    ...(id === undefined ? [] : [sql`u.id = ${id}`]),
    ...(q ? [sql`fold(u.login || ' ' || u.name) like search_pattern(${q})`] : []),
    ...(groupId ? [sql`u.home_group_id in (select groups_below(${Number(groupId)}))`] : []),
    ...(permissionSetId
      ? [sql`u.id in (select user_id from user_permission_sets where permission_set_id = ${Number(permissionSetId)})`]
      : []),
  ];
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

export interface HeldRow {
  function: string;
  level: string;
  group_id: number;
  group_name: string | null;
  permission_set_id: number;
  permission_set_name: string;
}

export async function selectHeld(tx: Tx, userId: number): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    select r.function, r.level, x.group_id, g.name as group_name, p.id as permission_set_id, p.name as permission_set_name
    from user_permission_sets m join permission_sets p on p.id = m.permission_set_id
    join permission_set_rights r on r.permission_set_id = p.id join permission_set_groups x on x.permission_set_id = p.id
    left join groups g on g.id = x.group_id
    where m.user_id = ${userId} order by r.function, p.name, g.name`.execute(tx);
  return rows;
}

export interface NewUserRow {
  login: string;
  name: string;
  password_hash: string;
  home_group_id: number;
  language: string;
  tags?: string[];
  auto_logout_minutes?: number | null;
  must_change_password?: boolean;
  company_id?: number;
}

export async function insertUser(tx: Tx, user: NewUserRow): Promise<number | undefined> {
  const row = await tx
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.expression(sql`lower(login)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export interface UserUpdate {
  name?: string | undefined;
  enabled?: boolean | undefined;
  home_group_id?: number | undefined;
  tags?: string[] | undefined;
  auto_logout_minutes?: number | null | undefined;
  must_change_password?: boolean | undefined;
  password_hash?: string | undefined;
}

export async function updateUser(tx: Tx, id: number, user: UserUpdate): Promise<void> {
  const given = Object.fromEntries(Object.entries(user).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await tx.updateTable('users').set(given).where('id', '=', id).execute();
}

export interface OwnedRow {
  kind: 'notification-rule' | 'report';
  id: number;
  name: string;
  access_group_id: number;
}

/** What looks through a user's eyes, as far as the caller sees it. */
export async function selectOwned(tx: Tx, userId: number): Promise<OwnedRow[]> {
  const { rows } = await sql<OwnedRow>`
    select 'notification-rule' as kind, id, name, access_group_id from notification_rules where owner_id = ${userId}
    union all select 'report', id, name, access_group_id from reports where owner_id = ${userId} and schedule is not null
    order by name, kind, id`.execute(tx);
  return rows;
}

export async function deleteUser(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('users').where('id', '=', id).execute();
}

/** Replaces what a user holds among the sets in the caller's sight; the others stay, for nobody can mean what they do not see. */
export async function replaceUserSets(tx: Tx, userId: number, setIds: number[]): Promise<void> {
  await tx
    .deleteFrom('user_permission_sets')
    .where('user_id', '=', userId)
    .where('permission_set_id', 'in', (query) => query.selectFrom('permission_sets').select('permission_sets.id'))
    .execute();
  if (setIds.length === 0) return;
  await tx
    .insertInto('user_permission_sets')
    .values([...new Set(setIds)].map((permission_set_id) => ({ user_id: userId, permission_set_id })))
    .execute();
}

/** The home groups of users, each once. */
export async function selectHomes(tx: Tx, userIds: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct home_group_id as id from users where id = any(${userIds}::integer[]) order by 1`.execute(tx);
  return rows.map((row) => row.id);
}

export async function selectGroupIds(tx: Tx, ids: number[]): Promise<number[]> {
  const rows = await tx.selectFrom('groups').select('id').where('id', 'in', ids).execute();
  return rows.map((row) => row.id);
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Whether somebody who may sign in can link accounts and give rights. Ask with whole sight. */
export async function hasAdministrator(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from users u where u.enabled and u.home_group_id = 1 and (
        select count(distinct r.function) from user_permission_sets m
        join permission_set_groups g on g.permission_set_id = m.permission_set_id and g.group_id = 1
        join permission_set_rights r on r.permission_set_id = m.permission_set_id and r.level = 'write' and r.function in ('licenses', 'users', 'permission-sets')
        where m.user_id = u.id) = 3
    ) as found`.execute(tx);
  return rows[0]?.found ?? false;
}

/** What permission sets grant. */
export async function selectSetGrants(tx: Tx, ids: number[]): Promise<Grant[]> {
  const { rows } = await sql<Grant>`
    select r.function, r.level, array_agg(g.group_id) as "groupIds"
    from permission_set_rights r join permission_set_groups g on g.permission_set_id = r.permission_set_id
    where r.permission_set_id = any(${ids}::integer[]) group by r.permission_set_id, r.function, r.level`.execute(tx);
  return rows;
}

/** What a user holds, whether the caller sees each permission set or not. */
export async function selectUserGrants(tx: Tx, userId: number): Promise<Grant[]> {
  const { rows } = await sql<Grant>`select function, level, group_ids as "groupIds" from grants_of(${userId})`.execute(tx);
  return rows;
}

/** Ends everything that the user's password opened: sessions and API tokens. */
export async function deleteSignIns(tx: Tx, userId: number): Promise<void> {
  await sql`select end_sign_ins(${userId})`.execute(tx);
}
