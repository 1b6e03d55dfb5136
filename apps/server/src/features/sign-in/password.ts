// Signing in with a password, and changing it.
import { asksFor } from '@licet/domain';
import { hash, verify } from '@node-rs/argon2';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { loadRights } from '../sessions/rights.ts';
import { selectByLogin, selectSignInEpoch } from '../sessions/store.ts';
import { refuseCommonPassword } from '../users/password.ts';
import { deleteSignIns, updateUser } from '../users/store.ts';
import { LOCK_AFTER, LOCK_SECONDS } from './attempts.ts';
import type { Attempts } from './attempts.ts';
import { enter, recordRefused } from './enter.ts';
import { selectPasskeys } from './passkeys-store.ts';
import { selectPolicy } from './policy-store.ts';
import { refuseTokens, refuseWrongPassword } from './proof.ts';
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
  const user = await attempts.make(given.login, request, async () => {
    const known = await ctx.db.transaction(wholeSight, (tx) => selectByLogin(tx, given.login));
    const right = await verify(known?.password_hash ?? (await nobodysHash), given.password);
    if (known?.enabled && right) return known;
    await recordRefused(ctx, known, 'password');
    return undefined;
  });
  if (!user) throw wrongLogin();
  // Wrong attempts are forgotten at the end only: whoever knows the password must not try codes for ever.
  if (await ctx.db.read(wholeSight, (tx) => selectEnabledStep(tx, user.id))) return beginHalf(ctx, user, request);
  if (await ctx.db.read(wholeSight, (tx) => needsPasskey(tx, user.id))) throw passkeyNeeded();
  await attempts.forget(user.login);
  await enter(ctx, request, user, 'password');
}

/** Whether a passkey is the second step of a user who is asked for one. */
async function needsPasskey(tx: Tx, userId: number): Promise<boolean> {
  const policy = await selectPolicy(tx);
  if (policy.secondStepFor === 'nobody' || (await selectPasskeys(tx, userId)).length === 0) return false;
  return asksFor(policy, (await loadRights(tx, userId))?.administrator ?? false);
}

function passkeyNeeded(): Refusal {
  return new Refusal('passkey-needed', 'The password is right, but it is not enough here: a second step is required.', {
    remedy: 'Sign in with your passkey. If it is lost, ask an administrator to reset your sign-in methods. Programs use an API token.',
  });
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
  refuseTokens(actor, request);
  await refuseWrongPassword(ctx, attempts, actor, given.current, request);
  if (given.next === given.current) {
    const errors = [
      { field: 'body.next', message: 'is the current password', reason: { code: 'password-unchanged', parameters: {} } as const },
    ];
    throw new Refusal('malformed-request', 'The new password is the current one.', { errors });
  }
  refuseCommonPassword(given.next, 'body.next', [actor.login]);
  const password_hash = await hash(given.next);
  const epoch = await ctx.db.transaction(wholeSight, async (tx) => {
    await deleteSignIns(tx, actor.userId);
    await updateUser(tx, actor.userId, { password_hash, must_change_password: false });
    const subject = { kind: 'user' as const, id: actor.userId, name: actor.login };
    await recordAudit(ctx, tx, actor, [{ groupId: actor.homeGroupId, function: 'users', action: 'password-changed', subject }]);
    return selectSignInEpoch(tx, actor.userId);
  });
  await request.session.regenerate(['userId', 'way', 'shown', 'address', 'agent']);
  request.session.epoch = epoch;
}
