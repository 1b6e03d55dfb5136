// Looking through the eyes of another user: read-only, and written down.
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { refuseMore } from '../users/grants.ts';
import { selectUserGrants, selectUsers } from '../users/store.ts';

/** Begins to look. Only who holds everything that the user holds may: nobody sees more by it than before. */
export async function beginView(ctx: Context, actor: Actor, id: number, request: FastifyRequest): Promise<void> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    const [user] = await selectUsers(tx, { id });
    if (!user) throw notFound('user');
    requireRight(actor, 'users', 'write', user.home_group_id);
    refuseMore(actor, await selectUserGrants(tx, id));
    if (request.session.userId === undefined)
      throw new Refusal('conflict', 'Only a session can look through other eyes, not an API token.', {
        reason: { code: 'view-needs-session', parameters: {} },
        remedy: 'Sign in to the console.',
      });
    if (!user.enabled || user.id === actor.userId)
      throw new Refusal('conflict', 'This user cannot be looked through.', {
        reason: { code: 'view-impossible', parameters: {} },
        remedy: 'Choose another user who may sign in.',
      });
    const subject = { kind: 'user' as const, id, name: user.login };
    await recordAudit(ctx, tx, actor, [{ groupId: user.home_group_id, function: 'users', action: 'view-as-begun', subject }]);
  });
  request.session.viewing = id;
}

/** Ends it; without a view there is nothing to end. */
export async function endView(ctx: Context, actor: Actor, request: FastifyRequest): Promise<void> {
  const { viewedBy } = actor;
  if (!viewedBy) return;
  await ctx.db.transaction(actor.sight, async (tx) => {
    const subject = { kind: 'user' as const, id: actor.userId, name: actor.login };
    const doer = { ...viewedBy, requestId: actor.requestId };
    await recordAudit(ctx, tx, doer, [{ groupId: actor.homeGroupId, function: 'users', action: 'view-as-ended', subject }]);
  });
  delete request.session.viewing;
}
