// Two-step verification: a code of an authenticator app after the password, or one of ten recovery codes.
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { selectById } from '../sessions/store.ts';
import type { SignInRow } from '../sessions/store.ts';
import type { Attempts } from './attempts.ts';
import { hashRecoveryCode, stepOf } from './codes.ts';
import { enter, recordRefused } from './enter.ts';
import { selectEnabledStep, takeRecoveryCode, takeStep } from './second-step-store.ts';

declare module 'fastify' {
  interface Session {
    /** Whose password was right: the second step is all that such a session opens, and not for long (milliseconds since 1970). */
    half?: { userId: number; until: number };
  }
}

/** How long the second step may take, milliseconds. */
const HALF_MS = 5 * 60_000;

const SECRET_CONTEXT = 'second step';

export function sealSecret(ctx: Context, secret: string): Buffer {
  return ctx.sealer.seal(secret, SECRET_CONTEXT);
}

export function openSecret(ctx: Context, sealed: Buffer): string {
  return ctx.sealer.open(sealed, SECRET_CONTEXT);
}

/** Makes the session one that waits for the second step. Always throws: the refusal says so. */
export async function beginHalf(ctx: Context, user: SignInRow, request: FastifyRequest): Promise<never> {
  await request.session.regenerate();
  request.session.half = { userId: user.id, until: ctx.now().getTime() + HALF_MS };
  throw new Refusal('second-step-needed', 'The password is right; a code of the authenticator app is needed, too.', {
    remedy: 'Send the code to POST /api/session/second-step with the cookie of this answer. Programs sign in with an API token instead.',
  });
}

/** Ends a sign-in with a code. */
export async function passSecondStep(ctx: Context, attempts: Attempts, code: string, request: FastifyRequest): Promise<void> {
  const { half } = request.session;
  const user = half && half.until > ctx.now().getTime() ? await ctx.db.read(wholeSight, (tx) => selectById(tx, half.userId)) : undefined;
  if (!user?.enabled)
    throw new Refusal('not-permitted', 'No sign-in waits for a code, or it has waited for too long.', {
      reason: { code: 'second-step-late', parameters: {} },
      remedy: 'Sign in with login and password again.',
    });
  const way = await attempts.make(user.login, request, async () => {
    const taken = await takeCode(ctx, user.id, code);
    if (!taken) await recordRefused(ctx, user, 'second-step');
    return taken;
  });
  if (!way) throw wrongCode();
  await attempts.forget(user.login);
  await enter(ctx, request, user, way, 'own');
}

/** Uses a code up; undefined when it is wrong, or was used before. */
export async function takeCode(ctx: Context, userId: number, code: string): Promise<'second-step' | 'recovery-code' | undefined> {
  const step = await ctx.db.read(wholeSight, (tx) => selectEnabledStep(tx, userId));
  if (!step) return undefined;
  const digits = code.replaceAll(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const at = stepOf(openSecret(ctx, step.secret_sealed), digits, ctx.now());
    const taken = at !== null && (await ctx.db.transaction(wholeSight, (tx) => takeStep(tx, userId, at)));
    return taken ? 'second-step' : undefined;
  }
  const hash = await hashRecoveryCode(code, step.salt);
  const taken = await ctx.db.transaction(wholeSight, (tx) => takeRecoveryCode(tx, userId, hash, ctx.now()));
  return taken ? 'recovery-code' : undefined;
}

export function wrongCode(): Refusal {
  return new Refusal('wrong-code', 'The code is wrong, or it was used before.', {
    remedy: 'Wait for the next code of the app, or use a recovery code. The clocks of the telephone and of the server must agree.',
  });
}
