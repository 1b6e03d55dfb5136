import { permissionSets, users } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeUser, createUser, listUsers, removeUser, showUser } from './actions.ts';
import { changeSet, createSet, listSets, removeSet, showSet } from './permission-sets-actions.ts';

export function userRoutes(ctx: Context): Route[] {
  const [readUsers, writeUsers] = [{ function: 'users', level: 'read' } as const, { function: 'users', level: 'write' } as const];
  const [readSets, writeSets] = [
    { function: 'permission-sets', level: 'read' } as const,
    { function: 'permission-sets', level: 'write' } as const,
  ];
  return [
    route(users.list, readUsers, ({ actor, query }) => listUsers(ctx, actor, query)),
    route(users.show, readUsers, ({ actor, params }) => showUser(ctx, actor, Number(params.id))),
    route(users.create, writeUsers, ({ actor, body }) => createUser(ctx, actor, body)),
    route(users.change, writeUsers, ({ actor, params, body }) => changeUser(ctx, actor, Number(params.id), body)),
    route(users.remove, writeUsers, ({ actor, params }) => removeUser(ctx, actor, Number(params.id))),
    route(permissionSets.list, readSets, ({ actor, query }) => listSets(ctx, actor, query)),
    route(permissionSets.show, readSets, ({ actor, params }) => showSet(ctx, actor, Number(params.id))),
    route(permissionSets.create, writeSets, ({ actor, body }) => createSet(ctx, actor, body)),
    route(permissionSets.change, writeSets, ({ actor, params, body }) => changeSet(ctx, actor, Number(params.id), body)),
    route(permissionSets.remove, writeSets, ({ actor, params }) => removeSet(ctx, actor, Number(params.id))),
  ];
}
