import type { licenseListQuery } from '@licet/contract';
import type { GroupScope } from '@licet/domain';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { z } from 'zod';
import { inGroups } from '../../db/scope.ts';
import { companyRelation, groupsBelow, momentOf, stood } from '../groups/relation.ts';

type ListQuery = z.output<typeof licenseListQuery>;
export type LicenseFilter = Omit<ListQuery, 'offset' | 'limit' | 'sort' | 'order'>;
export type LicenseSort = ListQuery['sort'];

/** A filter, and whose list it is: the query is scoped by it, and the walls check each row again. */
export interface ScopedFilter {
  filter: LicenseFilter;
  /** Access groups of pools in sight. */
  groups: GroupScope;
  /** Ids of the shares that hold the searched words, when they were looked up by the index. */
  candidates?: readonly number[];
}

/** The WHERE of a filter over the license relation, called `r`. */
export function conditionOf({ filter, groups, candidates }: ScopedFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [];
  const asOf = momentOf(filter.asOf);
  if (groups !== 'all') parts.push(inGroups(sql`r.access_group_id`, groups));
  if (candidates) parts.push(sql`r.id = any(${candidates}::bigint[])`);
  // A license that is gone and never had a public id was a line of the usage report, not a license.
  if (filter.gone === 'hide') parts.push(sql`not r.gone`);
  else parts.push(filter.gone === 'only' ? sql`r.gone and r.public_id is not null` : sql`(r.public_id is not null or not r.gone)`);
  for (const word of wordsOf(filter.q)) parts.push(sql`r.search_text like ${patternOf(word)}`);
  if (filter.state) parts.push(sql`r.state = any(${filter.state})`);
  if (filter.type) parts.push(sql`r.type = any(${filter.type})`);
  if (filter.productCode) parts.push(sql`r.product_code = any(${filter.productCode})`);
  if (filter.licenseUserKind) parts.push(sql`r.license_user_kind = any(${filter.licenseUserKind})`);
  if (filter.tag) parts.push(sql`r.tags && ${filter.tag}::text[]`);
  if (filter.accessGroupId) parts.push(sql`r.stood_in = any(${filter.accessGroupId.map(Number)}::integer[])`);
  if (filter.accountId) {
    parts.push(
      sql`r.company_id in (select s.company_id from company_sightings s where s.account_id = any(${filter.accountId.map(Number)}::integer[]) and ${stood(asOf)})`,
    );
  }
  if (filter.poolId) parts.push(sql`r.pool_id = ${Number(filter.poolId)}`);
  if (filter.companyId) parts.push(sql`r.company_id in (${companiesBelow(Number(filter.companyId), asOf)})`);
  if (filter.expiresFrom) parts.push(sql`r.expires >= ${filter.expiresFrom}::date`);
  if (filter.expiresTo) parts.push(sql`r.expires <= ${filter.expiresTo}::date`);
  if (filter.use === 'over') parts.push(sql`r.usage > r.quantity`);
  if (filter.use === 'nearly') parts.push(sql`r.usage > r.quantity * 0.9 and r.usage <= r.quantity`);
  if (filter.use === 'unknown') parts.push(sql`(r.usage is null or r.quantity is null)`);
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

/** True when the filter asks for nothing but the share's own columns. */
export function isOfShares(filter: LicenseFilter): boolean {
  const { gone, state, type, tag, accountId, companyId, expiresFrom, expiresTo, asOf } = filter;
  return [state, type, tag, accountId, companyId, expiresFrom, expiresTo, asOf].every((part) => part === undefined) && gone === 'hide';
}

const columns: Record<LicenseSort, RawBuilder<unknown>[]> = {
  licenseUser: [sql`r.license_user`, sql`r.product_name`],
  product: [sql`r.product_name`, sql`r.license_user`],
  publicId: [sql`r.public_id`],
  quantity: [sql`r.quantity`],
  usage: [sql`r.usage`],
  state: [sql`r.state`],
  type: [sql`r.type`],
  expires: [sql`r.expires`],
  readAt: [sql`r.details_at`],
};

/** The ORDER BY of a sort; the id makes it total, so that pages neither skip nor repeat. */
export function orderOf(sort: LicenseSort, order: 'asc' | 'desc'): RawBuilder<unknown> {
  const direction = order === 'asc' ? sql`asc` : sql`desc`;
  const nulls = sort === 'licenseUser' || sort === 'product' ? sql`` : sql` nulls last`;
  return sql.join(
    [...columns[sort], sql`r.id`].map((column, i, all) =>
      i === all.length - 1 ? sql`${column} ${direction}` : sql`${column} ${direction}${nulls}`,
    ),
  );
}

/** Ids of a company and of all companies below it in the MSP tree. */
function companiesBelow(companyId: number, asOf: Date | undefined): RawBuilder<unknown> {
  const companies = asOf ? companyRelation(asOf) : sql`companies`;
  return sql`
    select c.id from ${companies} c
    where c.group_id in (${groupsBelow(sql`select t.group_id from ${companies} t where t.id = ${companyId}`, asOf)})`;
}

/** The LIKE pattern of a word, made by the database, which folds it as it folded the searched text. */
export function patternOf(word: string): RawBuilder<unknown> {
  return sql`search_pattern(${word})`;
}

export function wordsOf(q: string | undefined): string[] {
  return (q ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
}
