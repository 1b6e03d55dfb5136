import { computers } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { deactivate, listComputers, moveToGroup, remove, showComputer } from './actions.ts';

export function computerRoutes(ctx: Context): Route[] {
  const read = { function: 'groups-and-computers', level: 'read' } as const;
  const write = { function: 'groups-and-computers', level: 'write' } as const;
  return [
    route(computers.list, read, ({ actor, query }) => listComputers(ctx, actor, query)),
    route(computers.show, read, ({ actor, params }) => showComputer(ctx, actor, Number(params.id))),
    route(computers.move, write, ({ actor, body }) => moveToGroup(ctx, actor, body)),
    route(computers.deactivate, write, ({ actor, body }) => deactivate(ctx, actor, body.ids)),
    route(computers.remove, write, ({ actor, body }) => remove(ctx, actor, body.ids)),
  ];
}
