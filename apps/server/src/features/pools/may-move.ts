import { reaches } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { selectGroup } from '../groups/store.ts';
import { selectPool } from './store.ts';

/** Refuses a move that the caller lacks the rights for: write on licenses in the old group and in the new one (R31). */
export async function mayMove(tx: Tx, actor: Actor, poolId: number, to: number) {
  const pool = await selectPool(tx, poolId);
  if (!pool) throw notFound('pool');
  const group = await selectGroup(tx, to);
  if (!group) throw notFound('group');
  const writable = actor.scope('licenses', 'write');
  for (const [id, which, code] of [
    [pool.access_group_id, 'the group that it is in', 'move-from-refused'],
    [to, 'the group that it is to go to', 'move-to-refused'],
  ] as const) {
    if (reaches(writable, id)) continue;
    throw new Refusal('not-permitted', `Moving the pool needs write on licenses in ${which}.`, {
      reason: { code, parameters: {} },
      needs: { function: 'licenses', level: 'write' },
    });
  }
  return pool;
}
