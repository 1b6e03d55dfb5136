// Signing in with a password, and changing it.
import { hash, verify } from '@node-rs/argon2';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { selectByLogin, selectSignInEpoch } from '../sessions/store.ts';
import { refuseCommonPassword } from '../users/password.ts';
import { deleteSignIns, updateUser } from '../users/store.ts';
import { LOCK_AFTER, LOCK_SECONDS } from './attempts.ts';
import type { Attempts } from './attempts.ts';
import { enter, recordRefused } from './enter.ts';
import { refuseWrongPassword } from './proof.ts';
import { beginHalf } from './second-step.ts';
import { selectEnabledStep } from './second-step-store.ts';

/** Verified against when the login does not exist, so that the answer takes as long. */
const nobodysHash = hash('nobody has this password');

/**
 * Signs in; throws a refusal that does not say whether login or password was wrong. With two-step verification the session is
 * half a session afterwards, and the refusal says that the second step is needed.
 */
export async function signIn(
  ctx: Context,
  attempts: Attempts,
  given: { login: string; password: string },
  request: FastifyRequest,
): Promise<void> {
  await attempts.refuseLocked(given.login);
  const user = await ctx.db.transaction(system, (tx) => selectByLogin(tx, given.login));
  const right = await verify(user?.password_hash ?? (await nobodysHash), given.password);
  if (!user || !right || !user.enabled) {
    await recordRefused(ctx, user, 'password');
    await attempts.countWrong(given.login);
    throw wrongLogin();
  }
  // Wrong attempts are forgotten at the end only: whoever knows the password must not try codes for ever.
  if (await ctx.db.read(system, (tx) => selectEnabledStep(tx, user.id))) return beginHalf(ctx, user, request);
  await attempts.forget(user.login);
  await enter(ctx, request, user, 'password');
}

function wrongLogin(): Refusal {
  return new Refusal('wrong-login', 'Login or password is wrong.', {
    reason: { code: 'wrong-login', parameters: { attempts: LOCK_AFTER, minutes: LOCK_SECONDS / 60 } },
    remedy: `After ${LOCK_AFTER} wrong attempts the login is locked for ${LOCK_SECONDS / 60} minutes.`,
  });
}

/** Sets a new password for the caller. Every other session and every token of the caller ends. */
export async function changePassword(
  ctx: Context,
  attempts: Attempts,
  actor: Actor,
  given: { current: string; next: string },
  request: FastifyRequest,
): Promise<void> {
  if (actor.viewedBy)
    throw new Refusal('read-only', 'Nobody changes the password of whom they look through.', { remedy: 'End the view first.' });
  await refuseWrongPassword(ctx, attempts, actor, given.current);
  if (given.next === given.current) {
    const errors = [
      { field: 'body.next', message: 'is the current password', reason: { code: 'password-unchanged', parameters: {} } as const },
    ];
    throw new Refusal('malformed-request', 'The new password is the current one.', { errors });
  }
  refuseCommonPassword(given.next, 'body.next', [actor.login]);
  const password_hash = await hash(given.next);
  const epoch = await ctx.db.transaction(system, async (tx) => {
    await deleteSignIns(tx, actor.userId);
    await updateUser(tx, actor.userId, { password_hash, must_change_password: false });
    const subject = { kind: 'user', id: actor.userId, name: actor.login };
    await recordAudit(ctx, tx, actor, [{ groupId: actor.homeGroupId, function: 'users', action: 'password-changed', subject }]);
    return selectSignInEpoch(tx, actor.userId);
  });
  await request.session.regenerate();
  request.session.userId = actor.userId;
  request.session.epoch = epoch;
}
