import type { GroupScope } from '@licet/domain';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

/** Groups that are named one by one, so that the query's plan is kept (`preparedName`); a customer's user mostly has one to five. */
const ONE_BY_ONE = 8;
/** Groups up to which naming them helps: an index finds their rows. Beyond, the walls' look at one bit a row is faster. */
const FEW = 1000;

/**
 * The condition that a column lies in a scope, where saying so makes a query faster. It never shows more than the walls: they
 * stand whatever is asked.
 */
export function inScope(column: RawBuilder<unknown>, scope: GroupScope): RawBuilder<unknown>[] {
  return scope === 'all' || scope.length > FEW ? [] : [inGroups(column, scope)];
}

/** The condition that a column is one of some groups. */
export function inGroups(column: RawBuilder<unknown>, groups: readonly number[]): RawBuilder<unknown> {
  if (groups.length === 0 || groups.length > ONE_BY_ONE) return sql`${column} = any(${groups}::integer[])`;
  return sql`${column} in (${sql.join(groups)})`;
}
