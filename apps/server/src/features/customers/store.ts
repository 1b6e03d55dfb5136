import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { companyRelation, groupRelation, groupsBelow } from '../groups/relation.ts';
import { standingLicensesOf } from '../licenses/relation.ts';

/** What a setup has to know of a customer. */
export interface CustomerPlace {
  id: number;
  group_id: number;
  name: string;
  shared_group_ids: number[];
  authority_group_id: number | null;
}

export interface CustomerRow extends CustomerPlace {
  parent_name: string | null;
  setup: string;
  licenses: number;
  users: number;
  installers: number;
  computers: number;
  first_seen_at: Date;
}

/** A customer of then: of users, installers and computers no history is kept, and the setup may not have been kept yet. */
export type PastCustomerRow = Pick<CustomerRow, 'id' | 'group_id' | 'name' | 'parent_name' | 'licenses' | 'first_seen_at'> & {
  setup: string | null;
};

/** Shared Objects above a company, and where the authority for it is kept. Of the company called `c`. */
const place = sql`array(select shared_objects_above(c.group_id)) as shared_group_ids,
  (select a.access_group_id from authority_of(c.group_id) a) as authority_group_id`;

export async function selectPlaces(tx: Tx, ids: number[]): Promise<CustomerPlace[]> {
  const { rows } = await sql<CustomerPlace>`
    select c.id, c.group_id, c.name, ${place} from companies c where c.id = any(${ids}::integer[]) and c.group_id is not null`.execute(tx);
  return rows;
}

/** A state as it is stored: whether a linked account sees the company is another matter. */
type StoredSetup = 'not-set-up' | 'ready' | 'archived';

/**
 * Holds companies until the end of the transaction, always in the order of their ids, and answers the state of each. Whatever
 * changes the setup of customers takes this before anything else of theirs, so that such things come one after the other.
 */
