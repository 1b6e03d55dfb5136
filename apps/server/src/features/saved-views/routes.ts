import { savedViews } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeView, createView, listViews, removeView } from './actions.ts';

export function savedViewRoutes(ctx: Context): Route[] {
  const mayRead = { function: 'licenses', level: 'read' } as const;
  return [
    route(savedViews.list, mayRead, ({ actor }) => listViews(ctx, actor)),
    route(savedViews.create, mayRead, ({ actor, body }) => createView(ctx, actor, body)),
    route(savedViews.change, mayRead, ({ actor, params, body }) => changeView(ctx, actor, Number(params.id), body)),
    route(savedViews.remove, mayRead, ({ actor, params }) => removeView(ctx, actor, Number(params.id))),
  ];
}
