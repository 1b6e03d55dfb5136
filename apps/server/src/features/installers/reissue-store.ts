import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** An installer that was changed, as the audit names it. */
export interface ChangedInstaller {
  id: number;
  name: string;
  accessGroupId: number;
}

export async function setRevoked(tx: Tx, ids: number[], at: Date): Promise<void> {
  await sql`update installers set revoked_at = ${at} where id = any(${ids}::integer[])`.execute(tx);
}

/** Lets installers work again that were revoked at a moment; answers those. */
export async function restoreRevoked(tx: Tx, ids: number[], at: Date): Promise<ChangedInstaller[]> {
  const { rows } = await sql<ChangedInstaller>`
    update installers set revoked_at = null where id = any(${ids}::integer[]) and revoked_at = ${at}
    returning id, name, access_group_id as "accessGroupId"`.execute(tx);
  return rows;
}

/** Sets or ends the grace period of installers; answers those that had another one, with it. */
export async function changeGrace(tx: Tx, ids: number[], until: Date | null): Promise<(ChangedInstaller & { before: Date | null })[]> {
  const { rows } = await sql<ChangedInstaller & { before: Date | null }>`
    with was as (
      select id, grace_until from installers
      where id = any(${ids}::integer[]) and grace_until is distinct from ${until}::timestamptz order by id for update
    )
    update installers i set grace_until = ${until} from was where i.id = was.id
    returning i.id, i.name, i.access_group_id as "accessGroupId", was.grace_until as before`.execute(tx);
  return rows;
}

/** Removes installers that have enrolled nothing; the others are revoked, because computers name them. */
export async function deleteUnusedInstallers(
  tx: Tx,
  ids: number[],
  now: Date,
): Promise<{ deleted: Set<number>; revoked: ChangedInstaller[] }> {
  const unused = await sql<{ id: number }>`delete from installers where id = any(${ids}::integer[]) and uses = 0 returning id`.execute(tx);
  const { rows } = await sql<ChangedInstaller>`
    update installers set revoked_at = ${now} where id = any(${ids}::integer[]) and revoked_at is null
    returning id, name, access_group_id as "accessGroupId"`.execute(tx);
  return { deleted: new Set(unused.rows.map((row) => row.id)), revoked: rows };
}
