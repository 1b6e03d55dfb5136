import type { GroupSegment, SavedQuery } from '@licet/contract';
import type { GroupScope } from '@licet/domain';
import { sql } from 'kysely';
import { inScope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';
import { isUniqueViolation } from '../../db/violation.ts';

export interface ViewRow {
  id: number;
  name: string;
  query: SavedQuery;
  owner_id: number | null;
  owner: string | null;
  access_group_id: number | null;
  group_name: string | null;
  group_kind: GroupSegment['kind'] | null;
  changed_at: Date;
}

/** Whose views: one's own, and what is shared in groups where one reads licenses. Whole sight sees no private ones of others either. */
export interface ViewScope {
  userId: number;
  groups: GroupScope;
}

export async function selectViews(tx: Tx, scope: ViewScope, id?: number): Promise<ViewRow[]> {
  const shared = sql.join([sql`v.access_group_id is not null`, ...inScope(sql`v.access_group_id`, scope.groups)], sql` and `);
  const one = id === undefined ? sql`true` : sql`v.id = ${id}`;
  const { rows } = await sql<ViewRow>`
    select v.id, v.name, v.query, v.owner_id, u.login as owner, v.access_group_id, g.name as group_name, g.kind as group_kind, v.changed_at
    from saved_views v left join users u on u.id = v.owner_id left join groups g on g.id = v.access_group_id
    where ${one} and (v.owner_id = ${scope.userId} or ${shared}) order by v.name, v.id`.execute(tx);
  return rows;
}

export interface NewView {
  owner_id: number;
  access_group_id: number | null;
  name: string;
  query: SavedQuery;
  changed_at: Date;
}

/** Undefined when the owner has a view of that name. */
export async function insertView(tx: Tx, { query, ...view }: NewView): Promise<number | undefined> {
  const row = await tx
    .insertInto('saved_views')
    .values({ ...view, query: JSON.stringify(query) })
    .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export type ViewChange = Pick<NewView, 'access_group_id' | 'name' | 'query' | 'changed_at'>;

/** False when the owner has another view of that name; nothing more can be done in the transaction then. */
export async function updateView(tx: Tx, id: number, { query, ...view }: ViewChange): Promise<boolean> {
  try {
    await tx
      .updateTable('saved_views')
      .set({ ...view, query: JSON.stringify(query) })
      .where('id', '=', id)
      .execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error, 'saved_views_owner_id_name_key')) return false;
    throw error;
  }
}

export async function deleteView(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('saved_views').where('id', '=', id).execute();
}
