// What a user may have sent by hand, in a minute: each message may go to twenty strangers.
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import type { Refusal } from '../../http/refusal.ts';

const MOST_A_MINUTE = 10;

/** Counts one more of a kind of a user's; throws the refusal, told in how many seconds there may be another, when it is too many. */
export function createFewByHand(ctx: Context, kind: string, refusal: (seconds: number) => Refusal): (actor: Actor) => Promise<void> {
  const limiter = new RateLimiterPostgres({
    storeClient: ctx.db.pool,
    tableName: 'login_attempts',
    tableCreated: true,
    keyPrefix: kind,
    points: MOST_A_MINUTE,
    duration: 60,
    clearExpiredByTimeout: false,
  });
  return async (actor) => {
    await limiter.consume(String(actor.userId)).catch((over: unknown) => {
      throw over instanceof Error ? over : refusal(Math.max(1, Math.ceil((over as { msBeforeNext: number }).msBeforeNext / 1000)));
    });
  };
}
