import type { AlertReason } from '@licet/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { portionOf } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';
import { licenseUserOf, productOf, told } from './deliver-store.ts';
import type { DeliveryRow } from './deliver-store.ts';

export interface AlertRow {
  id: number;
  rule_id: number;
  rule_name: string;
  reason: AlertReason;
  raised_at: Date;
  ended_at: Date | null;
  license_id: number | null;
  public_id: string | null;
  product_name: string | null;
  license_user: string | null;
  account_id: number | null;
  login: string | null;
  mail: DeliveryRow | null;
  webhook: DeliveryRow | null;
}

export interface AlertFilter {
  ruleId?: string | undefined;
  licenseId?: string | undefined;
  groupId?: string | undefined;
  show: 'open' | 'ended' | 'all';
}

const toldBy = (channel: 'mail' | 'webhook') => sql`
  (select ${told} from deliveries d where d.notice = a.notice and d.channel = ${sql.lit(channel)})`;

export async function selectAlerts(tx: Tx, filter: AlertFilter, page: { offset: number; limit: number }): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    with cut as materialized (select a.* from alerts a where ${alertCondition(filter)} order by a.raised_at desc, a.id desc ${portionOf(page)})
    select a.id, a.rule_id, r.name as rule_name, a.reason, a.raised_at, a.ended_at, a.license_id, l.public_id, ${productOf(sql`l`, sql`s`)} as product_name,
      ${licenseUserOf(sql`l`, sql`s`)} as license_user, a.account_id, p.login, ${toldBy('mail')} as mail, ${toldBy('webhook')} as webhook
    from cut a join notification_rules r on r.id = a.rule_id left join licenses l on l.id = a.license_id left join shares s on s.id = a.share_id
    left join portal_accounts p on p.id = a.account_id order by a.raised_at desc, a.id desc`.execute(tx);
  return rows;
}

export async function countAlerts(tx: Tx, filter: AlertFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from alerts a where ${alertCondition(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function alertCondition({ ruleId, licenseId, groupId, show }: AlertFilter): RawBuilder<unknown> {
  const all = [
    sql`true`,
    ...(ruleId ? [sql`a.rule_id = ${Number(ruleId)}`] : []),
    ...(licenseId ? [sql`a.license_id = ${Number(licenseId)}`] : []),
    ...(groupId
      ? [sql`exists (select from licenses l where l.id = a.license_id and l.access_group_id in (select groups_below(${Number(groupId)})))`]
      : []),
    ...(show === 'all' ? [] : [show === 'open' ? sql`a.ended_at is null` : sql`a.ended_at is not null`]),
  ];
  return sql.join(all, sql` and `);
}
