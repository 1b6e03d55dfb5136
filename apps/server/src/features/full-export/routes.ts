import { fullExport } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { exportAll } from './actions.ts';

export function fullExportRoutes(ctx: Context): Route[] {
  return [route(fullExport.show, 'signed-in', ({ actor, query }) => exportAll(ctx, actor, query.asOf))];
}
