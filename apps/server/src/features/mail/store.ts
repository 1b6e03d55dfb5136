import type { mailSecurities } from '@licet/contract';
import type { Tx } from '../../db/transaction.ts';

export interface MailRow {
  host: string;
  port: number;
  security: (typeof mailSecurities)[number];
  login: string | null;
  password_sealed: Buffer | null;
  sender: string;
}

/** Undefined while nobody has said how mail is sent. */
export async function selectMail(tx: Tx): Promise<MailRow | undefined> {
  const row = await tx
    .selectFrom('mail_settings')
    .select(['host', 'port', 'security', 'login', 'password_sealed', 'sender'])
    .executeTakeFirst();
  return row as MailRow | undefined;
}

export async function upsertMail(tx: Tx, row: MailRow): Promise<void> {
  await tx
    .insertInto('mail_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}

export async function deleteMail(tx: Tx): Promise<void> {
  await tx.deleteFrom('mail_settings').execute();
}
