import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { patternOf } from '../licenses/filter.ts';

export async function selectLicenseFigures(tx: Tx) {
  const { rows } = await sql<{
    total: number;
    by_state: Record<string, number>;
    over_used: number;
    nearly_used: number;
    unknown_usage: number;
    ordered: number | null;
    used: number | null;
  }>`
    with states as (select state, count(*) as n from licenses where gone_at is null group by state)
    select (select coalesce(sum(n), 0)::int from states) as total, (select coalesce(json_object_agg(state, n), '{}') from states) as by_state,
      count(*) filter (where usage > quantity)::int as over_used,
      count(*) filter (where usage > quantity * 0.9 and usage <= quantity)::int as nearly_used,
      count(*) filter (where usage is null)::int as unknown_usage,
      case when count(*) = 0 then 0 else sum(quantity)::int end as ordered, case when count(*) = 0 then 0 else sum(usage)::int end as used
    from shares where not gone`.execute(tx);
  return rows[0] as (typeof rows)[0];
}

export async function selectCustomerFigures(tx: Tx) {
  const { rows } = await sql<{ total: number; not_set_up: number; suspended: number }>`
    select count(*)::int as total, (count(*) filter (where setup = 'not-set-up'))::int as not_set_up, count(*) filter (where status = 'suspended')::int as suspended
    from companies c where type = 1007 and company_is_linked(c.id)`.execute(tx);
  return rows[0] as (typeof rows)[0];
}

export interface ShortLicense {
  license_id: number;
  public_id: string | null;
  product: string;
  license_user: string;
}

/** Licenses that run out within 45 days, the nearest first. */
export async function selectExpiring(tx: Tx, today: string) {
  const { rows } = await sql<ShortLicense & { expires: string; days: number }>`
    select l.id as license_id, l.public_id, min(s.product_name) as product, min(s.license_user) as license_user, l.expires, l.expires - ${today}::date as days
    from licenses l join shares s on s.license_id = l.id and not s.gone
    where l.gone_at is null and l.expires between ${today}::date - 7 and ${today}::date + 45
    group by l.id order by l.expires, l.id limit 8`.execute(tx);
  return rows;
}

export async function selectOverUsed(tx: Tx) {
  const { rows } = await sql<ShortLicense & { quantity: number; usage: number }>`
    select s.license_id, l.public_id, s.product_name as product, s.license_user, s.quantity, s.usage
    from shares s join licenses l on l.id = s.license_id
    where not s.gone and s.usage > s.quantity order by s.usage - s.quantity desc, s.id limit 8`.execute(tx);
  return rows;
}

/** Companies and users whose names hold what is looked for; those that begin with it first. */
export async function selectMatches(tx: Tx, q: string, limit: number) {
  const pattern = patternOf(q);
  const companies = await sql<{ id: number; group_id: number; name: string; type: number | null }>`
    select id, group_id, name, type from companies where fold(name) like ${pattern}
    order by position(fold(${q}) in fold(name)), name, id limit ${limit}`.execute(tx);
  const users = await sql<{ id: number; login: string }>`
    select id, login from users where fold(login) like ${pattern} or fold(name) like ${pattern} order by login limit ${limit}`.execute(tx);
  return { companies: companies.rows, users: users.rows };
}

export async function selectVersion(tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(tx);
  return rows[0]?.version ?? '';
}
