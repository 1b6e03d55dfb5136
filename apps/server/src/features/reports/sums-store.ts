import type { Report } from '@licet/contract';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { portionOf } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';
import { conditionOf } from '../licenses/filter.ts';
import type { ScopedFilter } from '../licenses/filter.ts';
import { licenseRelation } from '../licenses/relation.ts';

export type Grouping = NonNullable<Report['groupBy']>;

export interface SumRow {
  /** What is summed up by, as a person reads it. */
  label: string;
  licenses: number;
  /** Units; null when they are known of no license. */
  quantity: number | null;
  usage: number | null;
  /** Licenses of which the units used are not known. */
  unknown: number;
}

/** What makes a sum of its own, and what it is called. Two license users of one name are two. */
const groupings: Record<Grouping, { keys: RawBuilder<unknown>; label: RawBuilder<unknown> }> = {
  licenseUser: { keys: sql`r.license_user, r.license_user_kind, r.company_id`, label: sql`r.license_user` },
  product: { keys: sql`r.product_code`, label: sql`max(r.product_name)` },
  accessGroup: { keys: sql`r.stood_in`, label: sql`(select coalesce(max(g.name), '') from groups g where g.id = r.stood_in)` },
  state: { keys: sql`r.state`, label: sql`r.state` },
};

export async function selectSums(tx: Tx, scoped: ScopedFilter, by: Grouping, page: { offset: number; limit: number }): Promise<SumRow[]> {
  const { keys, label } = groupings[by];
  const { rows } = await sql<SumRow>`
    select ${label} as label, count(distinct r.license_id) as licenses, sum(r.quantity) as quantity, sum(r.usage) as usage,
      count(distinct r.license_id) filter (where r.usage is null) as unknown
    from ${licenseRelation(undefined)} r where ${conditionOf(scoped)}
    group by ${keys} order by label, ${keys} ${portionOf(page)}`.execute(tx);
  return rows;
}

export async function countSums(tx: Tx, scoped: ScopedFilter, by: Grouping): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select from ${licenseRelation(undefined)} r where ${conditionOf(scoped)} group by ${groupings[by].keys}
    ) s`.execute(tx);
  return rows[0]?.n ?? 0;
}
