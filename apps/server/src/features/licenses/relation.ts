// The rows that every list of licenses is made of: one a share, with its license's fields, now or as of a past moment.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { allTakenBack, pastRelation, takenBack } from './past-relation.ts';
import type { Wanted } from './past-relation.ts';

/** The columns of the relation, as lists filter and sort by them. */
export interface LicenseRelationRow {
  id: number;
  license_id: number;
  company_id: number;
  pool_id: number;
  /** Where its pool stands today: what rights go by. */
  access_group_id: number;
  /** Where its pool stood at the moment of the list. */
  stood_in: number;
  public_id: string | null;
  product_code: string;
  product_name: string;
  bundle_name: string | null;
  type: string;
  state: string;
  quantity: number | null;
  quantity_source: string | null;
  usage: number | null;
  usage_source: string | null;
  expires: string | null;
  license_user_kind: string;
  license_user: string;
  tags: string[];
  details_at: Date | null;
  search_text: string;
  gone: boolean;
}

/** The relation's columns that are the share's own, for queries that ask for no other: an index alone can answer many. */
export const shareRelation = sql`(
    select s.id, s.license_id, s.pool_id, s.access_group_id, s.access_group_id as stood_in, s.product_code, s.product_name, s.license_user_kind, s.license_user, s.quantity, s.usage, s.search_text, s.gone from shares s
  )`;

/**
 * The relation, to stand in a FROM clause. Now, the license is joined so that PostgreSQL drops it again where no column of it
 * is asked for. As of a moment, every change since is taken back: what was before the earliest of them is what was then.
 */
export function licenseRelation(asOf: Date | undefined, wanted: Wanted = 'few'): RawBuilder<unknown> {
  if (asOf) return pastRelation(asOf, wanted);
  return sql`(
    select s.id, s.license_id, l.company_id, s.pool_id, s.access_group_id, s.access_group_id as stood_in, l.public_id, s.product_code, s.product_name, l.bundle_name, l.type, l.state,
      s.quantity, s.quantity_source, s.usage, s.usage_source, l.expires, s.license_user_kind, s.license_user, l.tags, l.details_at, s.search_text, s.gone
    from shares s left join licenses l on l.id = s.license_id
  )`;
}

/** Company and state of each license that was not gone: as it is enough for trees. */
export function standingLicenses(asOf: Date | undefined): RawBuilder<unknown> {
  if (!asOf) return sql`(select l.company_id, l.state from licenses l where l.gone_at is null)`;
  // All licenses at once, so the changes are read at once, too.
  return sql`(
    select l.company_id, coalesce(w.was ->> 'state', l.state) as state
    from licenses l left join (${allTakenBack(sql`h.license_id`, sql`h.share_id is null`, asOf)}) w on w.id = l.id
    where ${stoodThen(asOf)}
  )`;
}

/** How many licenses of one company were not gone: for pages of few companies. */
export function standingLicensesOf(company: RawBuilder<unknown>, asOf: Date): RawBuilder<unknown> {
  return sql`(
    select count(*)::int from licenses l cross join lateral (${takenBack(sql`h.license_id = l.id and h.share_id is null`, asOf)}) w
    where l.company_id = ${company} and ${stoodThen(asOf)}
  )`;
}

/** Of a license `l` and what it was, `w`: it was there, and not gone. */
function stoodThen(asOf: Date): RawBuilder<unknown> {
  return sql`l.added_at <= ${asOf} and not coalesce((w.was ->> 'gone')::boolean, l.gone_at is not null)`;
}
