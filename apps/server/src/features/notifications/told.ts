// What the audit tells of rules: never a secret, and of a webhook its host only, since its address may be one.
import { difference, tellOwner } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import type { RuleRow } from './rule-store.ts';

/** One that goes to another group is removed for the readers of the old one, and made for those of the new one. */
export function toldRule(before: RuleRow | undefined, after: RuleRow | undefined, newSecret = false): Done[] {
  if (before && after && before.access_group_id !== after.access_group_id)
    return [...toldRule(before, undefined), ...toldRule(undefined, after)];
  const row = after ?? before;
  if (!row) return [];
  const subject = { kind: 'notification-rule' as const, id: row.id, name: row.name };
  const entry = (action: Done['action'], values: Pick<Done, 'before' | 'after'>): Done[] => [
    { groupId: row.access_group_id, function: 'notifications', action, subject, ...values },
  ];
  if (!before) return entry('notification-rule-created', { after: factsOf(row) });
  if (!after) return entry('notification-rule-removed', { before: factsOf(row) });
  const changed = difference(factsOf(before), { ...factsOf(after), ...(newSecret ? { webhookSecret: 'changed' } : {}) });
  return changed ? entry('notification-rule-changed', changed) : [];
}

export function toldTest({ id, name, access_group_id, recipients }: RuleRow): Done {
  const subject = { kind: 'notification-rule' as const, id, name };
  return { groupId: access_group_id, function: 'notifications', action: 'notification-rule-tested', subject, after: { recipients } };
}

function factsOf(row: RuleRow): Record<string, unknown> {
  const { kind, ...limits } = row.condition;
  return {
    name: row.name,
    owner: tellOwner(row.owner_id),
    condition: kind,
    ...limits,
    recipients: row.recipients,
    webhook: row.webhook_url === null ? null : new URL(row.webhook_url).host,
    active: row.enabled,
    snoozedUntil: row.snoozed_until?.toISOString() ?? null,
  };
}
