import { access } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { explainSight, listSeers } from './actions.ts';
import { proveIsolation } from './isolation.ts';

export function accessRoutes(ctx: Context): Route[] {
  const reader = { function: 'users', level: 'read' } as const;
  return [
    route(access.explain, reader, ({ actor, query }) => explainSight(ctx, actor, query)),
    route(access.who, reader, ({ actor, query }) => listSeers(ctx, actor, query)),
    route(access.isolation, { function: 'audit', level: 'read' }, ({ actor, params }) => proveIsolation(ctx, actor, params.id)),
  ];
}
