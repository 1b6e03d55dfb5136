import { randomBytes } from 'node:crypto';
import type { Me } from '@licet/contract';
import { functions } from '@licet/domain';
import { hash, verify } from '@node-rs/argon2';
import type { FastifyRequest } from 'fastify';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { hashToken } from './identify.ts';
import { deleteToken, insertToken, selectByLogin, selectMe, selectTokens, updatePreferences } from './store.ts';

/** Wrong passwords for one login before it is locked, and for how long (seconds). */
export const LOCK_AFTER = 10;
export const LOCK_SECONDS = 15 * 60;

/** Verified against when the login does not exist, so that the answer takes as long. */
const nobodysHash = hash('nobody has this password');

/** Signs in; throws a refusal that does not say whether login or password was wrong. */
export async function signIn(
  ctx: Context,
  attempts: RateLimiterPostgres,
  given: { login: string; password: string },
  request: FastifyRequest,
): Promise<number> {
  const key = given.login.toLowerCase();
  const before = await attempts.get(key);
  if (before && before.consumedPoints >= LOCK_AFTER) throw lockedOut(before.msBeforeNext);
  const user = await ctx.db.transaction(system, (tx) => selectByLogin(tx, given.login));
  const right = await verify(user?.password_hash ?? (await nobodysHash), given.password);
  if (!user || !right || !user.enabled) {
    const after = await attempts.penalty(key);
    if (after.consumedPoints >= LOCK_AFTER) throw lockedOut(after.msBeforeNext);
    throw new Refusal('wrong-login', 'Login or password is wrong.', {
      remedy: `After ${LOCK_AFTER} wrong attempts the login is locked for 15 minutes.`,
    });
  }
  await attempts.delete(key);
  // A new id for the session: one that was planted before the sign-in is worth nothing after it.
  await request.session.regenerate();
  request.session.userId = user.id;
  return user.id;
}

function lockedOut(ms: number): Refusal {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new Refusal('locked-out', 'There were too many wrong passwords for this login.', {
    remedy: `Wait ${minutes} minutes, then try again.`,
  });
}

export async function readMe(ctx: Context, actor: Actor): Promise<Me> {
  const row = await ctx.db.read(system, (tx) => selectMe(tx, actor.userId));
  if (!row) throw notFound('user');
  const rights = Object.fromEntries(functions.flatMap((fn) => (actor.highest(fn) ? [[fn, actor.highest(fn)]] : [])));
  return {
    user: { id: String(row.id), login: row.login, name: row.name, language: row.language as 'en', theme: row.theme as 'auto' },
    homeGroup: { id: String(row.groupId), name: row.groupName },
    rights,
    administrator: actor.administrator,
    msp: row.msp,
    version: ctx.version,
  };
}

export async function prefer(
  ctx: Context,
  actor: Actor,
  preferences: { language?: string | undefined; theme?: string | undefined },
): Promise<Me> {
  const given = Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await ctx.db.transaction(system, (tx) => updatePreferences(tx, actor.userId, given));
  return readMe(ctx, actor);
}

export async function createToken(ctx: Context, actor: Actor, given: { name: string; expiresAt: string | null }) {
  const secret = `licet_${randomBytes(32).toString('base64url')}`;
  const expires_at = given.expiresAt === null ? null : new Date(given.expiresAt);
  if (expires_at && expires_at <= ctx.now()) {
    const errors = [{ field: 'body.expiresAt', message: 'lies in the past' }];
    throw new Refusal('malformed-request', 'A token cannot expire in the past.', { errors });
  }
  const row = await ctx.db.transaction(actor.sight, (tx) =>
    insertToken(tx, { user_id: actor.userId, name: given.name, secret_hash: hashToken(secret), expires_at }),
  );
  return { ...tokenView(row), secret };
}

export async function listTokens(ctx: Context, actor: Actor) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectTokens(tx, actor.userId));
  return rows.map(tokenView);
}

export async function revokeToken(ctx: Context, actor: Actor, id: string): Promise<void> {
  const found = await ctx.db.transaction(actor.sight, (tx) => deleteToken(tx, actor.userId, Number(id)));
  if (!found) throw notFound('token');
}

function tokenView(row: { id: number; name: string; created_at: Date; expires_at: Date | null; last_used_at: Date | null }) {
  return {
    id: String(row.id),
    name: row.name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
