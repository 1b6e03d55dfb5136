import { session, tokens, users } from '@licet/contract';
import type { FastifyRequest } from 'fastify';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changePassword, LOCK_AFTER, LOCK_SECONDS, prefer, readMe, signIn } from './actions.ts';
import type { createIdentify } from './identify.ts';
import { createToken, listTokens, revokeToken } from './tokens.ts';
import { beginView, endView } from './viewing.ts';

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
  // Who the caller is has changed with the request.
  const readNow = async (request: FastifyRequest) => {
    const actor = await identify(request);
    if (!actor) throw new Error('signed in, yet nobody');
    return readMe(ctx, actor);
  };
  return [
    route(session.signIn, 'public', async ({ body, http }) => {
      await signIn(ctx, attempts, body, http.request);
      return readNow(http.request);
    }),
    route(users.viewAs, { function: 'users', level: 'write' }, async ({ actor, params, http }) => {
      await beginView(ctx, actor, Number(params.id), http.request);
      return readNow(http.request);
    }),
    route(session.endView, 'session', async ({ actor, http }) => {
      await endView(ctx, actor, http.request);
      return readNow(http.request);
    }),
    route(session.changePassword, 'session', async ({ actor, body, http }) => {
      await changePassword(ctx, actor, body, http.request);
      return readNow(http.request);
    }),
    route(session.current, 'session', ({ actor }) => readMe(ctx, actor)),
    route(session.signOut, 'public', ({ http }) => http.request.session.destroy()),
    route(session.prefer, 'signed-in', ({ actor, body }) => prefer(ctx, actor, body)),
    route(tokens.create, 'signed-in', ({ actor, body }) => createToken(ctx, actor, body)),
    route(tokens.list, 'signed-in', ({ actor }) => listTokens(ctx, actor)),
    route(tokens.revoke, 'signed-in', ({ actor, params }) => revokeToken(ctx, actor, params.id)),
  ];
}
