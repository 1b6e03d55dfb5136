// A look at what the rules watch: alerts are raised and ended, and what is new is put up for delivery.
import { planAlerts } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { DELIVER_JOB, MOST_ATTEMPTS, deliveryKey } from './deliver.ts';
import {
  endAlerts,
  insertAlerts,
  insertDelivery,
  lockRule,
  makeNotice,
  selectAllRules,
  selectObserved,
  selectOpen,
  updateAlerts,
} from './evaluate-store.ts';
import type { NewAlert, ObservedRow, WatchRow } from './evaluate-store.ts';
import { loadOwnersSight, loadOwners } from '../sessions/owners.ts';
import type { OwnersSight } from '../sessions/owners.ts';
import { eyesOf } from './eyes.ts';

/** Looks at every rule, one after the other, each in a transaction of its own. One that fails does not stop the others. */
export async function evaluateRules(ctx: Context): Promise<void> {
  const { rules, owners } = await ctx.db.read(wholeSight, async (tx) => {
    const all = await selectAllRules(tx);
    return { rules: all, owners: await loadOwners(tx, all) };
  });
  const faults: unknown[] = [];
  for (const { id } of rules)
    await ctx.db.transaction(wholeSight, (tx) => evaluateRule(ctx, tx, id, owners)).catch((error: unknown) => faults.push(error));
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} of ${rules.length} notification rules could not be looked at`);
}

async function evaluateRule(ctx: Context, tx: Tx, id: number, owners: OwnersSight['owners']): Promise<void> {
  const rule = await lockRule(tx, id);
  if (!rule) return;
  const now = ctx.now();
  const today = now.toISOString().slice(0, 10);
  const open = await selectOpen(tx, rule);
  // Somebody else may have taken the rule over since the owners were loaded.
  const eyes = rule.enabled ? eyesOf(rule, await loadOwnersSight(tx, [rule], owners)) : undefined;
  // Through the walls of its owner: a connection of its own, since each transaction has one sight.
  const seen =
    typeof eyes === 'object' ? await ctx.db.read(eyes.sight, (own) => selectObserved(own, rule.condition, eyes.groups, open, today)) : [];
  const bySubject = new Map(seen.map((row) => [row.subject, row]));
  const plan = planAlerts(rule.condition, bySubject, open, today);
  if (plan.end.length > 0) await endAlerts(tx, plan.end, now);
  if (plan.follow.length > 0) await updateAlerts(tx, plan.follow);
  const raised = plan.raise.map(({ subject, key, reason }) => ({ ...subjectOf(rule, bySubject.get(subject)), key, reason }));
  if (raised.length > 0) await insertAlerts(tx, id, raised, now);
  // Nobody is told while the rule is snoozed; what still stands afterwards is told by the look that comes then.
  if (rule.enabled && !(rule.snoozed_until && rule.snoozed_until > now)) await announce(ctx, tx, rule);
}

function subjectOf({ condition }: WatchRow, row: ObservedRow | undefined): Pick<NewAlert, 'license_id' | 'share_id' | 'account_id'> {
  const { subject = null, license_id = null } = row ?? {};
  if (license_id === null) return { license_id, share_id: null, account_id: subject };
  return { license_id, share_id: condition.kind === 'usage' ? subject : null, account_id: null };
}

/** Puts what was not told yet up for delivery: one notice, by each channel of the rule. */
async function announce(ctx: Context, tx: Tx, rule: WatchRow): Promise<void> {
  const notice = await makeNotice(tx, rule.id);
  if (notice === undefined) return;
  const channels = [...(rule.recipients.length > 0 ? (['mail'] as const) : []), ...(rule.webhook_url ? (['webhook'] as const) : [])];
  for (const channel of channels) {
    await insertDelivery(tx, { notice, channel, rule_id: rule.id, made_at: ctx.now() });
    await ctx.jobs.enqueue(tx, DELIVER_JOB, { notice, channel }, deliveryKey(notice, channel), MOST_ATTEMPTS);
  }
}
