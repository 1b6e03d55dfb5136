import type { heldKinds } from '@licet/contract';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

type HeldKind = (typeof heldKinds)[number];

export interface Held {
  kind: HeldKind;
  id: string;
  name: string;
}

/**
 * What stands in the way of deleting groups: groups below, computers, and objects kept in one or in its Shared Objects. Revoked
 * installers do not: they enroll nobody any more and go with the group. Rows `top, kind, id, name`, out of the ids `tops`.
 */
function heldIn(tops: RawBuilder<unknown>) {
  return sql`
    with tops as materialized (${tops}),
    mine as materialized (
      select id as top, id from tops
      union all select t.id, k.id from tops t join groups k on k.parent_id = t.id and k.kind = 'shared-objects'
    )
    select g.parent_id as top, 'group' as kind, g.id::text as id, g.name from groups g join tops t on t.id = g.parent_id where g.kind <> 'shared-objects'
    union all select m.top, 'computer', c.id::text, c.name from computers c join mine m on m.id = c.group_id
    union all select m.top, 'pool', p.id::text, coalesce(c.name, 'Pool') from pools p join mine m on m.id = p.access_group_id
      left join companies c on c.id = p.company_id where exists (select from licenses l where l.pool_id = p.id and l.gone_at is null)
    union all select m.top, 'user', u.id::text, u.login from users u join mine m on m.id = u.home_group_id
    union all select m.top, 'permission-set', s.id::text, s.name from permission_sets s join mine m on m.id = s.access_group_id
    union all select distinct m.top, 'installer', i.id::text, i.name from installers i join mine m on m.id = i.access_group_id or m.id = i.group_id
      where i.revoked_at is null
    union all select m.top, 'saved-view', v.id::text, v.name from saved_views v join mine m on m.id = v.access_group_id
    union all select m.top, 'notification-rule', r.id::text, r.name from notification_rules r join mine m on m.id = r.access_group_id
    union all select m.top, 'report', r.id::text, r.name from reports r join mine m on m.id = r.access_group_id
    union all select m.top, 'certificate', a.id::text, a.name from authorities a join mine m on m.id = a.access_group_id
      where exists (select from certificates x where x.authority_id = a.id) or exists (select from installers i where i.authority_id = a.id)`;
}

