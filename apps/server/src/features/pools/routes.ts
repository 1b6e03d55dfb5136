import { pools } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { listPools } from './actions.ts';
import { showImpact } from './impact.ts';
import { movePool } from './move.ts';
import { undoMove } from './undo-move.ts';

const mayRead = { function: 'licenses', level: 'read' } as const;
const mayWrite = { function: 'licenses', level: 'write' } as const;

export function poolRoutes(ctx: Context): Route[] {
  return [
    route(pools.list, mayRead, ({ actor, query: { offset, limit, sort, order, ...filter } }) =>
      listPools(ctx, actor, { offset, limit, sort, order, filter }),
    ),
    route(pools.moveImpact, mayWrite, ({ actor, params, query }) => showImpact(ctx, actor, Number(params.id), Number(query.to))),
    route(pools.move, mayWrite, ({ actor, params, body }) => movePool(ctx, actor, Number(params.id), { ...body, to: Number(body.to) })),
    route(pools.undoMove, mayWrite, ({ actor, params }) => undoMove(ctx, actor, Number(params.id))),
  ];
}
