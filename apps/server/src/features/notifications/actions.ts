import type { NotificationRule } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { lockRule } from './evaluate-store.ts';
import { loadOwnersSight } from '../sessions/owners.ts';
import { silenceOf } from './eyes.ts';
import { defined, givenOf, valuesOf } from './given.ts';
import type { GivenRule, RuleChange } from './given.ts';
import { lookSoon, requestEvaluation } from './request.ts';
import { countRules, deleteRule, insertRule, selectRules, updateRule, updateSnooze } from './rule-store.ts';
import type { RulePage, RuleRow } from './rule-store.ts';
import { toldRule } from './told.ts';
import { refuseUnfit } from './unfit.ts';
import { ruleView } from './views.ts';
import { newWebhookSecret, WEBHOOK_SECRET } from './webhook.ts';

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
  const ownersSight = await ctx.db.read(wholeSight, (tx) => loadOwnersSight(tx, rows));
  return rows.map((row) => ruleView(row, silenceOf(row, ownersSight), actor, ctx.now()));
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
    await lockRule(tx, id);
    const before = await mustSelect(tx, actor, id);
    requireRight(actor, 'notifications', 'write', before.access_group_id);
    const values = valuesOf(ctx, actor, { ...givenOf(before), ...defined(given) });
    await refuseUnfit(tx, actor, values);
    // What a secret was told for is one receiver: another one gets another.
    const kept = before.webhook_url !== null && !renew && originOf(values.webhook_url) === originOf(before.webhook_url);
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
    await lockRule(tx, id);
    const row = await mustSelect(tx, actor, id);
    requireRight(actor, 'notifications', 'write', row.access_group_id);
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
  await ctx.db.read(actor.sight, (tx) => mustSelect(tx, actor, id));
  await ctx.db.transaction(wholeSight, async (tx) => {
    // Held, and looked at again: what the audit says of it is what the snooze found.
    if (!(await lockRule(tx, id))) throw notFound('notification rule');
    const before = await mustSelect(tx, actor, id);
    requireRight(actor, 'notifications', 'write', before.access_group_id);
    requireRight(actor, 'licenses', 'read', before.access_group_id);
    await updateSnooze(tx, id, moment, ctx.now());
    const after = { ...before, snoozed_until: moment };
    await recordAudit(ctx, tx, actor, toldRule(before, after));
    await requestEvaluation(ctx, tx);
  });
  return showRule(ctx, actor, id);
}

async function shownOnce(ctx: Context, actor: Actor, row: RuleRow, webhookSecret: string | null) {
  return { ...(await viewOne(ctx, actor, row)), webhookSecret };
}

function originOf(url: string | null): string | null {
  return url === null ? null : new URL(url).origin;
}

function sealed(ctx: Context, secret: string | null): Buffer | null {
  return secret === null ? null : ctx.sealer.seal(secret, WEBHOOK_SECRET);
}

export async function mustSelect(tx: Tx, actor: Actor, id: number): Promise<RuleRow> {
  const [row] = await selectRules(tx, { id, groups: actor.scope('notifications', 'read') });
  if (!row) throw notFound('notification rule');
  return row;
}
