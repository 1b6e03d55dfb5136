import type { Tx } from '../../db/transaction.ts';

export interface StepRow {
  user_id: number;
  secret_sealed: Buffer;
  salt: Buffer;
  enabled_at: Date | null;
  last_step: number;
}

/** Keeps a new secret that waits for its first code; one that is in use stays and false is answered. */
export async function putWaitingStep(tx: Tx, step: { user_id: number; secret_sealed: Buffer; salt: Buffer }): Promise<boolean> {
  const row = await tx
    .insertInto('second_steps')
    .values(step)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(step).where('second_steps.enabled_at', 'is', null))
    .returning('user_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function selectStep(tx: Tx, userId: number): Promise<StepRow | undefined> {
  return tx
    .selectFrom('second_steps')
    .select(['user_id', 'secret_sealed', 'salt', 'enabled_at', 'last_step'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

export async function selectEnabledStep(tx: Tx, userId: number): Promise<StepRow | undefined> {
  const step = await selectStep(tx, userId);
  return step?.enabled_at ? step : undefined;
}

/** Takes the code of a half minute; false when that one or a later one was taken before. */
export async function takeStep(tx: Tx, userId: number, step: number): Promise<boolean> {
  const result = await tx
    .updateTable('second_steps')
    .set({ last_step: step })
    .where('user_id', '=', userId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function enableStep(tx: Tx, userId: number, now: Date): Promise<void> {
  await tx.updateTable('second_steps').set({ enabled_at: now }).where('user_id', '=', userId).execute();
}

export async function deleteStep(tx: Tx, userId: number): Promise<boolean> {
  const result = await tx.deleteFrom('second_steps').where('user_id', '=', userId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function replaceRecoveryCodes(tx: Tx, userId: number, hashes: Buffer[]): Promise<void> {
  await tx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute();
  const rows = hashes.map((code_hash) => ({ user_id: userId, code_hash }));
  await tx.insertInto('recovery_codes').values(rows).execute();
}

/** Uses a recovery code up; false when there is no such code, or it was used before. */
export async function takeRecoveryCode(tx: Tx, userId: number, codeHash: Buffer, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Recovery codes not used yet. */
export async function countRecoveryCodes(tx: Tx, userId: number): Promise<number> {
  const row = await tx
    .selectFrom('recovery_codes')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}
