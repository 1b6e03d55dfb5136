// The end of every sign-in, however it began: a session, and a line in the audit.
import { ALL_GROUP } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { recordAudit } from '../audit/record.ts';
import { selectById, selectSignInEpoch } from '../sessions/store.ts';
import type { SignInRow } from '../sessions/store.ts';

/** How somebody came in, or tried to. */
export type Way = 'password' | 'second-step' | 'recovery-code' | 'passkey' | 'single-sign-on';

/** Gives the session to the user. It gets a new id: one that was planted before the sign-in is worth nothing after it. */
export async function enter(ctx: Context, request: FastifyRequest, user: SignInRow, way: Way): Promise<void> {
  const epoch = await ctx.db.transaction(system, async (tx) => {
    await recordAudit(ctx, tx, { userId: user.id, login: user.login, requestId: request.id }, [
      { ...subjectOf(user), action: 'signed-in', after: { signInWay: way } },
    ]);
    return selectSignInEpoch(tx, user.id);
  });
  await request.session.regenerate();
  request.session.userId = user.id;
  request.session.epoch = epoch;
}

/**
 * Writes down that somebody was turned away. A login that nobody has is written down too, without its text (people type
 * passwords there): so that neither the answer nor its time tells whether a login exists.
 */
export async function recordRefused(ctx: Context, user: SignInRow | undefined, way: Way): Promise<void> {
  const nobody = { groupId: ALL_GROUP, function: 'users' as const, subject: { kind: 'user', id: null, name: '' } };
  await ctx.db.transaction(system, (tx) =>
    recordAudit(ctx, tx, null, [{ ...(user ? subjectOf(user) : nobody), action: 'sign-in-refused', after: { signInWay: way } }]),
  );
}

/** Ends the session. */
export async function leave(ctx: Context, request: FastifyRequest, actor: Actor | undefined): Promise<void> {
  const { userId } = request.session;
  // A token is not a session: it goes on.
  if (actor && userId !== undefined && request.headers.authorization === undefined) {
    await ctx.db.transaction(system, async (tx) => {
      const user = await selectById(tx, userId);
      if (!user) return;
      const doer = { userId, login: user.login, requestId: actor.requestId };
      await recordAudit(ctx, tx, doer, [{ ...subjectOf(user), action: 'signed-out' }]);
    });
  }
  await request.session.destroy();
}

export function subjectOf(user: SignInRow) {
  return { groupId: user.home_group_id, function: 'users' as const, subject: { kind: 'user', id: user.id, name: user.login } };
}