export async function selectHeld(tx: Tx, groupId: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select kind, id, name from (${heldIn(sql`select ${groupId}::integer as id`)}) h order by kind, name`.execute(tx);
  return rows;
}

export interface UnlinkedGroup {
  id: number;
  kind: string;
  name: string;
  holds: { kind: HeldKind; count: number }[];
  total: number;
}

/** Groups of companies that no linked account sees, with how much each still holds; those that hold nothing first. */
export async function selectUnlinked(tx: Tx, limit: number): Promise<UnlinkedGroup[]> {
  const unlinked = sql`select g.id, g.kind, g.name from groups g join companies c on c.group_id = g.id where not company_is_linked(c.id)`;
  const { rows } = await sql<UnlinkedGroup>`
    with unlinked as materialized (${unlinked}),
    counted as (select top, kind, count(*)::int as count from (${heldIn(sql`select id from unlinked`)}) h group by top, kind),
    told as (
      select top, json_agg(json_build_object('kind', kind, 'count', count) order by count desc, kind) as holds from counted group by top
    )
    select u.id, u.kind, u.name, coalesce(t.holds, '[]') as holds, (count(*) over ())::int as total
    from unlinked u left join told t on t.top = u.id order by t.top is not null, u.name, u.id limit ${limit}`.execute(tx);
  return rows;
}

export interface Going {
  action: 'group-deleted' | 'installer-removed' | 'authority-removed' | 'pool-moved';
  kind: 'group' | 'shared-objects' | 'installer' | 'certificate' | 'pool' | 'account-pool';
  id: number;
  name: string;
  /** Where it is kept. */
  group_id: number;
}

/** Everything that goes with an empty group, itself last, and the pools that move to All. */
export async function selectGoing(tx: Tx, groupId: number): Promise<Going[]> {
  const { rows } = await sql<Going>`
    with mine as (
      select ${groupId}::integer as id union all select id from groups where parent_id = ${groupId} and kind = 'shared-objects'
    ),
    going as (
    select 'installer-removed' as action, 'installer' as kind, i.id, i.name, i.access_group_id as group_id
      from installers i where i.access_group_id in (select id from mine) or i.group_id in (select id from mine)
    union all select 'authority-removed', 'certificate', a.id, a.name, a.access_group_id from authorities a join mine m on m.id = a.access_group_id
    union all select 'pool-moved', case when p.company_id is null then 'account-pool' else 'pool' end, p.id, coalesce(c.name, 'Portal account'), p.access_group_id
      from pools p join mine m on m.id = p.access_group_id left join companies c on c.id = p.company_id
    union all select 'group-deleted', case when g.kind = 'shared-objects' then g.kind else 'group' end, g.id, g.name, g.id from groups g join mine m on m.id = g.id
    )
    select * from going order by action = 'group-deleted', group_id = ${groupId}, kind, id`.execute(tx);
  return rows;
}

export interface LosingSet {
  id: number;
  name: string;
  access_group_id: number;
  /** Ids of its groups, and of those among them that go. */
  groups: number[];
  going: number[];
}

/** Permission sets kept elsewhere that name a group, or its Shared Objects, and lose it. */
export async function selectLosingSets(tx: Tx, groupId: number): Promise<LosingSet[]> {
  const { rows } = await sql<LosingSet>`
    with mine as (
      select ${groupId}::integer as id union all select id from groups where parent_id = ${groupId} and kind = 'shared-objects'
    )
    select p.id, p.name, p.access_group_id, array_agg(x.group_id order by x.group_id) as groups,
      array_agg(x.group_id) filter (where x.group_id in (select id from mine)) as going
    from permission_sets p join permission_set_groups x on x.permission_set_id = p.id
    group by p.id having bool_or(x.group_id in (select id from mine)) order by p.id`.execute(tx);
  return rows;
}

/**
 * Deletes a group that holds nothing, with its Shared Objects and the authority there. History stays, and tells of them: what was
 * kept in the group is kept in All from now on.
 */
export async function deleteGroup(tx: Tx, groupId: number, by: { userId: number; now: Date }): Promise<void> {
  const mine = sql`select ${groupId}::integer union all select id from groups where parent_id = ${groupId} and kind = 'shared-objects'`;
  await sql`delete from installers where access_group_id in (${mine}) or group_id in (${mine})`.execute(tx);
  await sql`delete from authorities where access_group_id in (${mine})`.execute(tx);
  await sql`
    with was as (select id, company_id, access_group_id from pools where access_group_id in (${mine})),
    moved as (update pools p set access_group_id = 1 from was where p.id = was.id)
    insert into changes (at, user_id, kind, company_id, pool_id, access_group_id, before, after)
    select ${by.now}, ${by.userId}, 'pool-moved', company_id, id, 1, jsonb_build_object('accessGroupId', access_group_id), '{"accessGroupId": 1}' from was`.execute(
    tx,
  );
  await sql`update changes set group_id = 1 where group_id in (${mine})`.execute(tx);
  await sql`
    insert into changes (at, user_id, kind, company_id, group_id, before)
    select ${by.now}, ${by.userId}, 'group-deleted', c.id, 1, jsonb_build_object('groupId', g.id, 'parentGroupId', g.parent_id, 'groupKind', g.kind,
      'groupName', g.name, 'createdAt', g.created_at)
    from groups g left join companies c on c.group_id = g.id where g.id in (${mine})`.execute(tx);
  await sql`update companies set group_id = null where group_id in (${mine})`.execute(tx);
  await sql`delete from groups where parent_id = ${groupId} and kind = 'shared-objects'`.execute(tx);
  await sql`delete from groups where id = ${groupId}`.execute(tx);
}
