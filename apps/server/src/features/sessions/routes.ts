import { session, tokens } from '@licet/contract';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { createToken, listTokens, LOCK_AFTER, LOCK_SECONDS, prefer, readMe, revokeToken, signIn } from './actions.ts';
import type { createIdentify } from './identify.ts';

export function sessionRoutes(ctx: Context, identify: ReturnType<typeof createIdentify>): Route[] {
  const attempts = new RateLimiterPostgres({
    storeClient: ctx.db.pool,
    tableName: 'login_attempts',
    tableCreated: true,
    keyPrefix: 'login',
    points: LOCK_AFTER,
    duration: LOCK_SECONDS,
    clearExpiredByTimeout: false,
  });
  return [
    route(session.signIn, 'public', async ({ body, http }) => {
      await signIn(ctx, attempts, body, http.request);
      const actor = await identify(http.request);
      if (!actor) throw new Error('signed in, yet nobody');
      return readMe(ctx, actor);
    }),
    route(session.current, 'signed-in', ({ actor }) => readMe(ctx, actor)),
    route(session.signOut, 'public', ({ http }) => http.request.session.destroy()),
    route(session.prefer, 'signed-in', ({ actor, body }) => prefer(ctx, actor, body)),
    route(tokens.create, 'signed-in', ({ actor, body }) => createToken(ctx, actor, body)),
    route(tokens.list, 'signed-in', ({ actor }) => listTokens(ctx, actor)),
    route(tokens.revoke, 'signed-in', ({ actor, params }) => revokeToken(ctx, actor, params.id)),
  ];
}
