// What a session of the console keeps, and when it is over.
import type { Shown } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { CallerRow } from './store.ts';

/** How somebody came in, or tried to. */
export type Way = 'password' | 'second-step' | 'recovery-code' | 'passkey' | 'single-sign-on';

declare module 'fastify' {
  interface Session {
    userId?: number;
    /** Whose eyes the user looks through; nothing can be changed meanwhile. */
    viewing?: number;
    /** The user's `sign_in_epoch` when the session began. */
    epoch?: number;
    /** How the user came in, from where, and with which browser, as it calls itself. */
    way?: Way;
    address?: string;
    agent?: string;
    /** What the sign-in has shown besides a password. */
    shown?: Shown | undefined;
    /** When the last request came, milliseconds: a user may have a shorter limit than the server's. */
    seenAt?: number;
    /** When the first request came, milliseconds. */
    beganAt?: number;
  }
}

/** Ended, not only passed over: the next request would find it fresh. An empty one takes its place, to sign in with. */
export async function endSession(request: FastifyRequest): Promise<undefined> {
  await request.session.regenerate();
}

/** No session lasts longer, used or not. */
export const LONGEST_MS = 24 * 60 * 60_000;

/** A session ends when its user's sign-ins are ended, with its longest time, and before with the limit that its user has set for the time between two requests. */
export function isOver(ctx: Context, request: FastifyRequest, { auto_logout_minutes: limit, sign_in_epoch }: CallerRow): boolean {
  const now = ctx.now().getTime();
  const { seenAt = now, beganAt = now } = request.session;
  request.session.seenAt = now;
  request.session.beganAt = beganAt;
  if ((request.session.epoch ?? 0) !== sign_in_epoch) return true;
  return now - beganAt > LONGEST_MS || (limit !== null && now - seenAt > limit * 60_000);
}
