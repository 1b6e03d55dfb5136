import { session, tokens, users } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { createReadNow, prefer, readMe } from './actions.ts';
import type { createIdentify } from './identify.ts';
import { createToken, listTokens, revokeToken } from './tokens.ts';
import { beginView, endView } from './viewing.ts';

export function sessionRoutes(ctx: Context, identify: ReturnType<typeof createIdentify>): Route[] {
  const readNow = createReadNow(ctx, identify);
  return [
    route(users.viewAs, { function: 'users', level: 'write' }, async ({ actor, params, http }) => {
      await beginView(ctx, actor, Number(params.id), http.request);
      return readNow(http.request);
    }),
    route(session.endView, 'session', async ({ actor, http }) => {
      await endView(ctx, actor, http.request);
      return readNow(http.request);
    }),
    route(session.current, 'session', ({ actor }) => readMe(ctx, actor)),
    route(session.prefer, 'signed-in', ({ actor, body }) => prefer(ctx, actor, body)),
    route(tokens.create, 'signed-in', ({ actor, body }) => createToken(ctx, actor, body)),
    route(tokens.list, 'signed-in', ({ actor }) => listTokens(ctx, actor)),
    route(tokens.revoke, 'signed-in', ({ actor, params }) => revokeToken(ctx, actor, params.id)),
  ];
}
