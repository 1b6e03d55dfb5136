// Deleting the group of a company that no account sees any more, once nothing is in it (R21, R50).
import { ALL_GROUP } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit, tellGroup } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { selectSameChain } from '../audit/store.ts';
import { selectGroup } from '../groups/store.ts';
import { lockPlanning } from '../sync/apply/apply.ts';
import { deleteGroup, selectGoing, selectHeld, selectLosingSets } from './remove-group-store.ts';
import type { Held, LosingSet } from './remove-group-store.ts';

const removable = ['msp', 'customer', 'site', 'companies'];

export async function removeGroup(ctx: Context, actor: Actor, id: number): Promise<void> {
  const sight = await ctx.db.read(actor.sight, async (tx) => {
    if (!(await selectGroup(tx, id))) throw notFound('group');
    return new Set((await selectHeld(tx, id)).map(keyOf));
  });
  requireRight(actor, 'groups-and-computers', 'write', id);
  await ctx.db.transaction(wholeSight, async (tx) => {
    // A run that brings the company back waits, or is waited for.
    await lockPlanning(tx);
    const group = await selectGroup(tx, id);
    if (!group) throw notFound('group');
    if (!removable.includes(group.kind))
      throw new Refusal('conflict', 'This group is part of the server.', {
        reason: { code: 'group-of-server', parameters: {} },
        remedy: 'It stays.',
      });
    if (group.kind !== 'companies' && group.setup !== 'unlinked' && !(group.setup === 'archived' && group.accounts.length === 0))
      throw new Refusal('conflict', `${group.name} is synchronized: it follows the portal and cannot be deleted by hand.`, {
        reason: { code: 'group-synchronized', parameters: { group: group.name } },
        remedy: 'Archive the customer to hide it, or remove the portal account first.',
      });
    const held = await selectHeld(tx, id);
    if (held.length > 0) throw stillHeld(group.name, held, sight);
    await recordAudit(ctx, tx, actor, await tellGoing(tx, id));
    await deleteGroup(tx, id, { userId: actor.userId, now: ctx.now() });
  });
}

const keyOf = (one: Held) => `${one.kind} ${one.id}`;

/** Names what the caller sees; that there is more is said without how much. */
function stillHeld(name: string, all: readonly Held[], sight: ReadonlySet<string>): Refusal {
  const held = all.filter((one) => sight.has(keyOf(one)));
  const heldUnseen = held.length < all.length;
  const sentences = [
    ...(held.length > 0 ? [`${name} still holds ${held.length} ${held.length === 1 ? 'object' : 'objects'}.`] : []),
    ...(heldUnseen ? [`${name} holds what is out of your sight.`] : []),
  ];
  return new Refusal('still-held', sentences.join(' '), {
    reason:
      held.length > 0
        ? { code: 'group-holds', parameters: { group: name, held: held.length } }
        : { code: 'group-holds-unseen', parameters: { group: name } },
    remedy: heldUnseen ? 'Ask somebody who sees all of it to move or remove it.' : 'Move or remove what it holds, then delete it.',
    held: held.slice(0, 100),
    heldUnseen,
  });
}

const functionOf = {
  'installer-removed': 'installers',
  'authority-removed': 'certificates',
  'group-deleted': 'groups-and-computers',
} as const;

async function tellLosing(tx: Tx, { id, name, access_group_id: groupId, groups, going }: LosingSet): Promise<Done> {
  const near = await selectSameChain(tx, groupId, groups);
  const told = (ids: number[]) => ({ groups: ids.map((one) => tellGroup(near, one)) });
  const subject = { kind: 'permission-set' as const, id, name };
  const after = told(groups.filter((one) => !going.includes(one)));
  return { groupId, function: 'permission-sets', action: 'permission-set-changed', subject, before: told(groups), after };
}

/** An entry for each object that goes, in the chain of where it is kept. */
async function tellGoing(tx: Tx, id: number): Promise<Done[]> {
  const entries: Done[] = [];
  for (const set of await selectLosingSets(tx, id)) entries.push(await tellLosing(tx, set));
  for (const { action, kind, id: thing, name, group_id: groupId } of await selectGoing(tx, id)) {
    const subject = { kind, id: thing, name };
    if (action === 'pool-moved')
      entries.push(
        { groupId, function: 'licenses', action: 'pool-moved-away', subject },
        { groupId: ALL_GROUP, function: 'licenses', action: 'pool-moved-here', subject },
      );
    else entries.push({ groupId, function: functionOf[action], action, subject });
  }
  return entries;
}
