// Permission sets that the program makes for users, and takes back.
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { insertSet } from './permission-sets-store.ts';

/** A set of one right on licenses in one group, kept there, as it was granted. */
export interface GrantedSet {
  id: number;
  name: string;
  level: string;
  users: number[];
}

/** Makes a set of one right on licenses in one group, kept there, and gives it to users. */
export async function grantSet(tx: Tx, groupId: number, { name, level, users }: Omit<GrantedSet, 'id'>): Promise<number> {
  const id = await insertSet(tx, { name, accessGroupId: groupId, groupIds: [groupId], rights: [{ function: 'licenses', level }] });
  await sql`
    insert into user_permission_sets (user_id, permission_set_id) select unnest(${users}::integer[]), ${id}::integer`.execute(tx);
  return id;
}

/** Whether a set stands as it was granted; null when it is gone. The set is held until the end of the transaction. */
export async function isAsGranted(tx: Tx, groupId: number, { id, name, level, users }: GrantedSet): Promise<boolean | null> {
  await sql`select from permission_sets where id = ${id} for update`.execute(tx);
  const { rows } = await sql<{ same: boolean }>`
    select p.name = ${name} and p.access_group_id = ${groupId}
      and array(select group_id from permission_set_groups where permission_set_id = p.id) = array[${groupId}::integer]
      and array(select function || ' ' || level from permission_set_rights where permission_set_id = p.id) = array[${`licenses ${level}`}]
      and not exists (select from user_permission_sets where permission_set_id = p.id and user_id <> all(${users}::integer[])) as same
    from permission_sets p where p.id = ${id}`.execute(tx);
  return rows[0]?.same ?? null;
}

/** Takes a set from all its users and removes it. */
export async function deleteSetWithUsers(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('permission_sets').where('id', '=', id).execute();
}

export interface HolderOfSets {
  id: number;
  login: string;
  home_group_id: number;
  /** Names of the sets held, as the chain of the user's company may tell them. */
  sets: string[];
}

export async function selectHolders(tx: Tx, userIds: number[]): Promise<HolderOfSets[]> {
  const { rows } = await sql<HolderOfSets>`
    select u.id, u.login, u.home_group_id, array(
      select case when is_within(p.access_group_id, company_group_of(u.home_group_id)) then p.name else '#' || p.id end
      from user_permission_sets m join permission_sets p on p.id = m.permission_set_id where m.user_id = u.id order by lower(p.name), p.id) as sets
    from users u where u.id = any(${userIds}::integer[]) order by u.id`.execute(tx);
  return rows;
}
