import type { Tx } from '../../db/transaction.ts';

const columns = ['id', 'user_id', 'name', 'credential_id', 'public_key', 'counter', 'transports', 'created_at', 'last_used_at'] as const;

export interface NewPasskey {
  user_id: number;
  name: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
}

export interface PasskeyRow extends NewPasskey {
  id: number;
  created_at: Date;
  last_used_at: Date | null;
}

export async function selectPasskeys(tx: Tx, userId: number): Promise<PasskeyRow[]> {
  return tx.selectFrom('passkeys').select(columns).where('user_id', '=', userId).orderBy('id').execute();
}

export async function selectPasskey(tx: Tx, credentialId: string): Promise<PasskeyRow | undefined> {
  return tx.selectFrom('passkeys').select(columns).where('credential_id', '=', credentialId).executeTakeFirst();
}

/** Undefined when somebody has registered that passkey before. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<PasskeyRow | undefined> {
  return tx
    .insertInto('passkeys')
    .values(passkey)
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export async function notePasskeyUse(tx: Tx, id: number, counter: number, now: Date): Promise<void> {
  await tx.updateTable('passkeys').set({ counter, last_used_at: now }).where('id', '=', id).execute();
}

/** The name of the passkey that is gone; undefined when the user had no such passkey. */
export async function deletePasskey(tx: Tx, userId: number, id: number): Promise<string | undefined> {
  const row = await tx.deleteFrom('passkeys').where('id', '=', id).where('user_id', '=', userId).returning('name').executeTakeFirst();
  return row?.name;
}

/** How many there were. */
export async function deletePasskeys(tx: Tx, userId: number): Promise<number> {
  const result = await tx.deleteFrom('passkeys').where('user_id', '=', userId).executeTakeFirst();
  return Number(result.numDeletedRows);
}
