// The lock of a login: wrong passwords and wrong codes are counted together, whoever gives them.
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import { Refusal } from '../../http/refusal.ts';

/** Wrong attempts for one login before it is locked, and for how long (seconds). */
export const LOCK_AFTER = 10;
export const LOCK_SECONDS = 15 * 60;

export interface Attempts {
  /** Throws while the login is locked. */
  refuseLocked(login: string): Promise<void>;
  /** Counts a wrong attempt; throws when it was the last one. */
  countWrong(login: string): Promise<void>;
  /** Forgets the wrong attempts: somebody has come all the way in. */
  forget(login: string): Promise<void>;
}

export function createAttempts(ctx: Context): Attempts {
  const limiter = new RateLimiterPostgres({
    storeClient: ctx.db.pool,
    tableName: 'login_attempts',
    tableCreated: true,
    keyPrefix: 'login',
    points: LOCK_AFTER,
    duration: LOCK_SECONDS,
    clearExpiredByTimeout: false,
  });
  return {
    refuseLocked: async (login) => {
      const before = await limiter.get(login.toLowerCase());
      if (before && before.consumedPoints >= LOCK_AFTER) throw lockedOut(before.msBeforeNext);
    },
    countWrong: async (login) => {
      const after = await limiter.penalty(login.toLowerCase());
      if (after.consumedPoints >= LOCK_AFTER) throw lockedOut(after.msBeforeNext);
    },
    forget: async (login) => void (await limiter.delete(login.toLowerCase())),
  };
}

function lockedOut(ms: number): Refusal {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  return new Refusal('locked-out', 'There were too many wrong passwords for this login.', {
    reason: { code: 'locked-out', parameters: { minutes } },
    remedy: `Wait ${minutes} minutes, then try again.`,
  });
}
