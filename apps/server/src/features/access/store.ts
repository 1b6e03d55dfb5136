import type { AccessFunction, AccessLevel, ObjectKind } from '@licet/domain';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface ObjectRow {
  name: string;
  access_group_id: number;
  group_name: string | null;
}

/** Where each kind of object keeps its name and its access group. */
const sources: Record<ObjectKind, RawBuilder<unknown>> = {
  group: sql`select id, name, id as access_group_id from groups`,
  pool: sql`select p.id, coalesce(c.name, 'Pool') as name, p.access_group_id from pools p left join companies c on c.id = p.company_id`,
  license: sql`select id, coalesce(public_id, '') as name, access_group_id from licenses`,
  computer: sql`select id, name, group_id as access_group_id from computers`,
  installer: sql`select id, name, access_group_id from installers`,
  user: sql`select id, login as name, home_group_id as access_group_id from users`,
  'permission-set': sql`select id, name, access_group_id from permission_sets`,
  certificate: sql`select id, name, access_group_id from authorities`,
  'portal-account': sql`select id, login as name, access_group_id from portal_accounts where removed_at is null`,
  'notification-rule': sql`select id, name, access_group_id from notification_rules`,
  report: sql`select id, name, access_group_id from reports`,
};

/** The object; undefined when it is out of the caller's sight. */
export async function selectObject(tx: Tx, kind: ObjectKind, id: number): Promise<ObjectRow | undefined> {
  const { rows } = await sql<ObjectRow>`
    select o.name, o.access_group_id, g.name as group_name from (${sources[kind]}) o left join groups g on g.id = o.access_group_id
    where o.id = ${id}`.execute(tx);
  return rows[0];
}

export interface GrantRow {
  user_id: number;
  permission_set_id: number;
  function: AccessFunction;
  level: AccessLevel;
  groupIds: number[];
}

/** Grants of one user, or of all; disabled users have none. Ask with whole sight. */
export async function selectGrantsWithSets(tx: Tx, userId?: number): Promise<GrantRow[]> {
  const who = userId === undefined ? sql`true` : sql`m.user_id = ${userId}`;
  const { rows } = await sql<GrantRow>`
    select m.user_id, m.permission_set_id, r.function, r.level, array_agg(g.group_id) as "groupIds"
    from user_permission_sets m join permission_set_rights r on r.permission_set_id = m.permission_set_id
    join permission_set_groups g on g.permission_set_id = m.permission_set_id
    join users u on u.id = m.user_id and u.enabled
    where ${who} group by m.user_id, m.permission_set_id, r.function, r.level`.execute(tx);
  return rows;
}

/** The group and all above it, from itself to All; names where they are in sight. Ask with whole sight for the ids. */
export async function selectLine(tx: Tx, groupId: number): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    with recursive up as (
      select id, parent_id, name, 0 as depth from groups where id = ${groupId}
      union all select g.id, g.parent_id, g.name, u.depth + 1 from groups g join up u on g.id = u.parent_id
    )
    select id, name from up order by depth`.execute(tx);
  return rows;
}

export async function selectVisible(tx: Tx) {
  const users = await tx.selectFrom('users').select(['id', 'login', 'enabled']).execute();
  const sets = await tx.selectFrom('permission_sets').select(['id', 'name']).execute();
  return { users: new Map(users.map((row) => [row.id, row])), sets: new Map(sets.map((row) => [row.id, row.name])) };
}

/** Ids of the groups among these that the caller sees. */
export async function selectVisibleGroups(tx: Tx, ids: number[]): Promise<Set<number>> {
  const rows = await tx.selectFrom('groups').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map((row) => row.id));
}
