import { randomBytes, randomUUID } from 'node:crypto';
import { SignJWT, jwtVerify } from 'jose';
import { Refusal } from '../refusal.ts';
import type { Switches } from '../switches.ts';
import type { Login } from '../world/model.ts';

const ISSUER = 'local-portal';
/** Claims of the one documented example. */
const AUDIENCE = 'ema2_api';
const CLAIMS = { client_id: 'Eset.EMA.API', scope: 'ema2_api offline_access' };

interface Session {
  readonly login: Login;
  readonly startedAt: number;
  /** A changed password ends the session at its next renewal. */
  readonly password: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn?: number;
}

export interface Sessions {
  /** Starts a session, whose password was checked. */
  open(login: Login, now: number, switches: Switches): Promise<Tokens>;
  /** Exchanges a refresh token, once, while the session is young enough. 401 otherwise. */
  renew(refreshToken: string, now: number, switches: Switches): Promise<Tokens>;
  /** Id of the login that an access token was made for. 401 when it ran out or is none of ours. */
  verify(accessToken: string, now: number): Promise<string>;
  /** Lets an access token run out early (a fault: the real one cannot be revoked, documented). */
  expire(accessToken: string): void;
}

export function unauthorized(message: string): Refusal {
  return new Refusal(401, message);
}

/** Sessions live in memory and end with the portal. */
export function createSessions(): Sessions {
  const secret = randomBytes(32);
  const byRefreshToken = new Map<string, Session>();
  const expired = new Set<string>();

  const issue = async (session: Session, now: number, switches: Switches): Promise<Tokens> => {
    const seconds = Math.floor(now / 1000);
    const accessToken = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(session.login.id)
      .setJti(randomUUID())
      .setNotBefore(seconds)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + Math.ceil(switches.tokenSeconds))
      .sign(secret);
    const refreshToken = randomBytes(24).toString('hex');
    byRefreshToken.set(refreshToken, session);
    return { accessToken, refreshToken, ...(switches.sendExpiresIn ? { expiresIn: Math.ceil(switches.tokenSeconds) } : {}) };
  };

  const forgetOld = (now: number, switches: Switches): void => {
    for (const [token, session] of byRefreshToken) {
      if (now - session.startedAt > switches.sessionSeconds * 1000) byRefreshToken.delete(token);
    }
  };

  return {
    open: (login, now, switches) => {
      forgetOld(now, switches);
      return issue({ login, startedAt: now, password: login.password }, now, switches);
    },
    renew: async (refreshToken, now, switches) => {
      forgetOld(now, switches);
      const session = byRefreshToken.get(refreshToken);
      if (!session) throw unauthorized('The refresh token is not valid or the session is over.');
      byRefreshToken.delete(refreshToken);
      if (!session.login.enabled || session.login.password !== session.password) throw unauthorized('The session is over.');
      return issue(session, now, switches);
    },
    verify: async (accessToken, now) => {
      const verified = await jwtVerify(accessToken, secret, { issuer: ISSUER, audience: AUDIENCE, currentDate: new Date(now) }).catch(
        () => null,
      );
      if (!verified?.payload.sub || expired.has(accessToken)) throw unauthorized('The token is missing, wrong or has run out.');
      return verified.payload.sub;
    },
    expire: (accessToken) => {
      expired.add(accessToken);
    },
  };
}
