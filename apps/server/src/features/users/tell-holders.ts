import type { Tx } from '../../db/transaction.ts';
import type { Done } from '../audit/record.ts';
import { selectHolders } from './granting-store.ts';

/** Gives sets to users or takes them away, and tells it of each of the users: what they held, and what they hold now. */
export async function tellHolders(tx: Tx, userIds: number[], work: () => Promise<void>): Promise<Done[]> {
  const before = new Map((await selectHolders(tx, userIds)).map((user) => [user.id, user.sets]));
  await work();
  const after = await selectHolders(tx, userIds);
  return after.flatMap(({ id, login, home_group_id: groupId, sets }) => {
    const had = before.get(id) ?? [];
    if (JSON.stringify(had) === JSON.stringify(sets)) return [];
    const subject = { kind: 'user' as const, id, name: login };
    return [
      { groupId, function: 'users', action: 'user-changed', subject, before: { permissionSets: had }, after: { permissionSets: sets } },
    ];
  });
}
