import { groups } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { listGroups, showGroup } from './actions.ts';

export function groupRoutes(ctx: Context): Route[] {
  return [
    route(groups.tree, { function: 'groups-and-computers', level: 'read' }, ({ actor, query }) => listGroups(ctx, actor, query)),
    route(groups.show, { function: 'groups-and-computers', level: 'read' }, ({ actor, params, query }) =>
      showGroup(ctx, actor, Number(params.id), query.asOf),
    ),
  ];
}
