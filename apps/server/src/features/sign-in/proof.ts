// What opens a sign-in is changed only by who proves to be its user, in that very request: an open console on an empty chair,
// or a stolen API token, is not enough.
import type { Proof } from '@licet/contract';
import { verify } from '@node-rs/argon2';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { generateAuthenticationOptions } from '@simplewebauthn/server';
import { selectByLogin } from '../sessions/store.ts';
import type { Attempts } from './attempts.ts';
import { putChallenge, siteOf } from './challenge.ts';
import { takeSignedAnswer } from './passkey-answer.ts';
import { selectPasskeys } from './passkeys-store.ts';
import { takeCode, wrongCode } from './second-step.ts';

/** Refuses what no session of the caller's own asks for: a token, which may carry less than its user holds, stays what it is. */
export function refuseTokens(actor: Actor, request: FastifyRequest): void {
  if (request.headers.authorization === undefined && request.session.userId === actor.userId) return;
  throw new Refusal('not-permitted', 'What opens a sign-in is changed in the console, not with an API token.', {
    reason: { code: 'needs-own-session', parameters: {} },
    remedy: 'Sign in to the console.',
  });
}

/** Begins a proof with a passkey: the browser is asked for one of the caller's own. */
export async function beginProof(ctx: Context, actor: Actor, request: FastifyRequest) {
  refuseTokens(actor, request);
  const own = await ctx.db.read(wholeSight, (tx) => selectPasskeys(tx, actor.userId));
  const options = await generateAuthenticationOptions({
    rpID: siteOf(ctx, request).host,
    userVerification: 'required',
    allowCredentials: own.map((one) => ({ id: one.credential_id, transports: one.transports })),
  });
  putChallenge(ctx, request, 'proof', options.challenge);
  return { ...options };
}

/** Refuses without a proof of the caller's own; wrong passwords and codes count for the lock of the login. */
export async function refuseUnproven(ctx: Context, attempts: Attempts, actor: Actor, proof: Proof, request: FastifyRequest): Promise<void> {
  refuseTokens(actor, request);
  const { password, passkey, code = '' } = proof;
  if (passkey !== undefined) return refuseWrongPasskey(ctx, actor, passkey, request);
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
    const known = await ctx.db.read(wholeSight, (tx) => selectByLogin(tx, actor.login));
    return (known && (await verify(known.password_hash, password))) || undefined;
  });
  if (right) return;
  throw new Refusal('wrong-login', 'The current password is wrong.', {
    reason: { code: 'current-password-wrong', parameters: {} },
    remedy: 'Type the password that you signed in with.',
  });
}

/** Refuses what none of the caller's passkeys has signed. Nobody guesses a signature, so it counts for no lock. */
async function refuseWrongPasskey(ctx: Context, actor: Actor, passkey: object, request: FastifyRequest): Promise<void> {
  const { userId, right } = await takeSignedAnswer(ctx, request, 'proof', passkey);
  if (right && userId === actor.userId) return;
  throw new Refusal('wrong-passkey', 'None of your passkeys has signed this, or it came too late.', {
    reason: { code: 'proof-passkey-wrong', parameters: {} },
    remedy: 'Try again, or use the password.',
  });
}
