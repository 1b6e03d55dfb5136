import { overview } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { readHealth, readOverview, search } from './actions.ts';

export function overviewRoutes(ctx: Context): Route[] {
  return [
    route(overview.show, 'signed-in', ({ actor }) => readOverview(ctx, actor)),
    route(overview.search, 'signed-in', ({ actor, query }) => search(ctx, actor, query)),
    route(overview.health, 'public', () => readHealth(ctx)),
  ];
}
