// What an offboarding notes of what it did, and what is left of it when it is taken back.
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { ThingOfCustomer } from './making-store.ts';

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
