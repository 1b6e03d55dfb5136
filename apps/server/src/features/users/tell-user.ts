// What the audit says of users.
import type { Tx } from '../../db/transaction.ts';
import { tellGroup } from '../audit/record.ts';
import { selectSameChain } from '../audit/store.ts';
import { selectSets } from './permission-sets-store.ts';
import { selectOwned } from './store.ts';
import type { UserRow } from './store.ts';

export function subjectOf(row: UserRow) {
  return { groupId: row.home_group_id, function: 'users' as const, subject: { kind: 'user' as const, id: row.id, name: row.login } };
}

/** A user as the audit tells it. Permission sets kept out of the chain's company go unnamed. */
export async function factsOf(tx: Tx, row: UserRow, chainOf = row.home_group_id) {
  const sets = await selectSets(tx, { ids: row.permission_sets.map((set) => Number(set.id)) });
  const near = await selectSameChain(tx, chainOf, [row.home_group_id, ...sets.map((set) => set.access_group_id)]);
  return {
    login: row.login,
    name: row.name,
    enabled: row.enabled,
    homeGroup: tellGroup(near, row.home_group_id),
    permissionSets: sets.map((set) => (near.has(set.access_group_id) ? set.name : `#${set.id}`)),
    tags: row.tags,
    autoLogoutMinutes: row.auto_logout_minutes,
    mustChangePassword: row.must_change_password,
  };
}

/** What falls silent with a user, where there is such a thing. What is kept out of the chain's company goes unnamed. */
export async function tellOwned(tx: Tx, row: UserRow): Promise<{ silenced?: string[] }> {
  const owned = await selectOwned(tx, row.id);
  if (owned.length === 0) return {};
  const groups = owned.map((one) => one.access_group_id);
  const near = await selectSameChain(tx, row.home_group_id, groups);
  return { silenced: owned.map((one) => (near.has(one.access_group_id) ? one.name : `#${one.id}`)) };
}
