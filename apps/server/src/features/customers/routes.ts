import { customers, setups } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { archive, listCustomers, skip } from './actions.ts';
import { listBatches, retryBatch, showBatch, takeCredentials } from './batches.ts';
import { readHandover, writeHandover } from './handover.ts';
import { removeGroup } from './remove-group.ts';
import { offboard, planOffboarding, setUp } from './start.ts';
import { undoBatch } from './undo-offboarding.ts';

export function customerRoutes(ctx: Context): Route[] {
  const read = { function: 'groups-and-computers', level: 'read' } as const;
  const write = { function: 'groups-and-computers', level: 'write' } as const;
  return [
    route(customers.list, read, ({ actor, query }) => listCustomers(ctx, actor, query)),
    route(customers.setUp, write, ({ actor, body }) => setUp(ctx, actor, body.customers)),
    route(customers.skip, write, ({ actor, body }) => skip(ctx, actor, body.companyIds)),
    route(customers.offboard, write, ({ actor, body }) => offboard(ctx, actor, body)),
    route(customers.offboardingPlan, read, ({ actor, body }) => planOffboarding(ctx, actor, body.companyIds)),
    route(customers.archive, write, ({ actor, body }) => archive(ctx, actor, body.companyIds, true)),
    route(customers.restore, write, ({ actor, body }) => archive(ctx, actor, body.companyIds, false)),
    route(customers.handover, read, ({ actor, params }) => readHandover(ctx, actor, params.id)),
    route(customers.handoverCsv, read, async ({ actor, params, query, http }) => {
      const csv = await writeHandover(ctx, actor, params.id, query.language);
      http.reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="handover-${params.id}.csv"`);
      return csv;
    }),
    route(customers.removeGroup, write, ({ actor, params }) => removeGroup(ctx, actor, Number(params.id))),
    route(setups.list, write, ({ actor, query }) => listBatches(ctx, actor, query)),
    route(setups.show, write, ({ actor, params }) => showBatch(ctx, actor, Number(params.id))),
    route(setups.credentials, write, ({ actor, params }) => takeCredentials(ctx, actor, Number(params.id))),
    route(setups.retry, write, ({ actor, params }) => retryBatch(ctx, actor, Number(params.id))),
    route(setups.undo, write, ({ actor, params }) => undoBatch(ctx, actor, Number(params.id))),
  ];
}
