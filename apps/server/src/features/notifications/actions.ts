import type { NotificationCondition, NotificationRule } from '@licet/contract';
import { ALL_GROUP, isOfAccounts } from '@licet/domain';
import type { Condition } from '@licet/domain';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { reaches } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { refuseUnknownGroups, requireWrite } from '../users/grants.ts';
import { loadOwners, silenceOf } from './eyes.ts';
import type { Silence } from './eyes.ts';
import { lookSoon, requestEvaluation } from './request.ts';
import { countRules, deleteRule, insertRule, selectRules, updateRule, updateSnooze } from './store.ts';
import type { RulePage, RuleRow, RuleValues } from './store.ts';
import { toldRule } from './told.ts';
import { ruleView } from './views.ts';
import { newWebhookSecret, WEBHOOK_SECRET } from './webhook.ts';

interface GivenRule {
  name: string;
  accessGroupId: string;
  condition: NotificationCondition;
  recipients: string[];
  webhookUrl: string | null;
  enabled: boolean;
}
type RuleChange = { [K in keyof GivenRule]?: GivenRule[K] | undefined } & { newWebhookSecret: boolean };

export async function listRules(ctx: Context, actor: Actor, query: RulePage & { q?: string | undefined; groupId?: string | undefined }) {
  const filter = { q: query.q, groupId: query.groupId, groups: actor.scope('notifications', 'read') };
  const { rows, total } = await ctx.db.read(actor.sight, async (tx) => ({
    rows: await selectRules(tx, filter, query),
    total: await countRules(tx, filter),
  }));
  return { rows: await viewAll(ctx, actor, rows), total };
}

export async function showRule(ctx: Context, actor: Actor, id: number): Promise<NotificationRule> {
  const row = await ctx.db.read(actor.sight, (tx) => mustSelect(tx, actor, id));
  return viewOne(ctx, actor, row);
}

/** Rules as they are shown. Whether one is silent is known by its owner's rights, which the caller may not see. */
async function viewAll(ctx: Context, actor: Actor, rows: RuleRow[]): Promise<NotificationRule[]> {
  const silences = await ctx.db.read(system, async (tx) => {
    const owners = await loadOwners(tx, rows);
    const all: (Silence | null)[] = [];
    for (const row of rows) all.push(await silenceOf(tx, row, owners));
    return all;
  });
  return rows.map((row, i) => ruleView(row, silences[i] ?? null, actor, ctx.now()));
}

async function viewOne(ctx: Context, actor: Actor, row: RuleRow): Promise<NotificationRule> {
  return (await viewAll(ctx, actor, [row]))[0] as NotificationRule;
}

export async function createRule(ctx: Context, actor: Actor, given: GivenRule) {
  const secret = given.webhookUrl === null ? null : newWebhookSecret();
  const row = await ctx.db.transaction(actor.sight, async (tx) => {
    const values = valuesOf(ctx, actor, given);
    await refuseUnfit(tx, actor, values);
    const id = await insertRule(tx, { ...values, webhook_secret_sealed: sealed(ctx, secret) });
    const made = await mustSelect(tx, actor, id);
    await recordAudit(ctx, tx, actor, toldRule(undefined, made));
    return made;
  });
  await lookSoon(ctx);
  return shownOnce(ctx, actor, row, secret);
}

export async function changeRule(ctx: Context, actor: Actor, id: number, { newWebhookSecret: renew, ...given }: RuleChange) {
  let secret: string | null = null;
  const row = await ctx.db.transaction(actor.sight, async (tx) => {
    const before = await mustSelect(tx, actor, id);
    requireWrite(actor, 'notifications', before.access_group_id);
    const values = valuesOf(ctx, actor, { ...givenOf(before), ...defined(given) });
    await refuseUnfit(tx, actor, values);
    const kept = before.webhook_url !== null && !renew;
    secret = values.webhook_url === null || kept ? null : newWebhookSecret();
    await updateRule(tx, id, {
      ...values,
      ...(values.webhook_url !== null && kept ? {} : { webhook_secret_sealed: sealed(ctx, secret) }),
    });
    const after = await mustSelect(tx, actor, id);
    await recordAudit(ctx, tx, actor, toldRule(before, after, secret !== null));
    return after;
  });
  await lookSoon(ctx);
  return shownOnce(ctx, actor, row, secret);
}

