// Deleting the group of a company that no account sees any more, once nothing is in it (R21, R50).
import type { Context } from '../../context.ts';
import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { reaches } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { selectGroup } from '../groups/store.ts';
import { takeTurn } from '../sync/apply/apply.ts';
import { deleteGroup, selectHeld } from './remove-group-store.ts';

const removable = ['msp', 'customer', 'site', 'companies'];

export async function removeGroup(ctx: Context, actor: Actor, id: number): Promise<void> {
  const seen = await ctx.db.read(actor.sight, (tx) => selectGroup(tx, id));
  if (!seen) throw notFound('group');
  if (!reaches(actor.scope('groups-and-computers', 'write'), id))
    throw new Refusal('not-permitted', 'This needs write on groups-and-computers in the group.', {
      needs: { function: 'groups-and-computers', level: 'write' },
    });
  await ctx.db.transaction(wholeSight(actor), async (tx) => {
    // A run that brings the company back waits, or is waited for.
    await takeTurn(tx);
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
    if (held.length > 0)
      throw new Refusal('still-held', `${group.name} still holds ${held.length} ${held.length === 1 ? 'object' : 'objects'}.`, {
        reason: { code: 'group-holds', parameters: { group: group.name, held: held.length } },
        remedy: 'Move or remove what it holds, then delete it.',
        held: held.slice(0, 100),
      });
    const subject = { kind: 'group', id, name: group.name };
    await recordAudit(ctx, tx, actor, [{ groupId: id, function: 'groups-and-computers', action: 'group-deleted', subject }]);
    await deleteGroup(tx, id);
  });
}
