// What synchronization keeps of a portal account: its state, its file, and when it is due.
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { reasonColumns } from './because.ts';
import type { Because } from './because.ts';

/** Locks the account against others that start, end or answer its runs. Taken before the run's own row, always. */
export async function lockAccountRow(tx: Tx, accountId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('portal_accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The file that an account is read from; undefined for one that is read at its portal. */
export async function selectSnapshot(tx: Tx, accountId: number): Promise<unknown> {
  const row = await tx.selectFrom('account_snapshots').select('content').where('account_id', '=', accountId).executeTakeFirst();
  return row?.content;
}

export async function selectAccountsDue(tx: Tx, now: Date): Promise<number[]> {
  const rows = await tx
    .selectFrom('portal_accounts')
    .select('id')
    .where('removed_at', 'is', null)
    .where('next_run_at', '<=', now)
    .execute();
  return rows.map((row) => row.id);
}

export interface AccountUpdate {
  state?: string;
  because?: Because | null;
  structure_at?: Date;
  /** An account of a file has none, whatever is given. */
  next_run_at?: Date;
}

export async function updateAccount(
  tx: Tx,
  accountId: number,
  { because: why, next_run_at: due, ...update }: AccountUpdate,
): Promise<void> {
  const { reason, reasons } = reasonColumns(why ?? null);
  const columns = {
    ...update,
    ...(why === undefined ? {} : { state_reason: reason, state_reasons: reasons }),
    ...(due === undefined ? {} : { next_run_at: sql<Date | null>`case when file_taken_at is null then ${due}::timestamptz end` }),
  };
  await tx.updateTable('portal_accounts').set(columns).where('id', '=', accountId).execute();
}

/** Whether the account's structure was ever applied. */
export async function isSynchronized(tx: Tx, accountId: number): Promise<boolean> {
  const row = await tx.selectFrom('portal_accounts').select('structure_at').where('id', '=', accountId).executeTakeFirst();
  return (row?.structure_at ?? null) !== null;
}
