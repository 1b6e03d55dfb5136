// What people did and may take back: what was done is kept as the plan of its undoing.
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** How long something can be taken back (R33). */
export const UNDO_DAYS = 30;

export interface NewOperation {
  kind: 'pool-move' | 'account-removal';
  userId: number;
  accessGroupId: number;
  subjectId: number;
  subjectName: string;
  details: object;
  now: Date;
}

export async function insertOperation(tx: Tx, given: NewOperation): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into operations (kind, user_id, access_group_id, subject_id, subject_name, details, at, expires_at)
    values (${given.kind}, ${given.userId}, ${given.accessGroupId}, ${given.subjectId}, ${given.subjectName}, ${JSON.stringify(given.details)}::jsonb,
      ${given.now}, ${given.now}::timestamptz + ${UNDO_DAYS} * interval '1 day')
    returning id`.execute(tx);
  return (rows[0] as { id: number }).id;
}

export interface OperationRow<T> {
  id: number;
  subject_id: number;
  subject_name: string;
  access_group_id: number;
  details: T;
  at: Date;
  expires_at: Date;
  undone_at: Date | null;
  by: string | null;
}

/** The operation; undefined when it is out of sight. */
export async function selectOperation<T>(tx: Tx, kind: NewOperation['kind'], id: number): Promise<OperationRow<T> | undefined> {
  const { rows } = await sql<OperationRow<T>>`
    select o.id, o.subject_id, o.subject_name, o.access_group_id, o.details, o.at, o.expires_at, o.undone_at, null as by from operations o
    where o.id = ${id} and o.kind = ${kind}`.execute(tx);
  return rows[0];
}

/** The same, held until the end of the transaction: two cannot take one operation back. */
export async function lockOperation<T>(tx: Tx, kind: NewOperation['kind'], id: number): Promise<OperationRow<T> | undefined> {
  await sql`select from operations where id = ${id} for update`.execute(tx);
  return selectOperation<T>(tx, kind, id);
}

/** The newest of a kind for each subject that has not been taken back and still can be. */
export async function selectOperations<T>(tx: Tx, kind: NewOperation['kind'], now: Date): Promise<OperationRow<T>[]> {
  const { rows } = await sql<OperationRow<T>>`
    select o.id, o.subject_id, o.subject_name, o.access_group_id, o.details, o.at, o.expires_at, o.undone_at, u.login as by
    from operations o left join users u on u.id = o.user_id
    where o.kind = ${kind} and o.undone_at is null and o.expires_at > ${now} order by o.id desc`.execute(tx);
  return rows;
}

export async function noteUndone(tx: Tx, id: number, userId: number, now: Date): Promise<void> {
  await sql`update operations set undone_at = ${now}, undone_by = ${userId} where id = ${id}`.execute(tx);
}
