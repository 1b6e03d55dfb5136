import type { FollowingRight, SharedObjects, TouchedCompany, TouchedInstaller, Touches } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export async function selectTree(tx: Tx): Promise<{ id: number; parent_id: number | null; kind: string }[]> {
  return tx.selectFrom('groups').select(['id', 'parent_id', 'kind']).execute();
}

/** Companies by upstream id, as they bear on where groups hang and licenses go. */
export async function selectTouchedCompanies(tx: Tx, accountId: number, upstreamIds: string[]): Promise<Map<string, TouchedCompany>> {
  const { rows } = await sql<TouchedCompany & { upstreamId: string }>`
    select c.upstream_id as "upstreamId", c.group_id as "groupId",
      exists (select from company_sightings s where s.company_id = c.id and s.gone_at is null and s.account_id < ${accountId}) as "placedElsewhere",
      (select p.access_group_id from pools p, portal_accounts a where a.id = ${accountId}
        and case when a.pooling = 'account' then p.account_id = a.id else p.company_id = c.id end) as "poolGroupId"
    from companies c where c.upstream_id = any(${upstreamIds})`.execute(tx);
  return new Map(rows.map((row) => [row.upstreamId, row]));
}

/** Each enabled user's rights; those of sets that follow a company with its group. */
export async function selectRights(tx: Tx): Promise<FollowingRight[]> {
  const { rows } = await sql<FollowingRight>`
    select u.id as "holderId", u.login, r.function, r.level, array_remove(array_agg(g.group_id), null) as "groupIds", max(c.group_id) as "followsGroupId"
    from users u join user_permission_sets m on m.user_id = u.id
    join permission_set_rights r on r.permission_set_id = m.permission_set_id
    join permission_sets p on p.id = m.permission_set_id
    left join companies c on c.id = p.company_id and p.made_as = 'shared-above'
    left join permission_set_groups g on g.permission_set_id = m.permission_set_id
    where u.enabled group by u.id, r.permission_set_id, r.function, r.level`.execute(tx);
  return rows;
}

export async function selectSharedObjects(tx: Tx): Promise<SharedObjects[]> {
  const { rows } = await sql<SharedObjects>`
    select g.id, g.parent_id as "managerGroupId", c.upstream_id as "upstreamId"
    from groups g join companies c on c.group_id = g.parent_id where g.kind = 'shared-objects' order by c.name, c.id`.execute(tx);
  return rows;
}

/** Installers, not revoked, that name one of these licenses, or one of a pool in or below one of these groups. */
export async function selectTouchedInstallers(tx: Tx, licenseIds: number[], groupIds: number[]): Promise<TouchedInstaller[]> {
  const { rows } = await sql<TouchedInstaller>`
    select i.id, i.access_group_id as "accessGroupId", i.grace_until as "graceUntil", l.id::text as "licenseId", s.id::text as "shareId",
      s.access_group_id as "poolGroupId", l.gone_at is not null as "licenseGone", s.gone as "shareGone", l.state = 'suspended' as suspended
    from installers i join shares s on s.id = i.share_id join licenses l on l.id = s.license_id
    where i.revoked_at is null and (l.id = any(${licenseIds}::bigint[])
      or s.access_group_id in (select groups_below(top) from unnest(${groupIds}::integer[]) as top))
    order by i.name, i.id`.execute(tx);
  return rows;
}

/** What a run has touched so far; runs of older versions tell nothing of Shared Objects. */
export async function selectTouches(tx: Tx, runId: number): Promise<Touches | undefined> {
  const row = await tx.selectFrom('sync_runs').select('touches').where('id', '=', runId).executeTakeFirst();
  const kept = (row?.touches ?? undefined) as Touches | undefined;
  return (
    kept && {
      ...kept,
      users: kept.users.map((user) => ({ ...user, sharedGains: user.sharedGains ?? [], sharedLoses: user.sharedLoses ?? [] })),
    }
  );
}

export async function updateTouches(tx: Tx, runId: number, touches: Touches): Promise<void> {
  await tx
    .updateTable('sync_runs')
    .set({ touches: JSON.stringify(touches) })
    .where('id', '=', runId)
    .execute();
}

/** Those among users, installers, groups and companies that the caller sees, with their names. */
export async function selectNamesOfTouched(
  tx: Tx,
  given: { users: number[]; installers: number[]; groups: number[]; companies: string[] },
) {
  const users = await sql<{ id: number; login: string }>`
    select id, login from users where id = any(${given.users}::integer[])`.execute(tx);
  const groups = await sql<{ id: number; name: string }>`
    select id, name from groups where id = any(${given.groups}::integer[])`.execute(tx);
  const installers = await sql<{ id: number; name: string; group_name: string; license_visible: boolean }>`
    select i.id, i.name, coalesce(g.name, '') as group_name, s.id is not null as license_visible
    from installers i left join groups g on g.id = i.access_group_id left join shares s on s.id = i.share_id where i.id = any(${given.installers}::integer[])`.execute(
    tx,
  );
  const companies = await sql<{ upstream_id: string; name: string }>`
    select upstream_id, name from companies where upstream_id = any(${given.companies})`.execute(tx);
  const byId = <T extends { id: number }>(rows: T[]) => new Map(rows.map((row) => [row.id, row]));
  return {
    users: byId(users.rows),
    groups: byId(groups.rows),
    installers: byId(installers.rows),
    companies: new Map(companies.rows.map((row) => [row.upstream_id, row.name])),
  };
}
