// An administrator lets somebody in again whose telephone is lost.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { refuseMore } from '../users/grants.ts';
import { deleteSignIns, selectUserGrants, selectUsers } from '../users/store.ts';
import { deleteIdentities } from './identities-store.ts';
import { deletePasskeys } from './passkeys-store.ts';
import { deleteStep } from './second-step-store.ts';

/** Takes everything besides the password. Only who holds everything that the user holds may, as with a new password. */
export async function resetSignIn(ctx: Context, actor: Actor, id: number): Promise<void> {
  const user = await ctx.db.read(actor.sight, async (tx) => {
    const [found] = await selectUsers(tx, { id });
    if (!found) throw notFound('user');
    requireRight(actor, 'users', 'write', found.home_group_id);
    refuseMore(actor, await selectUserGrants(tx, id));
    return found;
  });
  await ctx.db.transaction(wholeSight, async (tx) => {
    const secondStep = await deleteStep(tx, id);
    const passkeys = await deletePasskeys(tx, id);
    const singleSignOn = await deleteIdentities(tx, id);
    await deleteSignIns(tx, id);
    const before = { secondStep, passkeys, singleSignOn };
    const subject = { kind: 'user' as const, id, name: user.login };
    await recordAudit(ctx, tx, actor, [
      { groupId: user.home_group_id, function: 'users', action: 'sign-in-methods-reset', subject, before },
    ]);
  });
}
