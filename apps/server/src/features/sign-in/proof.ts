// What opens a sign-in is changed only by who proves to be its user, in that very request: an open console on an empty chair,
// or a stolen API token, is not enough.
import type { Proof } from '@licet/contract';
import { verify } from '@node-rs/argon2';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { selectByLogin } from '../sessions/store.ts';
import type { Attempts } from './attempts.ts';
import { takeCode, wrongCode } from './second-step.ts';

/** Refuses what no session of the caller's own asks for: a token, which may carry less than its user holds, stays what it is. */
export function refuseTokens(actor: Actor, request: FastifyRequest): void {
  if (request.headers.authorization === undefined && request.session.userId === actor.userId) return;
  throw new Refusal('not-permitted', 'What opens a sign-in is changed in the console, not with an API token.', {
    reason: { code: 'needs-own-session', parameters: {} },
    remedy: 'Sign in to the console.',
  });
}

/** Refuses without the right password or a right code of the caller's; wrong ones count for the lock of the login. */
export async function refuseUnproven(ctx: Context, attempts: Attempts, actor: Actor, proof: Proof, request: FastifyRequest): Promise<void> {
  refuseTokens(actor, request);
  const { password, code = '' } = proof;
  if (password !== undefined) return refuseWrongPassword(ctx, attempts, actor, password, request);
  if (!(await attempts.make(actor.login, request, () => takeCode(ctx, actor.userId, code)))) throw wrongCode();
}

/** Refuses a password that is not the caller's; wrong ones count for the lock of the login. */
export async function refuseWrongPassword(
  ctx: Context,
  attempts: Attempts,
  actor: Actor,
  password: string,
  request: FastifyRequest,
): Promise<void> {
  const right = await attempts.make(actor.login, request, async () => {
    const known = await ctx.db.read(system, (tx) => selectByLogin(tx, actor.login));
    return (known && (await verify(known.password_hash, password))) || undefined;
  });
  if (right) return;
  throw new Refusal('wrong-login', 'The current password is wrong.', {
    reason: { code: 'current-password-wrong', parameters: {} },
    remedy: 'Type the password that you signed in with.',
  });
}
