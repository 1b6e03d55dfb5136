// Logins that a setup would propose: free ones, so that a customer can be set up again with what is proposed (R40).
import { proposeLogin } from '@licet/domain';
import type { Lack } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { selectFreeLogins } from './store.ts';
import type { CustomerRow } from './store.ts';

/** A login for each customer, no two the same for those for whom the caller may make users. */
export async function proposeLogins(
  ctx: Context,
  rows: CustomerRow[],
  lacksOf: (row: CustomerRow) => Lack[],
): Promise<Map<number, string>> {
  const plain = new Map(rows.map((row) => [row.id, proposeLogin(row.name)]));
  // Who may make no user there is not told either which logins are taken.
  const asking = rows.filter((row) => !lacksOf(row).some((lack) => lack.function === 'users'));
  const ofBase = Map.groupBy(asking, (row) => plain.get(row.id) ?? '');
  if (ofBase.size === 0) return plain;
  const wishes = [...ofBase].map(([base, { length }]) => ({ base, wanted: length }));
  // Logins are unique in the whole server, beyond the caller's sight.
  const free = await ctx.db.read(wholeSight, (tx) => selectFreeLogins(tx, wishes));
  for (const [base, alike] of ofBase) for (const [i, row] of alike.entries()) plain.set(row.id, free.get(base)?.[i] ?? base);
  return plain;
}
