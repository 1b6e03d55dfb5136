import { reason } from '@licet/contract';
import type { Alert, NotificationRule, SentReason } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import { problemFor } from '../mail/problem.ts';
import type { Silence } from '../sessions/owners.ts';
import type { AlertRow } from './alert-store.ts';
import type { DeliveryRow } from './deliver-store.ts';
import type { RuleRow } from './rule-store.ts';

export function ruleView(row: RuleRow, silence: Silence | null, actor: Actor, now: Date): NotificationRule {
  const write = reaches(actor.scope('notifications', 'write'), row.access_group_id);
  const change = write && reaches(actor.scope('licenses', 'read'), row.access_group_id);
  const snoozed = row.snoozed_until !== null && row.snoozed_until > now ? row.snoozed_until : null;
  return {
    id: String(row.id),
    name: row.name,
    accessGroup: { id: String(row.access_group_id), kind: row.group_kind ?? 'plain', name: row.group_name ?? '' },
    owner: row.owner,
    condition: row.condition as NotificationRule['condition'],
    recipients: row.recipients,
    // Many services take the address alone for the right to post: whoever only reads rules is told the host.
    webhookUrl: row.webhook_url !== null && !change ? new URL(row.webhook_url).origin : row.webhook_url,
    enabled: row.enabled,
    snoozedUntil: snoozed?.toISOString() ?? null,
    state: !row.enabled ? 'off' : silence ? 'silent' : snoozed ? 'snoozed' : 'on',
    silence,
    openAlerts: row.open_alerts,
    deliveries: deliveriesView(row, actor),
    changedAt: row.changed_at.toISOString(),
    can: { change, snooze: change, test: write, remove: write },
  };
}

export function alertView(row: AlertRow, actor: Actor): Alert {
  return {
    id: String(row.id),
    rule: { id: String(row.rule_id), name: row.rule_name },
    reason: reasonOf(row.reason) ?? null,
    raisedAt: row.raised_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    ...subjectView(row),
    deliveries: deliveriesView(row, actor),
  };
}

type SubjectRow = Pick<AlertRow, 'license_id' | 'public_id' | 'product_name' | 'license_user' | 'account_id' | 'login'>;

/** What an alert is about: one of the two, the other null. */
export function subjectView(row: SubjectRow): Pick<Alert, 'license' | 'account'> {
  const { license_id, public_id, product_name, license_user, account_id, login } = row;
  const license = { id: String(license_id), publicId: public_id, productName: product_name ?? '', licenseUser: license_user ?? '' };
  return {
    license: license_id === null ? null : license,
    account: account_id === null ? null : { id: String(account_id), login: login ?? '' },
  };
}

function deliveriesView({ mail, webhook }: { mail: DeliveryRow | null; webhook: DeliveryRow | null }, actor: Actor): Alert['deliveries'] {
  const view = (row: DeliveryRow | null) =>
    row && { state: row.state, at: new Date(row.at).toISOString(), reason: problemFor(actor, reasonOf(row.reason) ?? null) };
  return { mail: view(mail), webhook: view(webhook) };
}

function reasonOf(stored: unknown): SentReason | undefined {
  return reason.safeParse(stored).data;
}
