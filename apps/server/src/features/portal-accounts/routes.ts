import { portalAccounts } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { removeAccount, showRemoval } from './removal.ts';
import { listRemoved, restoreAccount } from './restoring.ts';
import { importSnapshot } from './import.ts';
import { changeAccount, linkAccount, listAccounts } from './actions.ts';

export function portalAccountRoutes(ctx: Context): Route[] {
  return [
    route(portalAccounts.list, { function: 'portal-accounts', level: 'read' }, ({ actor }) => listAccounts(ctx, actor)),
    route(portalAccounts.link, 'administrator', ({ actor, body }) => linkAccount(ctx, actor, body)),
    route(portalAccounts.import, 'administrator', ({ actor, body, query }) => importSnapshot(ctx, actor, body, query.preview)),
    route(portalAccounts.change, 'administrator', ({ actor, params, body }) => changeAccount(ctx, actor, Number(params.id), body)),
    route(portalAccounts.removalPlan, 'administrator', ({ params }) => showRemoval(ctx, Number(params.id))),
    route(portalAccounts.remove, 'administrator', ({ actor, params, body }) =>
      removeAccount(ctx, actor, Number(params.id), body.confirmLogin),
    ),
    route(portalAccounts.removed, 'administrator', () => listRemoved(ctx)),
    route(portalAccounts.restore, 'administrator', ({ actor, params }) => restoreAccount(ctx, actor, Number(params.id))),
  ];
}
