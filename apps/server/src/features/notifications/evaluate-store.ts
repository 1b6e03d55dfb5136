import type { AlertReason, Condition, GroupScope, Observed, OpenAlert } from '@licet/domain';
import { sql } from 'kysely';
import { inGroups } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';

export interface WatchRow {
  id: number;
  name: string;
  access_group_id: number;
  owner_id: number | null;
  condition: Condition;
  recipients: string[];
  webhook_url: string | null;
  enabled: boolean;
  snoozed_until: Date | null;
}

const watchColumns = sql`id, name, access_group_id, owner_id, condition, recipients, webhook_url, enabled, snoozed_until`;

export async function selectAllRules(tx: Tx): Promise<WatchRow[]> {
  const { rows } = await sql<WatchRow>`select ${watchColumns} from notification_rules order by id`.execute(tx);
  return rows;
}

/** The rule as it is now, held until the end of the transaction: two looks at one rule take turns. */
export async function lockRule(tx: Tx, id: number): Promise<WatchRow | undefined> {
  const { rows } = await sql<WatchRow>`select ${watchColumns} from notification_rules where id = ${id} for update`.execute(tx);
  return rows[0];
}

/** The column that tells what an alert is about, by what its rule watches for. */
const subjects: Record<Condition['kind'], ReturnType<typeof sql>> = {
  expiry: sql`case when share_id is null then license_id end`,
  state: sql`case when share_id is null then license_id end`,
  usage: sql`share_id`,
  sync: sql`account_id`,
  credentials: sql`account_id`,
};
/** Stands for what is about another kind of thing: the rule watched for something else when it was raised. */
const NOTHING = -1;

export async function selectOpen(tx: Tx, { id, condition }: Pick<WatchRow, 'id' | 'condition'>): Promise<OpenAlert[]> {
  const { rows } = await sql<OpenAlert>`
    select id, coalesce(${subjects[condition.kind]}, ${NOTHING}) as subject, key, reason from alerts where rule_id = ${id} and ended_at is null`.execute(
    tx,
  );
  return rows;
}

export interface ObservedRow extends Observed {
  subject: number;
  /** Null for an account. */
  license_id: number | null;
}

/**
 * What a rule may raise an alert about, and what it has raised one about, as far as it is in sight in these groups. The conditions
 * here only spare reading what cannot matter: `planAlerts` decides.
 */
export async function selectObserved(
  tx: Tx,
  condition: Condition,
  groups: GroupScope,
  open: readonly OpenAlert[],
  today: string,
): Promise<ObservedRow[]> {
  const where = (column: ReturnType<typeof sql>) => (groups === 'all' ? sql`true` : inGroups(column, groups));
  const { rows } = await query().execute(tx);
  return rows;

  function query() {
    switch (condition.kind) {
      case 'expiry':
        return sql<ObservedRow>`select l.id as subject, l.id as license_id, l.expires from licenses l
          where l.gone_at is null and l.expires <= ${today}::date + ${Math.max(...condition.days)}::integer and ${where(sql`l.access_group_id`)}`;
      case 'state':
        return sql<ObservedRow>`select l.id as subject, l.id as license_id, l.state from licenses l
          where l.gone_at is null and l.state = any(${[...condition.states]}::text[]) and ${where(sql`l.access_group_id`)}`;
      case 'usage':
        return sql<ObservedRow>`select s.id as subject, s.license_id, s.quantity, s.usage from shares s join licenses l on l.id = s.license_id
          where not s.gone and l.gone_at is null and ${where(sql`s.access_group_id`)}
            and (s.usage::bigint * 100 >= ${condition.percent}::bigint * s.quantity or s.id = any(${open.map((one) => one.subject)}::bigint[]))`;
      case 'sync':
      case 'credentials':
        return sql<ObservedRow>`select id as subject, null as license_id, state from portal_accounts where removed_at is null`;
    }
  }
}

export interface NewAlert {
  license_id: number | null;
  share_id: number | null;
  account_id: number | null;
  key: string;
  reason: AlertReason;
}

export async function insertAlerts(tx: Tx, ruleId: number, alerts: readonly NewAlert[], now: Date): Promise<void> {
  await sql`
    insert into alerts (rule_id, license_id, share_id, account_id, key, reason, raised_at)
    select ${ruleId}, a.license_id, a.share_id, a.account_id, a.key, a.reason, ${now}
    from json_to_recordset(${JSON.stringify(alerts)}::json)
      as a(license_id bigint, share_id bigint, account_id integer, key text, reason jsonb)
    on conflict do nothing`.execute(tx);
}

export async function updateAlerts(tx: Tx, alerts: readonly { id: number; reason: AlertReason }[]): Promise<void> {
  await sql`
    update alerts a set reason = f.reason from json_to_recordset(${JSON.stringify(alerts)}::json) as f(id bigint, reason jsonb)
    where a.id = f.id`.execute(tx);
}

export async function endAlerts(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  await sql`update alerts set ended_at = ${now} where id = any(${[...ids]}::bigint[])`.execute(tx);
}

/** Puts the standing alerts of a rule that were not told yet into one notice; its id, or undefined when there are none. */
export async function makeNotice(tx: Tx, ruleId: number): Promise<string | undefined> {
  const { rows } = await sql<{ notice: string }>`
    with made as (select gen_random_uuid() as id)
    update alerts set notice = made.id from made where rule_id = ${ruleId} and notice is null and ended_at is null returning notice`.execute(
    tx,
  );
  return rows[0]?.notice;
}

export async function insertDelivery(
  tx: Tx,
  delivery: { notice: string; channel: 'mail' | 'webhook'; rule_id: number; made_at: Date },
): Promise<void> {
  await tx.insertInto('deliveries').values(delivery).execute();
}
