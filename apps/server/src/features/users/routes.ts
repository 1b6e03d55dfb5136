import { permissionSets, users } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeUser, createSet, createUser, listSets, listUsers } from './actions.ts';

export function userRoutes(ctx: Context): Route[] {
  return [
    route(users.list, { function: 'users', level: 'read' }, ({ actor }) => listUsers(ctx, actor)),
    route(users.create, { function: 'users', level: 'write' }, ({ actor, body }) => createUser(ctx, actor, body)),
    route(users.change, { function: 'users', level: 'write' }, ({ actor, params, body }) =>
      changeUser(ctx, actor, Number(params.id), body),
    ),
    route(permissionSets.list, { function: 'permission-sets', level: 'read' }, ({ actor }) => listSets(ctx, actor)),
    route(permissionSets.create, { function: 'permission-sets', level: 'write' }, ({ actor, body }) => createSet(ctx, actor, body)),
  ];
}
