// The account's setting *pooling* (S16): a pool for each company, or one for the account.
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { lockPlanning } from '../sync/apply/apply.ts';
import { joinPools, selectPooling, selectPoolGroups, selectSharedCompanies, splitPool, updatePooling } from './pooling-store.ts';
import { selectRemovedIds } from './store.ts';

/** Changes the pooling. Going back to one pool is refused while pools stand in different groups, because it would move them. */
export async function changePooling(tx: Tx, account: { id: number; from: string; to: string; userId: number; now: Date }): Promise<void> {
  await lockPlanning(tx);
  if ((await selectPooling(tx, account.id)) === account.to) return;
  if (account.to === 'company') await splitPool(tx, account.id);
  else await joinAll(tx, account.id);
  await updatePooling(tx, account);
}

/** What an earlier link of a login left in one pool comes back into pools of its own. */
export async function keepPoolsApart(tx: Tx, login: string): Promise<void> {
  for (const old of await selectRemovedIds(tx, login)) await splitPool(tx, old);
}

async function joinAll(tx: Tx, accountId: number): Promise<void> {
  const shared = await selectSharedCompanies(tx, accountId);
  if (shared.length > 0) {
    throw new Refusal(
      'conflict',
      `Another account sees ${shared.slice(0, 3).join(', ')} too, and its pools would be joined with this account's.`,
      {
        reason: { code: 'pooling-shared', parameters: { companies: shared.slice(0, 3).join(', ') } },
        remedy: 'Keep a pool for each company.',
      },
    );
  }
  const groups = await selectPoolGroups(tx, accountId);
  if (groups.length > 1) {
    throw new Refusal('conflict', `The pools of this account stand in ${groups.length} different access groups.`, {
      reason: { code: 'pooling-spread', parameters: { groups: groups.length } },
      remedy: 'Move all of them into one access group first.',
    });
  }
  if (groups[0] !== undefined) await joinPools(tx, accountId, groups[0]);
}
