import type { AlertReason, GroupScope } from '@licet/domain';
import type { Reason } from '@licet/contract';
import { sql } from 'kysely';
import { inGroups } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import type { WatchRow } from './evaluate-store.ts';

export type Channel = 'mail' | 'webhook';

/** Takes a delivery that waits for work, until a moment: nobody else works on it meanwhile. Undefined when there is nothing to do. */
export async function claimDelivery(
  tx: Tx,
  notice: string,
  channel: Channel,
  now: Date,
  until: Date,
): Promise<{ rule_id: number; attempts: number; remaining: string[] | null } | undefined> {
  const { rows } = await sql<{ rule_id: number; attempts: number; remaining: string[] | null }>`
    update deliveries set held_until = ${until}, attempts = attempts + 1
    where notice = ${notice} and channel = ${channel} and state = 'waiting' and (held_until is null or held_until <= ${now})
    returning rule_id, attempts, remaining`.execute(tx);
  return rows[0];
}

export interface DeliveryUpdate {
  state?: 'waiting' | 'sent' | 'failed' | 'dropped';
  attempts?: number;
  reason?: Reason | null;
  held_until?: Date | null;
  remaining?: string[];
  ended_at?: Date;
}

export async function updateDelivery(tx: Tx, notice: string, channel: Channel, { reason, ...change }: DeliveryUpdate): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ ...change, ...(reason === undefined ? {} : { reason: reason === null ? null : JSON.stringify(reason) }) })
    .where('notice', '=', notice)
    .where('channel', '=', channel)
    .execute();
}

/** Deliveries that a killed process left, whose rule's snooze is over, or whose job is lost. */
export async function selectStranded(tx: Tx, now: Date): Promise<{ notice: string; channel: Channel }[]> {
  const dayAgo = new Date(now.getTime() - 86_400_000);
  const { rows } = await sql<{ notice: string; channel: Channel }>`
    select notice, channel from deliveries where state = 'waiting' and (held_until <= ${now} or (held_until is null and made_at < ${dayAgo}))`.execute(
    tx,
  );
  return rows;
}

export interface DeliveredRule extends WatchRow {
  webhook_secret_sealed: Buffer | null;
  language: 'en' | 'pl';
}

export async function selectDeliveredRule(tx: Tx, id: number): Promise<DeliveredRule | undefined> {
  const { rows } = await sql<DeliveredRule>`
    select r.id, r.name, r.access_group_id, r.owner_id, r.condition, r.recipients, r.webhook_url, r.webhook_secret_sealed, r.enabled, r.snoozed_until,
      coalesce(u.language, 'en') as language
    from notification_rules r left join users u on u.id = r.owner_id where r.id = ${id}`.execute(tx);
  return rows[0];
}

export interface ToldAlert {
  id: number;
  license_id: number | null;
  share_id: number | null;
  account_id: number | null;
  reason: AlertReason;
  raised_at: Date;
}

/** The alerts of a notice that still stand. */
export async function selectNotice(tx: Tx, notice: string): Promise<ToldAlert[]> {
  const { rows } = await sql<ToldAlert>`
    select id, license_id, share_id, account_id, reason, raised_at from alerts where notice = ${notice} and ended_at is null order by id`.execute(
    tx,
  );
  return rows;
}

export interface Subject {
  /** Of the alert. */
  id: number;
  public_id: string | null;
  product_name: string | null;
  license_user: string | null;
  login: string | null;
}

/** What alerts are about, as far as it is in sight in these groups: what is not, is not told. */
export async function selectSubjects(tx: Tx, alerts: readonly ToldAlert[], groups: GroupScope): Promise<Map<number, Subject>> {
  const told = JSON.stringify(alerts.map(({ id, license_id, share_id, account_id }) => ({ id, license_id, share_id, account_id })));
  const within = groups === 'all' ? sql`true` : sql`(${inGroups(sql`l.access_group_id`, groups)} or p.id is not null)`;
  const { rows } = await sql<Subject>`
    select t.id, l.public_id, ${productOf(sql`l`, sql`s`)} as product_name, ${licenseUserOf(sql`l`, sql`s`)} as license_user, p.login
    from json_to_recordset(${told}::json) as t(id bigint, license_id bigint, share_id bigint, account_id integer)
    left join licenses l on l.id = t.license_id left join shares s on s.id = t.share_id left join portal_accounts p on p.id = t.account_id
    where (l.id is not null or p.id is not null) and ${within}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

type Part = ReturnType<typeof sql>;

/** What a license, or the one product of it that is meant, is called. */
export function productOf(license: Part, share: Part) {
  return sql`coalesce(${share}.product_name, ${license}.bundle_name,
    (select string_agg(distinct x.product_name, ', ') from shares x where x.license_id = ${license}.id and not x.gone),
    (select max(x.product_name) from shares x where x.license_id = ${license}.id))`;
}

export function licenseUserOf(license: Part, share: Part) {
  return sql`coalesce(${share}.license_user, (select max(x.license_user) from shares x where x.license_id = ${license}.id))`;
}

/** The last delivery by a channel, or that of one notice. */
export interface DeliveryRow {
  state: 'waiting' | 'sent' | 'failed' | 'dropped';
  at: string;
  reason: unknown;
}

/** A delivery `d` as a `DeliveryRow`. */
export const told = sql`json_build_object('state', d.state, 'at', coalesce(d.ended_at, d.made_at), 'reason', d.reason)`;
