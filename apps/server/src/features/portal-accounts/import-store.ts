import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** The company that a login belongs to. */
export interface Root {
  upstreamId: string;
  name: string;
  type: number;
}

/** The linked account of a login, held against others; `fileTakenAt` is null for one that is read at its portal. */
export async function lockLinked(tx: Tx, login: string): Promise<{ id: number; fileTakenAt: Date | null } | undefined> {
  return tx
    .selectFrom('portal_accounts')
    .select(['id', 'file_taken_at as fileTakenAt'])
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
}

/** Keeps the file of an account, in the place of an earlier one. */
export async function saveSnapshot(tx: Tx, accountId: number, content: string): Promise<void> {
  await sql`
    insert into account_snapshots (account_id, content) values (${accountId}, ${content}::json)
    on conflict (account_id) do update set content = excluded.content`.execute(tx);
}

/** Notes the moment of a newer file. */
export async function updateFile(tx: Tx, accountId: number, takenAt: Date, root: Root): Promise<void> {
  await tx
    .updateTable('portal_accounts')
    .set({ file_taken_at: takenAt, root_upstream_id: root.upstreamId, root_name: root.name, root_type: root.type })
    .where('id', '=', accountId)
    .execute();
}

/** From now on the account is read at its portal; its file is forgotten. */
export async function connectAccount(tx: Tx, accountId: number, passwordSealed: Buffer, root: Root): Promise<void> {
  await tx
    .updateTable('portal_accounts')
    .set({
      password_sealed: passwordSealed,
      file_taken_at: null,
      root_upstream_id: root.upstreamId,
      root_name: root.name,
      root_type: root.type,
    })
    .where('id', '=', accountId)
    .execute();
  await tx.deleteFrom('account_snapshots').where('account_id', '=', accountId).execute();
}
