// What an offboarding takes from a customer, what it notes of that, and what is left of it when it is taken back.
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface ThingOfCustomer {
  id: number;
  name: string;
  /** Where it is kept. */
  group_id: number;
}

/** Enabled users at home in or below a group, held until the end of the transaction. */
export async function lockEnabledUsers(tx: Tx, groupId: number): Promise<ThingOfCustomer[]> {
  const { rows } = await sql<ThingOfCustomer>`
    select id, login as name, home_group_id as group_id from users
    where enabled and home_group_id in (select groups_below(${groupId})) order by id for update`.execute(tx);
  return rows;
}

/** Installers that stand and are kept in or for a group or one below, held until the end of the transaction. */
export async function lockStandingInstallers(tx: Tx, groupId: number): Promise<ThingOfCustomer[]> {
  const { rows } = await sql<ThingOfCustomer>`
    select id, name, access_group_id as group_id from installers
    where revoked_at is null and (access_group_id in (select groups_below(${groupId})) or group_id in (select groups_below(${groupId})))
    order by id for update`.execute(tx);
  return rows;
}

export async function disableUsers(tx: Tx, ids: number[]): Promise<void> {
  await sql`update users set enabled = false where id = any(${ids}::integer[])`.execute(tx);
}

export async function revokeInstallers(tx: Tx, ids: number[], now: Date): Promise<void> {
  await sql`update installers set revoked_at = ${now} where id = any(${ids}::integer[])`.execute(tx);
}

export async function restoreUsers(tx: Tx, ids: number[]): Promise<void> {
  await sql`update users set enabled = true where id = any(${ids}::integer[])`.execute(tx);
}

export async function restoreInstallers(tx: Tx, ids: number[]): Promise<void> {
  await sql`update installers set revoked_at = null where id = any(${ids}::integer[])`.execute(tx);
}

export async function selectRevisions(tx: Tx, userIds: number[]): Promise<{ id: number; revision: number }[]> {
  const { rows } = await sql<{ id: number; revision: number }>`
    select id, revision from users where id = any(${userIds}::integer[]) order by id`.execute(tx);
  return rows;
}

export async function selectSetupRevision(tx: Tx, companyId: number): Promise<number> {
  const row = await tx.selectFrom('companies').select('revision').where('id', '=', companyId).executeTakeFirstOrThrow();
  return row.revision;
}

/** Those of the users that are still disabled, held until the end of the transaction; `changed`: somebody has changed them since. */
export async function lockSuspended(
  tx: Tx,
  users: { id: number; revision: number }[],
): Promise<(ThingOfCustomer & { changed: boolean })[]> {
  const { rows } = await sql<ThingOfCustomer & { changed: boolean }>`
    select u.id, u.login as name, u.home_group_id as group_id, u.revision <> was.revision as changed
    from users u join json_to_recordset(${JSON.stringify(users)}::json) as was(id integer, revision integer) using (id)
    where not u.enabled order by u.id for update of u`.execute(tx);
  return rows;
}

/** Those of the installers that are still revoked, held until the end of the transaction. */
export async function lockRevoked(tx: Tx, ids: number[]): Promise<ThingOfCustomer[]> {
  const { rows } = await sql<ThingOfCustomer>`
    select id, name, access_group_id as group_id from installers
    where id = any(${ids}::integer[]) and revoked_at is not null order by id for update`.execute(tx);
  return rows;
}

/** The company's revision while it is archived; undefined when it is not archived. */
export async function selectArchivedRevision(tx: Tx, companyId: number): Promise<number | undefined> {
  const { rows } = await sql<{ revision: number }>`
    select revision from companies where id = ${companyId} and setup = 'archived'`.execute(tx);
  return rows[0]?.revision;
}
