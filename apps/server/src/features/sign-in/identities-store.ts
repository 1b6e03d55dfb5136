import type { Tx } from '../../db/transaction.ts';

export async function selectIdentityUser(tx: Tx, issuer: string, subject: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('user_identities')
    .select('user_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.user_id;
}

export async function selectIdentity(tx: Tx, userId: number, issuer: string) {
  return tx
    .selectFrom('user_identities')
    .select(['issuer', 'created_at'])
    .where('user_id', '=', userId)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
}

/** Ties a user to who they are at the provider; false when the user or the subject is tied already. */
export async function insertIdentity(tx: Tx, identity: { issuer: string; subject: string; user_id: number }): Promise<boolean> {
  const row = await tx
    .insertInto('user_identities')
    .values(identity)
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether there was any. */
export async function deleteIdentities(tx: Tx, userId: number): Promise<boolean> {
  const result = await tx.deleteFrom('user_identities').where('user_id', '=', userId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
