import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export async function setRevoked(tx: Tx, ids: number[], at: Date): Promise<void> {
  await sql`update installers set revoked_at = ${at} where id = any(${ids}::integer[])`.execute(tx);
}

/** Lets installers work again that were revoked at a moment. */
export async function restoreRevoked(tx: Tx, ids: number[], at: Date): Promise<void> {
  await sql`update installers set revoked_at = null where id = any(${ids}::integer[]) and revoked_at = ${at}`.execute(tx);
}

export async function setGrace(tx: Tx, ids: number[], until: Date): Promise<void> {
  await sql`update installers set grace_until = ${until} where id = any(${ids}::integer[])`.execute(tx);
}

export async function clearGrace(tx: Tx, ids: number[]): Promise<void> {
  await sql`update installers set grace_until = null where id = any(${ids}::integer[])`.execute(tx);
}

/** Removes installers that have enrolled nothing; the others are revoked, because computers name them. */
export async function deleteUnusedInstallers(tx: Tx, ids: number[], now: Date): Promise<void> {
  await sql`delete from installers i where id = any(${ids}::integer[]) and uses = 0`.execute(tx);
  await sql`update installers set revoked_at = ${now} where id = any(${ids}::integer[])`.execute(tx);
}
