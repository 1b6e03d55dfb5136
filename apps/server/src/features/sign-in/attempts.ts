// Guessing costs: wrong passwords and wrong codes are counted together, for the login that they are given for and for the
// network that they come from.
import type { FastifyRequest } from 'fastify';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import { Refusal } from '../../http/refusal.ts';
import { networkOf } from './network.ts';
import { createTurns } from '../../turns.ts';

/** Wrong attempts for one login before it is locked, and for how long (seconds). */
export const LOCK_AFTER = 10;
export const LOCK_SECONDS = 15 * 60;

export interface Attempts {
  /**
   * Makes an attempt for a login: what `work` answers, which is undefined when it was wrong. Throws, without having tried, while
   * the login is locked or too much wrong came from the network; throws also when it was the last wrong one.
   */
  make<T>(login: string, request: FastifyRequest, work: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Forgets the wrong attempts: somebody has come all the way in. */
  forget(login: string): Promise<void>;
}

export function createAttempts(ctx: Context): Attempts {
  const counter = (keyPrefix: string, points: number) =>
    new RateLimiterPostgres({
      storeClient: ctx.db.pool,
      tableName: 'login_attempts',
      tableCreated: true,
      keyPrefix,
      points,
      duration: LOCK_SECONDS,
      clearExpiredByTimeout: false,
    });
  const { networkAttempts } = ctx.config;
  const [logins, networks] = [counter('login', LOCK_AFTER), counter('network', networkAttempts)];
  const turns = createTurns();

  const refuseNetwork = async (network: string) => {
    const before = networkAttempts === 0 ? null : await networks.get(network);
    if (before && before.consumedPoints >= networkAttempts) throw networkLockedOut(before.msBeforeNext);
  };

  /** Counted as wrong before it is tried, and taken back when it was not: however many come at once, in however many servers. */
  const attempt = async <T>(login: string, network: string, work: () => Promise<T | undefined>) => {
    const before = await logins.get(login);
    if (before && before.consumedPoints >= LOCK_AFTER) throw lockedOut(before.msBeforeNext);
    const counted = await logins.penalty(login);
    if (counted.consumedPoints > LOCK_AFTER) throw lockedOut(counted.msBeforeNext);
    const answer = await work().catch(async (error: unknown) => {
      await logins.reward(login);
      throw error;
    });
    if (answer !== undefined) {
      await logins.reward(login);
      return answer;
    }
    if (networkAttempts > 0) await networks.penalty(network);
    if (counted.consumedPoints >= LOCK_AFTER) throw lockedOut(counted.msBeforeNext);
    return undefined;
  };
  return {
    make: async (given, request, work) => {
      const [login, network] = [given.toLowerCase(), networkOf(request.ip)];
      await refuseNetwork(network);
      return turns.take(login, () => attempt(login, network, work));
    },
    forget: async (login) => void (await logins.delete(login.toLowerCase())),
  };
}

function lockedOut(ms: number): Refusal {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new Refusal('locked-out', 'There were too many wrong passwords for this login.', {
    reason: { code: 'locked-out', parameters: { minutes } },
    remedy: `Wait ${minutes} minutes, then try again.`,
  });
}

function networkLockedOut(ms: number): Refusal {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new Refusal('locked-out', 'There were too many wrong passwords from your address.', {
    reason: { code: 'address-locked-out', parameters: { minutes } },
    remedy: `Wait ${minutes} minutes, then try again; passkeys and single sign-on work meanwhile.`,
  });
}
