// Nobody grants what they do not hold (R42, R44), and an administrator always remains.
import { firstExceeding } from '@licet/domain';
import type { Grant } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { hasAdministrator, selectGroupIds } from './store.ts';

/** Refuses what the caller does not hold in each of the groups. */
export function refuseMore(actor: Actor, grants: readonly Grant[]): void {
  const grant = firstExceeding(actor, grants);
  if (!grant) return;
  const needs = { function: grant.function, level: grant.level };
  throw new Refusal(
    'not-permitted',
    `You do not hold ${grant.level} on ${grant.function} in all of these groups, so you cannot grant it.`,
    { reason: { code: 'grant-exceeds', parameters: needs }, needs },
  );
}

export async function refuseUnknownGroups(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids.map(Number))];
  if (wanted.length > 0 && (await selectGroupIds(tx, wanted)).length < wanted.length) throw notFound('group');
}

/** Call at the end of what may take rights away: the transaction is rolled back when it leaves nobody who can give them again. */
export async function refuseLockout(tx: Tx, actor: Actor): Promise<void> {
  if (!actor.administrator || (await hasAdministrator(tx))) return;
  throw new Refusal('conflict', 'Nobody could link accounts and give rights any more.', {
    reason: { code: 'last-administrator', parameters: {} },
    remedy: 'Give another user all of it first: home group All, and write on licenses, users and permission sets there.',
  });
}
