import type { AccessFunction, AccessLevel } from '@licet/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface HolderRow {
  holder_id: number;
  user_id: number;
  login: string;
  name: string;
  level: AccessLevel;
  group_ids: number[];
}

/**
 * Whether pools besides one stand in a group or below it, or another company is there, to whom licenses come: whoever is given sight
 * there sees them as well.
 */
export async function showsOthers(tx: Tx, groupId: number, poolId: number): Promise<boolean> {
  const { rows } = await sql<{ shows: boolean }>`
    with below as (select groups_below(${groupId}) as id)
    select exists (select from pools where id <> ${poolId} and access_group_id in (select id from below))
      or exists (
        select from companies c where c.group_id in (select id from below)
          and c.id is distinct from (select p.company_id from pools p where p.id = ${poolId})
      ) as shows`.execute(tx);
  return rows[0]?.shows ?? true;
}

/** Each enabled user's rights on licenses that are held in one of these groups. */
export async function selectUserHolders(tx: Tx, groupIds: number[]): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select u.id as holder_id, u.id as user_id, u.login, u.login as name, r.level, array_agg(g.group_id) as group_ids
    from users u join user_permission_sets m on m.user_id = u.id
    join permission_set_rights r on r.permission_set_id = m.permission_set_id and r.function = 'licenses'
    join permission_set_groups g on g.permission_set_id = m.permission_set_id
    where u.enabled and g.group_id = any(${groupIds}::integer[]) group by u.id, r.permission_set_id, r.level order by u.login`.execute(tx);
  return rows;
}

/** The same of API tokens that hold: of one permission set only where a token carries no more. */
export async function selectTokenHolders(tx: Tx, groupIds: number[], now: Date): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select t.id as holder_id, u.id as user_id, u.login, t.name, r.level, array_agg(g.group_id) as group_ids
    from api_tokens t join users u on u.id = t.user_id and u.enabled
    join user_permission_sets m on m.user_id = u.id and (t.permission_set_id is null or t.permission_set_id = m.permission_set_id)
    join permission_set_rights r on r.permission_set_id = m.permission_set_id and r.function = 'licenses'
    join permission_set_groups g on g.permission_set_id = m.permission_set_id
    where (t.expires_at is null or t.expires_at > ${now}) and g.group_id = any(${groupIds}::integer[])
    group by t.id, u.id, r.permission_set_id, r.level order by u.login, t.id`.execute(tx);
  return rows;
}

export interface InstallerInPoolRow {
  id: number;
  name: string;
  accessGroupId: number;
}

/** Installers that name a license of a pool and would work if they reach it: neither revoked nor without the license. */
export async function selectInstallersOf(tx: Tx, poolId: number): Promise<InstallerInPoolRow[]> {
  const { rows } = await sql<InstallerInPoolRow>`
    select i.id, i.name, i.access_group_id as "accessGroupId" from shares s join installers i on i.share_id = s.id and i.revoked_at is null
    join licenses l on l.id = s.license_id and l.gone_at is null
    where s.pool_id = ${poolId} and not s.gone order by i.name, i.id`.execute(tx);
  return rows;
}

/** A notification rule or a report. */
export interface WatchingRow {
  id: number;
  name: string;
  accessGroupId: number;
  ownerId: number | null;
}

/** Notification rules about licenses that are kept in these groups, are turned on, and whose owner may have rules there. */
export function selectRulesIn(tx: Tx, groupIds: number[]): Promise<WatchingRow[]> {
  const rules = sql`(select * from notification_rules where enabled and condition ->> 'kind' in ('expiry', 'usage', 'state'))`;
  return selectWatchingIn(tx, rules, 'notifications', groupIds);
}

/** Reports that are kept in these groups and whose owner may have reports there. */
export function selectReportsIn(tx: Tx, groupIds: number[]): Promise<WatchingRow[]> {
  return selectWatchingIn(tx, sql`reports`, 'reports', groupIds);
}

async function selectWatchingIn(tx: Tx, table: RawBuilder<unknown>, fn: AccessFunction, groupIds: number[]): Promise<WatchingRow[]> {
  const { rows } = await sql<WatchingRow>`
    select r.id, r.name, r.access_group_id as "accessGroupId", r.owner_id as "ownerId" from ${table} r
    where r.access_group_id = any(${groupIds}::integer[])
      and exists (
        select from user_permission_sets m join permission_set_rights h on h.permission_set_id = m.permission_set_id and h.function = ${fn}
        join permission_set_groups g on g.permission_set_id = m.permission_set_id
        where m.user_id = r.owner_id and is_within(r.access_group_id, g.group_id))
    order by r.name, r.id`.execute(tx);
  return rows;
}

/** The ids from a group up to the root, the group itself first. */
export async function selectAncestors(tx: Tx, groupId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive up as (
      select id, parent_id, 0 as depth from groups where id = ${groupId}
      union all select g.id, g.parent_id, u.depth + 1 from groups g join up u on g.id = u.parent_id
    )
    select id from up order by depth`.execute(tx);
  return rows.map((row) => row.id);
}

/** Which of these the caller sees, with the names of the groups that they are kept in. */
export async function selectVisible(tx: Tx, ids: { installers: number[]; rules: number[]; reports: number[] }) {
  const users = await tx.selectFrom('users').select('id').execute();
  return {
    users: new Set(users.map((row) => row.id)),
    installers: await selectPlaced(tx, sql`installers`, ids.installers),
    rules: await selectPlaced(tx, sql`notification_rules`, ids.rules),
    reports: await selectPlaced(tx, sql`reports`, ids.reports),
  };
}

async function selectPlaced(tx: Tx, table: RawBuilder<unknown>, ids: number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; group_name: string | null }>`
    select o.id, g.name as group_name from ${table} o left join groups g on g.id = o.access_group_id where o.id = any(${ids}::integer[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row.group_name ?? '']));
}
