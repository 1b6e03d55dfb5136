import type { Me } from '@licet/contract';
import { functions } from '@licet/domain';
import { hash, verify } from '@node-rs/argon2';
import type { FastifyRequest } from 'fastify';
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { deleteSignIns, updateUser } from '../users/store.ts';
import { selectByLogin, selectMe, selectOwnSets, updatePreferences } from './store.ts';

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
      reason: { code: 'wrong-login', parameters: { attempts: LOCK_AFTER, minutes: LOCK_SECONDS / 60 } },
      remedy: `After ${LOCK_AFTER} wrong attempts the login is locked for ${LOCK_SECONDS / 60} minutes.`,
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
    reason: { code: 'locked-out', parameters: { minutes } },
    remedy: `Wait ${minutes} minutes, then try again.`,
  });
}

export async function readMe(ctx: Context, actor: Actor): Promise<Me> {
  const { row, sets } = await ctx.db.read(system, async (tx) => ({
    row: await selectMe(tx, actor.userId),
    sets: await selectOwnSets(tx, actor.userId),
  }));
  if (!row) throw notFound('user');
  const rights = Object.fromEntries(functions.flatMap((fn) => (actor.highest(fn) ? [[fn, actor.highest(fn)]] : [])));
  return {
    user: { id: String(row.id), login: row.login, name: row.name, language: row.language as 'en', theme: row.theme as 'auto' },
    homeGroup: { id: String(row.groupId), kind: row.groupKind as Me['homeGroup']['kind'], name: row.groupName },
    permissionSets: sets.map(({ id, name }) => ({ id: String(id), name })),
    rights,
    administrator: actor.administrator,
    msp: row.msp,
    viewedBy: actor.viewedBy ? { id: String(actor.viewedBy.userId), login: actor.viewedBy.login } : null,
    mustChangePassword: row.must_change_password,
    autoLogoutMinutes: row.auto_logout_minutes,
    version: ctx.version,
  };
}

/** Sets a new password for the caller. Every other session and every token of the caller ends. */
export async function changePassword(
  ctx: Context,
  actor: Actor,
  given: { current: string; next: string },
  request: FastifyRequest,
): Promise<void> {
  if (actor.viewedBy)
    throw new Refusal('read-only', 'Nobody changes the password of whom they look through.', { remedy: 'End the view first.' });
  const known = await ctx.db.read(system, (tx) => selectByLogin(tx, actor.login));
  if (!known || !(await verify(known.password_hash, given.current)))
    throw new Refusal('wrong-login', 'The current password is wrong.', {
      reason: { code: 'current-password-wrong', parameters: {} },
      remedy: 'Type the password that you signed in with.',
    });
  if (given.next === given.current) {
    const errors = [
      { field: 'body.next', message: 'is the current password', reason: { code: 'password-unchanged', parameters: {} } as const },
    ];
    throw new Refusal('malformed-request', 'The new password is the current one.', { errors });
  }
  const password_hash = await hash(given.next);
  await ctx.db.transaction(system, async (tx) => {
    await deleteSignIns(tx, actor.userId);
    await updateUser(tx, actor.userId, { password_hash, must_change_password: false });
    const subject = { kind: 'user', id: actor.userId, name: actor.login };
    await recordAudit(ctx, tx, actor, [{ groupId: actor.homeGroupId, function: 'users', action: 'password-changed', subject }]);
  });
  await request.session.regenerate();
  request.session.userId = actor.userId;
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
