// The end of every sign-in, however it began: a session, and a line in the audit.
import { ALL_GROUP } from '@licet/domain';
import type { Shown } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { recordAudit } from '../audit/record.ts';
import type { Way } from '../sessions/session.ts';
import { selectById } from '../sessions/store.ts';
import type { SignInRow } from '../sessions/store.ts';

/** As browsers call themselves, which is long; no more than this is kept. */
const AGENT_LETTERS = 300;

/**
 * Gives the session to the user, who has shown `shown` besides a password. It gets a new id: one that was planted before the
 * sign-in is worth nothing after it. The user is as read before the sign-in was checked: sign-ins ended since then end this one.
 */
export async function enter(ctx: Context, request: FastifyRequest, user: SignInRow, way: Way, shown?: Shown): Promise<void> {
  await ctx.db.transaction(wholeSight, (tx) =>
    recordAudit(ctx, tx, { userId: user.id, login: user.login, requestId: request.id }, [
      { ...subjectOf(user), action: 'signed-in', after: { signInWay: way } },
    ]),
  );
  await request.session.regenerate();
  const agent = (request.headers['user-agent'] ?? '').slice(0, AGENT_LETTERS);
  Object.assign(request.session, { userId: user.id, epoch: user.sign_in_epoch, way, shown, address: request.ip, agent });
}

/**
 * Writes down that somebody was turned away. A login that nobody has is written down too, without its text (people type
 * passwords there): so that neither the answer nor its time tells whether a login exists.
 */
export async function recordRefused(ctx: Context, user: SignInRow | undefined, way: Way): Promise<void> {
  const nobody = { groupId: ALL_GROUP, function: 'users' as const, subject: { kind: 'user' as const, id: null, name: '' } };
  await ctx.db.transaction(wholeSight, (tx) =>
    recordAudit(ctx, tx, null, [{ ...(user ? subjectOf(user) : nobody), action: 'sign-in-refused', after: { signInWay: way } }]),
  );
}

/** Ends the session. */
export async function leave(ctx: Context, request: FastifyRequest, actor: Actor | undefined): Promise<void> {
  const { userId } = request.session;
  // A token is not a session: it goes on.
  if (actor && userId !== undefined && request.headers.authorization === undefined) {
    await ctx.db.transaction(wholeSight, async (tx) => {
      const user = await selectById(tx, userId);
      if (!user) return;
      const doer = { userId, login: user.login, requestId: actor.requestId };
      await recordAudit(ctx, tx, doer, [{ ...subjectOf(user), action: 'signed-out' }]);
    });
  }
  await request.session.destroy();
}

export function subjectOf(user: SignInRow) {
  return { groupId: user.home_group_id, function: 'users' as const, subject: { kind: 'user' as const, id: user.id, name: user.login } };
}
