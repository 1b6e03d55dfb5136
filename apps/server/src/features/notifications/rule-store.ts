import type { GroupSegment } from '@licet/contract';
import type { Condition, GroupScope } from '@licet/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { portionOf } from '../../db/prepared.ts';
import { inScope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import { told } from './deliver-store.ts';
import type { DeliveryRow } from './deliver-store.ts';

export interface RuleRow {
  id: number;
  name: string;
  access_group_id: number;
  group_name: string | null;
  group_kind: GroupSegment['kind'] | null;
  owner_id: number | null;
  owner: string | null;
  condition: Condition;
  recipients: string[];
  webhook_url: string | null;
  enabled: boolean;
  snoozed_until: Date | null;
  changed_at: Date;
  open_alerts: number;
  mail: DeliveryRow | null;
  webhook: DeliveryRow | null;
}

export interface RuleFilter {
  id?: number;
  q?: string | undefined;
  groupId?: string | undefined;
  /** Groups in which the caller reads rules. */
  groups: GroupScope;
}

const sorts = { name: sql`r.name`, changedAt: sql`r.changed_at` };

export interface RulePage {
  sort: keyof typeof sorts;
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

const lastBy = (channel: 'mail' | 'webhook') => sql`
  (select ${told} from deliveries d where d.rule_id = r.id and d.channel = ${sql.lit(channel)} order by d.made_at desc limit 1)`;

export async function selectRules(tx: Tx, filter: RuleFilter, page?: RulePage): Promise<RuleRow[]> {
  const order = page ? sql`${sorts[page.sort]} ${sql.raw(page.order)}` : sql`r.name`;
  const { rows } = await sql<RuleRow>`
    select r.id, r.name, r.access_group_id, g.name as group_name, g.kind as group_kind, r.owner_id, u.login as owner, r.condition, r.recipients,
      r.webhook_url, r.enabled, r.snoozed_until, r.changed_at,
      (select count(*)::int from alerts a where a.rule_id = r.id and a.ended_at is null) as open_alerts, ${lastBy('mail')} as mail, ${lastBy('webhook')} as webhook
    from notification_rules r left join groups g on g.id = r.access_group_id left join users u on u.id = r.owner_id
    where ${ruleCondition(filter)} order by ${order}, r.id ${page ? portionOf(page) : sql``}`.execute(tx);
  return rows;
}

export async function countRules(tx: Tx, filter: RuleFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from notification_rules r where ${ruleCondition(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function ruleCondition({ id, q, groupId, groups }: RuleFilter): RawBuilder<unknown> {
  const all = [
    sql`true`,
    ...inScope(sql`r.access_group_id`, groups),
    ...(id === undefined ? [] : [sql`r.id = ${id}`]),
    ...(q ? [sql`fold(r.name) like search_pattern(${q})`] : []),
    ...(groupId ? [sql`r.access_group_id in (select groups_below(${Number(groupId)}))`] : []),
  ];
  return sql.join(all, sql` and `);
}

export interface RuleValues {
  name: string;
  access_group_id: number;
  owner_id: number;
  condition: Condition;
  recipients: string[];
  webhook_url: string | null;
  enabled: boolean;
  changed_at: Date;
}

export async function insertRule(tx: Tx, { condition, ...rule }: RuleValues & { webhook_secret_sealed: Buffer | null }): Promise<number> {
  const { id } = await tx
    .insertInto('notification_rules')
    .values({ ...rule, condition: JSON.stringify(condition) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** The webhook's secret stays unless another one (or none) is given. */
export async function updateRule(
  tx: Tx,
  id: number,
  { condition, ...rule }: RuleValues & { webhook_secret_sealed?: Buffer | null },
): Promise<void> {
  await tx
    .updateTable('notification_rules')
    .set({ ...rule, condition: JSON.stringify(condition) })
    .where('id', '=', id)
    .execute();
}

export async function updateSnooze(tx: Tx, id: number, until: Date | null, now: Date): Promise<void> {
  // What waits for the end of the snooze waits for its new end.
  await sql`
    update deliveries d set held_until = ${until ?? now} from notification_rules r
    where r.id = ${id} and d.rule_id = r.id and d.state = 'waiting' and d.held_until = r.snoozed_until`.execute(tx);
  await tx.updateTable('notification_rules').set({ snoozed_until: until }).where('id', '=', id).execute();
}

export async function deleteRule(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('notification_rules').where('id', '=', id).execute();
}

/** The sealed secret of a rule's webhook; null when it has none. Ask with whole sight. */
export async function selectWebhookSecret(tx: Tx, id: number): Promise<Buffer | null> {
  const row = await tx.selectFrom('notification_rules').select('webhook_secret_sealed').where('id', '=', id).executeTakeFirst();
  return row?.webhook_secret_sealed ?? null;
}

/** The language of the caller. */
export async function selectLanguage(tx: Tx, userId: number): Promise<'en' | 'pl'> {
  const row = await tx.selectFrom('users').select('language').where('id', '=', userId).executeTakeFirst();
  return row?.language === 'pl' ? 'pl' : 'en';
}
