import { alerts, notificationRules } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeRule, createRule, listRules, removeRule, showRule, snoozeRule } from './actions.ts';
import { listAlerts } from './alerts.ts';
import { createRuleTests } from './test-rule.ts';

export function notificationRoutes(ctx: Context): Route[] {
  const read = { function: 'notifications', level: 'read' } as const;
  const testRule = createRuleTests(ctx);
  const write = { function: 'notifications', level: 'write' } as const;
  return [
    route(notificationRules.list, read, ({ actor, query }) => listRules(ctx, actor, query)),
    route(notificationRules.show, read, ({ actor, params }) => showRule(ctx, actor, Number(params.id))),
    route(notificationRules.create, write, ({ actor, body }) => createRule(ctx, actor, body)),
    route(notificationRules.change, write, ({ actor, params, body }) => changeRule(ctx, actor, Number(params.id), body)),
    route(notificationRules.remove, write, ({ actor, params }) => removeRule(ctx, actor, Number(params.id))),
    route(notificationRules.snooze, write, ({ actor, params, body }) => snoozeRule(ctx, actor, Number(params.id), body.until)),
    route(notificationRules.test, write, ({ actor, params }) => testRule(actor, Number(params.id))),
    route(alerts.list, read, ({ actor, query }) => listAlerts(ctx, actor, query)),
  ];
}
