import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface Held {
  kind: string;
  id: string;
  name: string;
}

/** What stands in the way of deleting a group: groups below it, computers, and objects kept in it or in its Shared Objects. */
export async function selectHeld(tx: Tx, groupId: number): Promise<Held[]> {
  const { rows } = await sql<Held>`
    with mine as (select ${groupId}::integer as id union all select id from groups where parent_id = ${groupId} and kind = 'shared-objects')
    select 'group' as kind, id::text, name from groups where parent_id = ${groupId} and kind <> 'shared-objects'
    union all select 'computer', c.id::text, c.name from computers c join mine on mine.id = c.group_id
    union all select 'pool', p.id::text, coalesce(c.name, 'Pool') from pools p join mine on mine.id = p.access_group_id left join companies c on c.id = p.company_id
      where exists (select from licenses l where l.pool_id = p.id and l.gone_at is null)
    union all select 'user', u.id::text, u.login from users u join mine on mine.id = u.home_group_id
    union all select 'permission-set', s.id::text, s.name from permission_sets s join mine on mine.id = s.access_group_id
    union all select 'installer', i.id::text, i.name from installers i join mine on mine.id = i.access_group_id or mine.id = i.group_id
    union all select 'certificate', a.id::text, a.name from authorities a join mine on mine.id = a.access_group_id
      where exists (select from certificates x where x.authority_id = a.id) or exists (select from installers i where i.authority_id = a.id)
    order by 1, 3`.execute(tx);
  return rows;
}

/**
 * Deletes a group that holds nothing, with its Shared Objects and the authority there. History stays: what was kept in the
 * group is kept in All from now on.
 */
export async function deleteGroup(tx: Tx, groupId: number): Promise<void> {
  const mine = sql`select ${groupId}::integer union all select id from groups where parent_id = ${groupId} and kind = 'shared-objects'`;
  await sql`delete from authorities where access_group_id in (${mine})`.execute(tx);
  await sql`update pools set access_group_id = 1 where access_group_id in (${mine})`.execute(tx);
  await sql`update changes set group_id = 1 where group_id in (${mine})`.execute(tx);
  await sql`update companies set group_id = null where group_id in (${mine})`.execute(tx);
  await sql`delete from groups where parent_id = ${groupId} and kind = 'shared-objects'`.execute(tx);
  await sql`delete from groups where id = ${groupId}`.execute(tx);
}
