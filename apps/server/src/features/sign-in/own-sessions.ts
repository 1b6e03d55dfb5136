// Where a user is signed in, and ending that; for oneself, and for who looks after the user.
import type { OwnSession, Proof } from '@licet/contract';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { LONGEST_MS } from '../sessions/session.ts';
import { selectUsers } from '../users/store.ts';
import { browserOf } from './browser.ts';
import { refuseUnproven } from './proof.ts';
import type { Asked } from './second-step-account.ts';
import { deleteSession, deleteSessions, selectSessions } from './sessions-store.ts';
import type { SessionRow } from './sessions-store.ts';

export async function listOwnSessions(ctx: Context, actor: Actor, request: FastifyRequest): Promise<OwnSession[]> {
  const of = { userId: actor.userId, currentSid: request.session.sessionId, now: ctx.now(), longest: LONGEST_MS };
  return (await ctx.db.read(wholeSight, (tx) => selectSessions(tx, of))).map(sessionView);
}

export async function endOwnSession(ctx: Context, { attempts, actor, request }: Asked, id: string, proof: Proof): Promise<void> {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  await ctx.db.transaction(wholeSight, async (tx) => {
    if (!(await deleteSession(tx, actor.userId, id))) throw notFound('session');
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(actor.userId, actor.login, actor.homeGroupId), action: 'session-ended' }]);
  });
}

/** Ends every session of the caller's but the one that asks. */
export async function endOtherSessions(ctx: Context, { attempts, actor, request }: Asked, proof: Proof): Promise<void> {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  await endAll(ctx, actor, { id: actor.userId, login: actor.login, homeGroupId: actor.homeGroupId }, request.session.sessionId);
}

/** Ends every session of a user whom the caller may write. API tokens go on. */
export async function endSessionsOf(ctx: Context, actor: Actor, id: number): Promise<void> {
  const [user] = await ctx.db.read(actor.sight, (tx) => selectUsers(tx, { id }));
  if (!user) throw notFound('user');
  requireRight(actor, 'users', 'write', user.home_group_id);
  await endAll(ctx, actor, { id, login: user.login, homeGroupId: user.home_group_id }, null);
}

async function endAll(
  ctx: Context,
  actor: Actor,
  user: { id: number; login: string; homeGroupId: number },
  besides: string | null,
): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    const sessions = await deleteSessions(tx, user.id, besides);
    await recordAudit(ctx, tx, actor, [
      { ...subjectOf(user.id, user.login, user.homeGroupId), action: 'sessions-ended', before: { sessions } },
    ]);
  });
}

function subjectOf(id: number, login: string, groupId: number) {
  return { groupId, function: 'users' as const, subject: { kind: 'user' as const, id, name: login } };
}

function sessionView(row: SessionRow): OwnSession {
  return {
    id: row.id,
    current: row.current,
    way: row.way as OwnSession['way'],
    address: row.address,
    browser: browserOf(row.agent ?? ''),
    beganAt: row.began_at.toISOString(),
    lastUsedAt: row.seen_at.toISOString(),
  };
}
