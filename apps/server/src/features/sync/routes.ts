import { syncRuns } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { listRunChanges, listRuns, listTouches, showRun } from './actions.ts';
import { applyRun, discardRun, stopRun } from './decide.ts';
import { startRuns } from './start.ts';

const mayRead = { function: 'portal-accounts', level: 'read' } as const;

export function syncRoutes(ctx: Context): Route[] {
  return [
    route(syncRuns.start, 'administrator', ({ actor, body }) => startRuns(ctx, actor, body)),
    route(syncRuns.list, mayRead, ({ actor, query }) => listRuns(ctx, actor, query)),
    route(syncRuns.show, mayRead, ({ actor, params }) => showRun(ctx, actor, params.id)),
    route(syncRuns.changes, mayRead, ({ actor, params, query }) => listRunChanges(ctx, actor, params.id, query)),
    route(syncRuns.touches, mayRead, ({ actor, params }) => listTouches(ctx, actor, params.id)),
    route(syncRuns.apply, 'administrator', ({ actor, params }) => applyRun(ctx, actor, params.id)),
    route(syncRuns.discard, 'administrator', ({ actor, params }) => discardRun(ctx, actor, params.id)),
    route(syncRuns.stop, 'administrator', ({ actor, params }) => stopRun(ctx, actor, params.id)),
  ];
}
