// What a browser is asked to sign: bound to its session, for one answer, and not for long.
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';

interface Challenge {
  value: string;
  purpose: 'register' | 'sign-in' | 'proof';
  /** Milliseconds since 1970. */
  until: number;
}

declare module 'fastify' {
  interface Session {
    challenge?: Challenge;
  }
}

const CHALLENGE_MS = 5 * 60_000;

export function putChallenge(ctx: Context, request: FastifyRequest, purpose: Challenge['purpose'], value: string): void {
  request.session.challenge = { value, purpose, until: ctx.now().getTime() + CHALLENGE_MS };
}

/** The challenge that the session waits for, which it waits for no longer; undefined when it waits for none. */
export async function takeChallenge(ctx: Context, request: FastifyRequest, purpose: Challenge['purpose']): Promise<string | undefined> {
  const { challenge } = request.session;
  if (!challenge) return undefined;
  delete request.session.challenge;
  // Kept at once: a second answer that comes meanwhile finds nothing.
  await request.session.save();
  return challenge.purpose === purpose && challenge.until > ctx.now().getTime() ? challenge.value : undefined;
}

/** The site that passkeys are for: host name and origins. Without LICET_URL it is the host that the browser asked. */
export function siteOf(ctx: Context, request: FastifyRequest): { host: string; origins: string[] } {
  const { publicUrl } = ctx.config;
  if (publicUrl !== undefined) return { host: new URL(publicUrl).hostname, origins: [new URL(publicUrl).origin] };
  // Behind a proxy the server does not know whether the browser speaks TLS.
  return { host: request.hostname, origins: [`https://${request.host}`, `http://${request.host}`] };
}
