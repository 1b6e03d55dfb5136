import { type Ema2TokenPair, readTokenPair, WireError } from '@licet/portal-api';
import { call, type CallOptions, type Means, type Tokens } from './caller.ts';
import type { Clock } from './clock.ts';
import type { Answer } from './exchange.ts';
import { PortalError } from './portal-error.ts';
import { Failure } from './verdict.ts';

/** A login and its renewals last 30 minutes, however often it is renewed (documented). */
const sessionLife = 30 * 60_000;
/** Life of a token that does not say how long it lives: the shorter of the two documented ones. */
const assumedLife = 60_000;
/** A token is renewed that long before its end, or a fifth of its life when that is shorter. */
const longestMargin = 10_000;

interface Session {
  pair: Ema2TokenPair;
  loggedInAt: number;
  /** When a new token is fetched while this one is still used. */
  renewAt: number;
  /** When this one is used no more. */
  staleAt: number;
  renewed: boolean;
  refused: boolean;
}

interface SessionMeans extends Omit<Means, 'tokens'> {
  clock: Clock;
  login: string;
  password: string;
  /** Ends when the connector is closed: one caller that gives up must not take the token from the others. */
  closed: AbortSignal;
}

/**
 * Keeps one token for all calls of an account. It is fetched once however many wait for it: renewed while the session
 * lasts, else by a new login. Failures are `PortalError`s of the scope `run`, since without a token nothing can be read.
 */
export function openSession(means: SessionMeans): Tokens {
  const { clock, log } = means;
  let session: Session | undefined;
  let underWay: Promise<Session> | undefined;

  function next(options: CallOptions): Promise<Session> {
    underWay ??= obtain(options)
      .then((fresh) => (session = fresh))
      .finally(() => (underWay = undefined));
    return underWay;
  }

  async function obtain(options: CallOptions): Promise<Session> {
    // A renewed token that is refused before its time means that the session is over.
    const over = !session || clock.now() >= session.loggedInAt + sessionLife - longestMargin || (session.refused && session.renewed);
    return (session && !over ? await renew(session, options) : undefined) ?? logIn(options);
  }

  async function renew(old: Session, options: CallOptions): Promise<Session | undefined> {
    const { accessToken, refreshToken } = old.pair;
    try {
      return { ...(await ask('Token/Renew', { refreshToken }, options, accessToken)), loggedInAt: old.loggedInAt, renewed: true };
    } catch (error) {
      // Whatever is wrong, an answer may have been lost together with the rotated token: the password settles it.
      if (!(error instanceof PortalError) || error.scope === 'run') throw error;
      log('info', 'portal token is not renewed, logging in again', { why: error.code });
      return undefined;
    }
  }

  async function logIn(options: CallOptions): Promise<Session> {
    try {
      return await ask('Token/Get', { username: means.login, password: means.password }, options);
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      const message = error.code === 'credentials-refused' ? 'The portal refuses the login or the password.' : error.message;
      throw new PortalError(error.code, message, 'run', error.reason);
    }
  }

  async function ask(path: string, body: unknown, { patience }: CallOptions, token?: string): Promise<Session> {
    const question = { method: 'POST', path, body, secret: true, ...(token === undefined ? {} : { token }) } as const;
    const { pair, life } = await call(means, question, readPair, { patience, signal: means.closed, rank: 'token' });
    const now = clock.now();
    const margin = Math.min(longestMargin, life / 5);
    return { pair, loggedInAt: now, renewAt: now + life - margin, staleAt: now + life - margin / 5, renewed: false, refused: false };
  }

  function readPair(value: unknown, answer: Answer): { pair: Ema2TokenPair; life: number } {
    try {
      const pair = readTokenPair(value);
      return { pair, life: lifeOf(pair, answer.date ?? clock.now()) };
    } catch (error) {
      // The excerpt in a WireError may be a piece of a token.
      if (error instanceof WireError)
        throw new Failure('bad-answer', 'answered without a token', 2, (call) => ({ code: 'token-missing', parameters: { call } }));
      throw error;
    }
  }

  return {
    async fetch(options) {
      const now = clock.now();
      if (!session || session.refused || now >= session.staleAt) return (await next(options)).pair.accessToken;
      // Unseen by the caller; should it fail, the call that finds the token stale hears why.
      if (now >= session.renewAt) next(options).catch(() => undefined);
      return session.pair.accessToken;
    },
    refuse(token) {
      if (session?.pair.accessToken !== token || session.refused) return false;
      session.refused = true;
      return true;
    },
  };
}

/** Milliseconds. `exp` is meant by the portal's clock, so it is measured against the portal's own date. */
function lifeOf({ exp, expiresIn }: Ema2TokenPair, portalNow: number): number {
  const life = exp === null ? (expiresIn ?? 0) * 1000 : exp * 1000 - portalNow;
  return life > 0 ? life : assumedLife;
}
