import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';

/** Rows a statement takes at once: enough to be one set, few enough to be little memory. */
const PORTION = 5000;

/** Runs a statement over rows, a portion at a time; `statement` gets the portion as a JSON parameter for json_to_recordset. */
export async function eachPortion<T>(
  tx: Tx,
  rows: readonly T[],
  statement: (json: RawBuilder<unknown>) => RawBuilder<unknown>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += PORTION) {
    const json = JSON.stringify(rows.slice(start, start + PORTION));
    await statement(sql`${json}::json`).execute(tx);
  }
}

/** Takes ids for rows to come, so that rows which refer to one another can be written set-wise. */
export async function reserveIds(
  tx: Tx,
  table: 'groups' | 'companies' | 'licenses' | 'shares' | 'pools',
  count: number,
): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count}::integer)`.execute(tx);
  return rows.map((row) => row.id);
}