export async function lockSetups(tx: Tx, ids: number[]): Promise<Map<number, StoredSetup>> {
  // Not `for update`: rows that are made meanwhile and name a company need not wait.
  const { rows } = await sql<{ id: number; setup: StoredSetup }>`
    select id, setup from companies where id = any(${ids}::integer[]) order by id for no key update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.setup]));
}

export interface LoginWish {
  base: string;
  /** How many free logins of this base are wanted. */
  wanted: number;
}

/** Free logins of each base: the base itself, or with the first free numbers from 2 after it. */
export async function selectFreeLogins(tx: Tx, wishes: LoginWish[]): Promise<Map<string, string[]>> {
  // A subquery for each number tried, never a join: it goes by the index and ends with the first free ones.
  const { rows } = await sql<{ base: string; logins: string[] }>`
    select w.base, array(
      select n.login from (
        select case when k = 1 then w.base else w.base || '-' || k end as login
        from (select generate_series(1, 1000000) as k) as numbers
      ) n where (select u.id from users u where lower(u.login) = n.login) is null limit w.wanted
    ) as logins
    from json_to_recordset(${JSON.stringify(wishes)}::json) as w(base text, wanted integer)`.execute(tx);
  return new Map(rows.map((row) => [row.base, row.logins]));
}

export interface CustomerFilter {
  ids?: number[] | undefined;
  q?: string | undefined;
  setup?: string | undefined;
  groupId?: string | undefined;
}

/** Customers by name; all of them when no page is given. */
export async function selectCustomers(tx: Tx, filter: CustomerFilter, page?: { offset: number; limit: number }): Promise<CustomerRow[]> {
  const { rows } = await sql<CustomerRow>`
    with hung as not materialized (select id from groups),
    page as (
      select c.* from ${companyRelation(undefined)} c where ${conditionOf(filter)}
      order by c.name, c.id ${page ? sql`offset ${page.offset} limit ${page.limit}` : sql``}
    )
    select c.id, c.group_id, c.name, p.name as parent_name, c.setup, c.first_seen_at,
      (select count(*)::int from licenses l where l.company_id = c.id and l.gone_at is null) as licenses,
      (select count(*)::int from users u where u.home_group_id = c.group_id) as users,
      (select count(*)::int from installers i where i.access_group_id = c.group_id and i.revoked_at is null) as installers,
      (select count(*)::int from computers m where m.group_id = c.group_id) as computers,
      ${place}
    from page c join groups g on g.id = c.group_id left join groups p on p.id = g.parent_id order by c.name, c.id`.execute(tx);
  return rows;
}

/** Customers as they were. */
export async function selectPastCustomers(
  tx: Tx,
  filter: CustomerFilter,
  asOf: Date,
  page: { offset: number; limit: number },
): Promise<PastCustomerRow[]> {
  const { rows } = await sql<PastCustomerRow>`
    with hung as materialized (select id, parent_id, name from ${groupRelation(asOf)} g),
    page as (
      select c.id, c.group_id, c.name, c.setup, c.first_seen_at from ${companyRelation(asOf)} c where ${conditionOf(filter, asOf)}
      order by c.name, c.id offset ${page.offset} limit ${page.limit}
    )
    select c.*, p.name as parent_name, ${standingLicensesOf(sql`c.id`, asOf)} as licenses
    from page c join hung g on g.id = c.group_id left join hung p on p.id = g.parent_id order by c.name, c.id`.execute(tx);
  return rows;
}

export async function countCustomers(tx: Tx, filter: CustomerFilter, asOf?: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with hung as ${asOf ? sql`materialized` : sql`not materialized`} (select id from ${asOf ? groupRelation(asOf) : sql`groups`} g)
    select count(*) as n from ${companyRelation(asOf)} c where ${conditionOf(filter, asOf)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Of companies `c`, whose groups are among `hung`. */
function conditionOf({ ids, q, setup, groupId }: CustomerFilter, asOf?: Date) {
  const all = [
    sql`c.group_id in (select id from hung)`,
    // Managers and providers are companies too; they are listed where they are asked for.
    ids === undefined ? sql`c.type = 1007` : sql`c.id = any(${ids}::integer[])`,
    ...(q ? [sql`fold(c.name) like search_pattern(${q})`] : []),
    ...(setup ? [sql`c.setup = ${setup}`] : []),
    ...(groupId ? [sql`c.group_id in (${groupsBelow(sql`select ${Number(groupId)}::integer`, asOf)})`] : []),
  ];
  return sql.join(all, sql` and `);
}

/** A state, or `restored`: the one that an archived company had before. */
export type SetupChange = StoredSetup | 'restored';

export interface ChangedSetup {
  id: number;
  group_id: number;
  name: string;
  before: SetupChange;
  after: string;
}

/** Sets the setup state and keeps that it changed; answers the companies that had another one, with it. */
export async function updateSetup(
  tx: Tx,
  ids: number[],
  setup: SetupChange,
  by: { userId: number | null; now: Date },
): Promise<ChangedSetup[]> {
  const other = setup === 'restored' ? sql`setup = 'archived'` : sql`setup <> ${setup}`;
  const next = setup === 'restored' ? sql`coalesce(was.archived_from, 'ready')` : sql`${setup}`;
  const { rows } = await sql<ChangedSetup>`
    with was as (select id, setup, archived_from from companies where id = any(${ids}::integer[]) and ${other} order by id for no key update),
    changed as (
      update companies c set setup = ${next}, archived_from = case when ${setup} = 'archived' then was.setup end
      from was where c.id = was.id returning c.id, c.group_id, c.name, was.setup as before, c.setup as after
    ),
    kept as (
      insert into changes (at, user_id, kind, company_id, group_id, before, after)
      select ${by.now}, ${by.userId}, 'setup-changed', id, coalesce(group_id, 1), jsonb_build_object('setup', before), jsonb_build_object('setup', after)
      from changed
    )
    select * from changed`.execute(tx);
  return rows;
}

export interface Touched {
  users: { id: string; login: string }[];
  installers: { id: string; name: string }[];
}

/** Users that an offboarding would suspend and installers that it would revoke, by company. */
export async function selectOffboarding(tx: Tx, ids: number[]): Promise<Map<number, Touched>> {
  const { rows } = await sql<Touched & { company_id: number }>`
    with at as materialized (select c.id, array(select groups_below(c.group_id)) as groups from companies c where c.id = any(${ids}::integer[]))
    select at.id as company_id,
      (select coalesce(json_agg(json_build_object('id', u.id::text, 'login', u.login) order by u.login), '[]')
        from users u where u.enabled and u.home_group_id = any(at.groups)) as users,
      (select coalesce(json_agg(json_build_object('id', i.id::text, 'name', i.name) order by i.name), '[]')
        from installers i where i.revoked_at is null and (i.access_group_id = any(at.groups) or i.group_id = any(at.groups))) as installers
    from at`.execute(tx);
  return new Map(rows.map(({ company_id, users, installers }) => [company_id, { users, installers }]));
}