export async function removeRule(ctx: Context, actor: Actor, id: number): Promise<void> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    const row = await mustSelect(tx, actor, id);
    requireWrite(actor, 'notifications', row.access_group_id);
    await deleteRule(tx, id);
    await recordAudit(ctx, tx, actor, toldRule(row, undefined));
  });
}

/** Snoozing changes nothing of what the rule tells, so the rule stays its owner's. */
export async function snoozeRule(ctx: Context, actor: Actor, id: number, until: string | null): Promise<NotificationRule> {
  const moment = until === null ? null : new Date(until);
  if (moment && moment <= ctx.now()) {
    const errors = [{ field: 'body.until', message: 'lies in the past', reason: { code: 'field-in-past', parameters: {} } as const }];
    throw new Refusal('malformed-request', 'A rule cannot be snoozed until a moment in the past.', { errors });
  }
  const before = await ctx.db.read(actor.sight, async (tx) => {
    const row = await mustSelect(tx, actor, id);
    requireWrite(actor, 'notifications', row.access_group_id);
    refuseBlind(actor, row.access_group_id);
    return row;
  });
  await ctx.db.transaction(system, async (tx) => {
    await updateSnooze(tx, id, moment);
    const after = { ...before, snoozed_until: moment };
    await recordAudit(ctx, tx, actor, toldRule(before, after));
    await requestEvaluation(ctx, tx);
  });
  return showRule(ctx, actor, id);
}

async function shownOnce(ctx: Context, actor: Actor, row: RuleRow, webhookSecret: string | null) {
  return { ...(await viewOne(ctx, actor, row)), webhookSecret };
}

function valuesOf(ctx: Context, actor: Actor, { accessGroupId, webhookUrl, condition, ...given }: GivenRule): RuleValues {
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

function givenOf(row: RuleRow): GivenRule {
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

function defined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function sealed(ctx: Context, secret: string | null): Buffer | null {
  return secret === null ? null : ctx.sealer.seal(secret, WEBHOOK_SECRET);
}

/** Refuses a rule that would tell its maker nothing, or more than the maker sees, or would tell nobody. */
async function refuseUnfit(tx: Tx, actor: Actor, rule: RuleValues): Promise<void> {
  await refuseUnknownGroups(tx, [String(rule.access_group_id)]);
  requireWrite(actor, 'notifications', rule.access_group_id);
  refuseBlind(actor, rule.access_group_id);
  if (isOfAccounts(rule.condition)) refuseAccounts(actor, rule.access_group_id);
  if (rule.recipients.length > 0 || rule.webhook_url !== null) return;
  throw new Refusal('malformed-request', 'The rule has neither recipients nor a webhook.', {
    errors: [
      { field: 'body.recipients', message: 'a recipient or a webhook is needed', reason: { code: 'rule-without-channel', parameters: {} } },
    ],
    remedy: 'Name a recipient or the address of a webhook.',
  });
}

function refuseBlind(actor: Actor, groupId: number): void {
  if (reaches(actor.scope('licenses', 'read'), groupId)) return;
  const needs = { function: 'licenses', level: 'read' } as const;
  throw new Refusal('not-permitted', 'This needs read on licenses in the group: a rule tells no more than its owner sees.', {
    reason: { code: 'right-missing-in-group', parameters: needs },
    needs,
  });
}

function refuseAccounts(actor: Actor, groupId: number): void {
  if (groupId !== ALL_GROUP)
    throw new Refusal('conflict', 'Portal accounts are kept in All: a rule about them is, too.', {
      reason: { code: 'rule-of-accounts-elsewhere', parameters: {} },
      remedy: 'Keep the rule in All.',
    });
  if (reaches(actor.scope('portal-accounts', 'read'), ALL_GROUP)) return;
  const needs = { function: 'portal-accounts', level: 'read' } as const;
  throw new Refusal('not-permitted', 'This needs read on portal-accounts in All.', {
    reason: { code: 'right-missing-in-group', parameters: needs },
    needs,
  });
}

export async function mustSelect(tx: Tx, actor: Actor, id: number): Promise<RuleRow> {
  const [row] = await selectRules(tx, { id, groups: actor.scope('notifications', 'read') });
  if (!row) throw notFound('notification rule');
  return row;
}
