import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** A table behind the walls and the column that places its rows in a group. */
export interface WalledTable {
  name: string;
  place: string;
}

/**
 * The tables behind the walls whose rows say where they belong, found in the database itself: a new table is in the next
 * report without anybody thinking of it. Tables without such a column are seen through one that has it.
 */
export async function selectWalledTables(tx: Tx): Promise<WalledTable[]> {
  const { rows } = await sql<WalledTable>`
    select distinct on (c.relname) c.relname as name, a.attname as place
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
      and has_table_privilege('licet_all', c.oid, 'select') and has_column_privilege('licet_scoped', c.oid, a.attname, 'select')
      and (a.attname in ('access_group_id', 'home_group_id', 'group_id') or (c.relname = 'groups' and a.attname = 'id'))
    order by c.relname, array_position(array['access_group_id', 'home_group_id', 'id', 'group_id'], a.attname)`.execute(tx);
  return rows;
}

/** SHA-256 over all policies as they stand. */
export async function hashPolicies(tx: Tx): Promise<string> {
  const { rows } = await sql<{ hash: string }>`
    select encode(sha256(convert_to(string_agg(concat_ws('|', tablename, policyname, roles, cmd, qual, with_check), E'\n' order by tablename, policyname), 'UTF8')), 'hex') as hash
    from pg_policies where schemaname = 'public'`.execute(tx);
  return rows[0]?.hash ?? '';
}

/** The customer; undefined when it is out of sight, and for a manager: what is below it is others', with a report each. */
export async function selectCustomer(tx: Tx, companyId: number): Promise<{ name: string; group_id: number } | undefined> {
  const { rows } = await sql<{ name: string; group_id: number }>`
    select c.name, g.id as group_id from companies c join groups g on g.id = c.group_id and g.kind = 'customer' where c.id = ${companyId}`.execute(
    tx,
  );
  return rows[0];
}

export interface Places {
  /** The customer's group and those below it. */
  inside: number[];
  /** Shared Objects of the managers above. */
  shared: number[];
  /** The groups above the customer's. */
  above: number[];
}

export async function selectPlaces(tx: Tx, groupId: number): Promise<Places> {
  const { rows } = await sql<Places>`
    with recursive up as (
      select id, parent_id from groups where id = ${groupId}
      union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id
    )
    select array(select groups_below(${groupId})) as inside, array(select shared_objects_above(${groupId})) as shared,
      array(select id from up where id <> ${groupId}) as above`.execute(tx);
  return rows[0] ?? { inside: [], shared: [], above: [] };
}

export interface Seen {
  name: string;
  inside: number;
  shared: number;
  outside: number;
}

export interface Candidate {
  id: number;
  login: string;
  home_group_id: number;
  /**
   * Users who have this in common see the same of the customer: every right that reaches one of its groups, and through which
   * group. Who is at home in it, or holds something kept in it, sees more for that: the home group and all permission sets.
   */
  alike: string;
}

/** Everybody who may sign in, with what can make a difference for one customer. */
export async function selectCandidates(tx: Tx, { inside, above }: Places): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    with reaching as (
      select m.user_id, string_agg(distinct concat_ws(' ', r.function, r.level, g.group_id), ',') as rights
      from permission_set_groups g join user_permission_sets m on m.permission_set_id = g.permission_set_id
      join permission_set_rights r on r.permission_set_id = g.permission_set_id
      where g.group_id = any(${[...inside, ...above]}::integer[]) group by m.user_id
    ),
    held as (
      select m.user_id, string_agg(p.id::text, ',' order by p.id) as sets, bool_or(p.access_group_id = any(${inside}::integer[])) as inside
      from user_permission_sets m join permission_sets p on p.id = m.permission_set_id group by m.user_id
    )
    select u.id, u.login, u.home_group_id, case when h.inside or u.home_group_id = any(${inside}::integer[])
      then concat_ws(' ', 'home', u.home_group_id, h.sets) else coalesce(x.rights, '') end as alike
    from users u left join reaching x on x.user_id = u.id left join held h on h.user_id = u.id where u.enabled order by u.login`.execute(
    tx,
  );
  return rows;
}

/** What the transaction's sight shows of each table: rows in the customer's groups, in the Shared Objects above, elsewhere. */
export async function countSeen(tx: Tx, tables: readonly WalledTable[], { inside, shared }: Places): Promise<Seen[]> {
  const counts = tables.map(({ name, place }) => {
    const column = sql.ref(place);
    return sql`
      select ${sql.lit(name)} as name, (count(*) filter (where ${column} = any(${inside}::integer[])))::int as inside,
        (count(*) filter (where ${column} = any(${shared}::integer[])))::int as shared,
        (count(*) filter (where ${column} <> all(${inside}::integer[]) and ${column} <> all(${shared}::integer[])))::int as outside
      from ${sql.table(name)}`;
  });
  const { rows } = await sql<Seen>`${sql.join(counts, sql` union all `)}`.execute(tx);
  return rows;
}

/** The same of the customer's groups alone, which indexes find. */
export async function countInside(tx: Tx, tables: readonly WalledTable[], { inside }: Places): Promise<Seen[]> {
  const counts = tables.map(
    ({ name, place }) => sql`
      select ${sql.lit(name)} as name, count(*)::int as inside, 0 as shared, 0 as outside
      from ${sql.table(name)} where ${sql.ref(place)} = any(${inside}::integer[])`,
  );
  const { rows } = await sql<Seen>`${sql.join(counts, sql` union all `)}`.execute(tx);
  return rows;
}
