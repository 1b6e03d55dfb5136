import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { portionOf } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';
import { accountsSeeing, groupRelation, momentOf } from '../groups/relation.ts';
import { conditionOf, isOfShares, orderOf, patternOf, wordsOf } from './filter.ts';
import type { LicenseSort, ScopedFilter } from './filter.ts';
import { licenseRelation, shareRelation } from './relation.ts';
import { wantedIn } from './past-relation.ts';
import type { LicenseRelationRow } from './relation.ts';

/** A row of the relation with the names that a person reads. */
export interface LicenseListRow extends LicenseRelationRow {
  upstream_id: string | null;
  group_name: string | null;
  group_kind: string | null;
  structure_at: Date | null;
  accounts: string[];
}

export interface LicenseListQuery extends ScopedFilter {
  /** Whether to name the accounts that see each license; spared for callers who may not see any. */
  withAccounts: boolean;
  sort: LicenseSort;
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

/**
 * A page of rows. The page is cut first, of as little as its filter and order need, with a plan for the groups at hand; it is dressed
 * by another query, whose plan is kept: planning both at once would take longer than running them.
 */
export async function selectLicenses(tx: Tx, query: LicenseListQuery): Promise<LicenseListRow[]> {
  const order = orderOf(query.sort, query.order);
  const asOf = momentOf(query.filter.asOf);
  const ofShares = isOfShares(query.filter) && (query.sort === 'licenseUser' || query.sort === 'product');
  const cut = await sql<{ id: number }>`
    select r.id from ${ofShares ? shareRelation : licenseRelation(asOf, wantedIn(query.groups))} r
    where ${conditionOf(query)} order by ${order} ${portionOf(query)}`.execute(tx);
  if (cut.rows.length === 0) return [];
  const { rows } = await sql<LicenseListRow>`
    with page as (select r.* from ${licenseRelation(asOf)} r where r.id = any(${cut.rows.map(({ id }) => id)}::bigint[]))
    ${dressed(order, query.withAccounts, asOf)}`.execute(tx);
  return rows;
}

export async function countLicenses(tx: Tx, scoped: ScopedFilter): Promise<number> {
  const relation = isOfShares(scoped.filter) ? shareRelation : licenseRelation(momentOf(scoped.filter.asOf), wantedIn(scoped.groups));
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${relation} r where ${conditionOf(scoped)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Groups from which on looking words up by the index beats looking through the caller's rows. */
const MANY_GROUPS = 50;
/** More matches than this are not worth looking up: the list is then full of them wherever it is read. */
const CANDIDATES = 2000;

/** The filter with the words looked up by the text index, where that pays; callers who see everything use it by themselves. */
export async function lookUpWords(tx: Tx, scoped: ScopedFilter): Promise<ScopedFilter> {
  const word = wordsOf(scoped.filter.q).reduce((longest, one) => (one.length > longest.length ? one : longest), '');
  if (scoped.groups === 'all' || scoped.groups.length < MANY_GROUPS || word.length < 3 || scoped.filter.asOf !== undefined) return scoped;
  const { rows } = await sql<{ id: number }>`select search_shares(${patternOf(word)}, ${CANDIDATES + 1}) as id`.execute(tx);
  return rows.length > CANDIDATES ? scoped : { ...scoped, candidates: rows.map((row) => row.id) };
}

/** All shares in sight of one license. */
export async function selectLicense(tx: Tx, licenseId: number): Promise<LicenseListRow[]> {
  const { rows } = await sql<LicenseListRow>`
    with page as (select r.* from ${licenseRelation(undefined)} r where r.license_id = ${licenseId})
    ${dressed(sql`r.product_name, r.id`, true, undefined)}`.execute(tx);
  return rows;
}

function dressed(order: RawBuilder<unknown>, withAccounts: boolean, asOf: Date | undefined): RawBuilder<unknown> {
  const groups = asOf ? groupRelation(asOf) : sql`groups`;
  return sql`
    select r.*, c.upstream_id, g.name as group_name, g.kind as group_kind, structure_read_at(r.company_id) as structure_at,
      ${withAccounts ? accountsSeeing(sql`r.company_id`, asOf) : sql`'{}'::text[]`} as accounts
    from page r left join companies c on c.id = r.company_id left join ${groups} g on g.id = r.stood_in
    order by ${order}`;
}

export async function selectSuccession(tx: Tx, licenseId: number) {
  const { rows } = await sql<{ successor_of: string | null; succeeded_by: string | null }>`
    select (select p.public_id from licenses p where p.id = l.successor_of) as successor_of,
      (select n.public_id from licenses n where n.successor_of = l.id order by n.id limit 1) as succeeded_by
    from licenses l where l.id = ${licenseId}`.execute(tx);
  return rows[0];
}

export interface HistoryRow {
  at: Date;
  kind: string;
  run_id: number | null;
  user_login: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export async function selectHistory(tx: Tx, licenseId: number, page: { offset: number; limit: number }) {
  const { rows } = await sql<HistoryRow>`
    select h.at, h.kind, h.run_id, u.login as user_login, h.before, h.after
    from changes h left join users u on u.id = h.user_id
    where h.license_id = ${licenseId} order by h.id desc ${portionOf(page)}`.execute(tx);
  const counted = await sql<{ n: number }>`select count(*) as n from changes where license_id = ${licenseId}`.execute(tx);
  return { rows, total: counted.rows[0]?.n ?? 0 };
}

/** Puts licenses first in the queue of pages to read. A note of the program's own, taken for callers of every kind. */
export async function noteWanted(tx: Tx, licenseIds: number[], now: Date): Promise<void> {
  await sql`
    update license_sightings g set wanted_at = ${now} from licenses l
    where g.license_id = l.id and l.id = any(${licenseIds}::bigint[]) and g.gone_at is null and g.wanted_at is null
      and (l.details_at is null or l.details_at < ${new Date(now.getTime() - 15 * 60_000)})`.execute(tx);
}

export async function selectVisibleIds(tx: Tx, licenseIds: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select id from licenses where id = any(${licenseIds}::bigint[])`.execute(tx);
  return rows.map((row) => row.id);
}

export async function selectProducts(tx: Tx, asOf: Date | undefined, groups: ScopedFilter['groups']) {
  const { rows } = await sql<{ code: string; name: string; licenses: number }>`
    select r.product_code as code, max(r.product_name) as name, count(distinct r.license_id) as licenses
    from ${asOf ? licenseRelation(asOf, wantedIn(groups)) : shareRelation} r where not r.gone group by r.product_code order by 2`.execute(
    tx,
  );
  return rows;
}
