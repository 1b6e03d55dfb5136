// Where the groups of companies hang: one rule, which hangs them and tells beforehand what hangs elsewhere without an account.
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';

export interface Move {
  /** The group that hangs elsewhere, and the group above it then. */
  id: number;
  parentId: number;
}

/** A group that hangs elsewhere now. */
export interface Hung {
  companyId: number;
  groupId: number;
  before: number;
  after: number;
}

/** Hangs the groups of these companies in their places; answers those that hung elsewhere. */
export async function placeGroups(tx: Tx, companyIds: number[]): Promise<Hung[]> {
  if (companyIds.length === 0) return [];
  const { rows } = await sql<Hung>`
    update groups g set parent_id = w.parent_id from (${places(companyIds, null)}) w join groups was on was.id = w.group_id
    where g.id = w.group_id and g.parent_id is distinct from w.parent_id
    returning w.id as "companyId", g.id as "groupId", was.parent_id as before, g.parent_id as after`.execute(tx);
  return rows;
}

/** The groups of these companies that hang elsewhere once the account sees nothing any more. */
export async function selectMovesWithout(tx: Tx, companyIds: number[], accountId: number): Promise<Move[]> {
  const { rows } = await sql<Move>`
    select g.id, w.parent_id as "parentId" from (${places(companyIds, accountId)}) w join groups g on g.id = w.group_id
    where g.parent_id is distinct from w.parent_id order by g.name, g.id`.execute(tx);
  return rows;
}

/** Under the group of the nearest company above that a linked account reads; the earliest account decides. */
function places(companyIds: number[], without: number | null) {
  const seen = sql`s.company_id = c.id and s.gone_at is null and s.account_id is distinct from ${without}::integer`;
  return sql`
    select c.id, c.group_id, coalesce((
      select p.group_id from company_sightings s join companies p on p.id = s.parent_company_id where ${seen} order by s.account_id limit 1
    ), (select id from groups where kind = 'companies')) as parent_id
    from companies c where c.id = any(${companyIds}::integer[]) and exists (select from company_sightings s where ${seen})`;
}
