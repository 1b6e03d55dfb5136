// Telling a notice by one channel. What is told is what the rule's owner sees at this moment, not what was seen when it was raised.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { sendMail } from '../mail/send.ts';
import type { Sent } from '../mail/send.ts';
import { composeMail, composeWebhook } from './compose.ts';
import type { Told } from './compose.ts';
import { claimDelivery, selectDeliveredRule, selectNotice, selectStranded, selectSubjects, updateDelivery } from './deliver-store.ts';
import type { Channel, DeliveredRule } from './deliver-store.ts';
import { loadOwnersSight } from '../sessions/owners.ts';
import { eyesOf } from './eyes.ts';
import { postWebhook, WEBHOOK_SECRET } from './webhook.ts';

export const DELIVER_JOB = 'notifications-deliver';
/** The job runner waits longer and longer between them: ten hours in all. */
export const MOST_ATTEMPTS = 11;
/** Longer than a mail server or a webhook may take: a process that has not ended its work by then has died. */
const CLAIM_MS = 3 * 60_000;

export function deliveryKey(notice: string, channel: Channel): string {
  return `notice ${notice} ${channel}`;
}

/** Delivers, at least once: a receiver knows a second time by the notice's id. Throws when it is to be tried again. */
export async function deliver(ctx: Context, notice: string, channel: Channel): Promise<void> {
  const now = ctx.now();
  const claim = await ctx.db.transaction(wholeSight, (tx) => claimDelivery(tx, notice, channel, now, new Date(now.getTime() + CLAIM_MS)));
  if (!claim) return;
  const end = (change: Parameters<typeof updateDelivery>[3]) =>
    ctx.db.transaction(wholeSight, (tx) => updateDelivery(tx, notice, channel, { held_until: null, ...change }));
  const rule = await ctx.db.read(wholeSight, (tx) => selectDeliveredRule(tx, claim.rule_id));
  if (!rule) return;
  // The recovery takes it up when the snooze is over.
  if (rule.snoozed_until && rule.snoozed_until > now) return end({ held_until: rule.snoozed_until, attempts: claim.attempts - 1 });
  const told = hasChannel(rule, channel) ? await selectTold(ctx, rule, notice) : [];
  if (told.length === 0) return end({ state: 'dropped', ended_at: now });
  const to = claim.remaining?.filter((one) => rule.recipients.includes(one)) ?? rule.recipients;
  // Those who were put off were taken from the rule meanwhile; the others have it.
  if (channel === 'mail' && to.length === 0) return end({ state: 'sent', ended_at: now });
  const { sent, problem, putOff } = await send(ctx, { ...rule, recipients: to }, notice, channel, told).catch((error: unknown) => {
    ctx.log.error({ err: error, notice, channel }, 'a notice could not be made');
    return { sent: false, problem: null, putOff: [] };
  });
  const last = claim.attempts >= MOST_ATTEMPTS;
  if (sent && (last || putOff.length === 0)) return end({ state: 'sent', reason: problem, ended_at: ctx.now() });
  if (last) return end({ state: 'failed', reason: problem, ended_at: ctx.now() });
  await end({ reason: problem, ...(putOff.length > 0 ? { remaining: putOff } : {}) });
  throw new Error(`notice ${notice} was not delivered by ${channel}: ${JSON.stringify(problem)}`);
}

/** It may have been taken from the rule meanwhile. */
function hasChannel(rule: DeliveredRule, channel: Channel): boolean {
  return channel === 'mail' ? rule.recipients.length > 0 : rule.webhook_url !== null;
}

/** What stands, is watched, and is in the owner's sight. */
async function selectTold(ctx: Context, rule: DeliveredRule, notice: string): Promise<Told[]> {
  if (!rule.enabled) return [];
  const { alerts, eyes } = await ctx.db.read(wholeSight, async (tx) => ({
    alerts: await selectNotice(tx, notice),
    eyes: eyesOf(rule, await loadOwnersSight(tx, [rule])),
  }));
  if (typeof eyes === 'string' || alerts.length === 0) return [];
  const subjects = await ctx.db.read(eyes.sight, (tx) => selectSubjects(tx, alerts, eyes.groups));
  return alerts.flatMap((alert) => {
    const subject = subjects.get(alert.id);
    return subject ? [{ ...alert, ...subject }] : [];
  });
}

async function send(ctx: Context, rule: DeliveredRule, notice: string, channel: Channel, told: Told[]): Promise<Sent> {
  if (channel === 'mail') return sendMail(ctx, { to: rule.recipients, id: notice, ...composeMail(rule, told, ctx.config.publicUrl) });
  const { webhook_url: url, webhook_secret_sealed: sealed } = rule;
  if (url === null || sealed === null) throw new Error(`rule ${rule.id} has no webhook`);
  const secret = ctx.sealer.open(sealed, WEBHOOK_SECRET);
  const problem = await postWebhook(ctx, { url, secret, id: notice, body: composeWebhook(rule, told, ctx.now()) });
  return { sent: problem === null, problem, putOff: [] };
}

/** Gives deliveries that nobody works on any more to the job runner. */
export async function recoverDeliveries(ctx: Context): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    for (const { notice, channel } of await selectStranded(tx, ctx.now()))
      await ctx.jobs.enqueue(tx, DELIVER_JOB, { notice, channel }, deliveryKey(notice, channel), MOST_ATTEMPTS);
  });
}
