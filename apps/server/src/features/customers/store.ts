import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { companySetup } from '../groups/store.ts';

export interface CustomerRow {
  id: number;
  group_id: number;
  name: string;
  parent_name: string | null;
  setup: string;
  licenses: number;
  users: number;
  installers: number;
  computers: number;
  first_seen_at: Date;
  shared_group_ids: number[];
  authority_group_id: number | null;
}

export interface CustomerFilter {
  ids?: number[] | undefined;
  q?: string | undefined;
  setup?: string | undefined;
  groupId?: string | undefined;
}

export async function selectCustomers(tx: Tx, filter: CustomerFilter, page = { offset: 0, limit: 5000 }): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    with page as (
      select c.*, ${companySetup} as state from companies c where ${conditionOf(filter)}
      order by c.name, c.id offset ${page.offset} limit ${page.limit}
    )
    select c.id, c.group_id, c.name, p.name as parent_name, c.state as setup, c.first_seen_at,
      (select count(*)::int from licenses l where l.company_id = c.id and l.gone_at is null) as licenses,
      (select count(*)::int from users u where u.home_group_id = c.group_id) as users,
      (select count(*)::int from installers i where i.access_group_id = c.group_id and i.revoked_at is null) as installers,
      (select count(*)::int from computers m where m.group_id = c.group_id) as computers,
      array(select shared_objects_above(c.group_id)) as shared_group_ids,
      (select a.access_group_id from authority_of(c.group_id) a) as authority_group_id
    from page c join groups g on g.id = c.group_id left join groups p on p.id = g.parent_id order by c.name, c.id`.execute(tx);
  return rows;
}

export async function countCustomers(tx: Tx, filter: CustomerFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from companies c where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ ids, q, setup, groupId }: CustomerFilter) {
  const all = [
    sql`c.group_id in (select id from groups)`,
    ...(ids === undefined ? [] : [sql`c.id = any(${ids}::integer[])`]),
    ...(q ? [sql`fold(c.name) like search_pattern(${q})`] : []),
    ...(setup ? [sql`${companySetup} = ${setup}`] : []),
    ...(groupId ? [sql`c.group_id in (select groups_below(${Number(groupId)}))`] : []),
  ];
  return sql.join(all, sql` and `);
}

/** Sets the setup state; answers the companies that had another one, with it. */
export async function updateSetup(
  tx: Tx,
  ids: number[],
  setup: string,
): Promise<{ id: number; group_id: number; name: string; before: string }[]> {
  const { rows } = await sql<{ id: number; group_id: number; name: string; before: string }>`
    with was as (select id, setup from companies where id = any(${ids}::integer[]) and setup <> ${setup} order by id for update)
    update companies c set setup = ${setup} from was where c.id = was.id returning c.id, c.group_id, c.name, was.setup as before`.execute(
    tx,
  );
  return rows;
}
