// What a caller gives for a rule, and the rule that comes of it.
import type { NotificationCondition } from '@licet/contract';
import type { Condition } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import type { RuleRow, RuleValues } from './rule-store.ts';

export interface GivenRule {
  name: string;
  accessGroupId: string;
  condition: NotificationCondition;
  recipients: string[];
  webhookUrl: string | null;
  enabled: boolean;
}
export type RuleChange = { [K in keyof GivenRule]?: GivenRule[K] | undefined } & { newWebhookSecret: boolean };

export function valuesOf(ctx: Context, actor: Actor, { accessGroupId, webhookUrl, condition, ...given }: GivenRule): RuleValues {
  return {
    ...given,
    recipients: [...new Set(given.recipients)],
    access_group_id: Number(accessGroupId),
    condition: tidy(condition),
    webhook_url: webhookUrl,
    owner_id: actor.userId,
    changed_at: ctx.now(),
  };
}

export function givenOf(row: RuleRow): GivenRule {
  return {
    name: row.name,
    accessGroupId: String(row.access_group_id),
    condition: row.condition as NotificationCondition,
    recipients: row.recipients,
    webhookUrl: row.webhook_url,
    enabled: row.enabled,
  };
}

/** Each number of days and each state once, in order. */
function tidy(condition: NotificationCondition): Condition {
  if (condition.kind === 'expiry') return { ...condition, days: [...new Set(condition.days)].sort((a, b) => b - a) };
  if (condition.kind === 'state') return { ...condition, states: [...new Set(condition.states)] };
  return condition;
}

export function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
