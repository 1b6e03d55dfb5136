import type { GroupSegment } from '@licet/contract';
import type { GroupScope } from '@licet/domain';
import { sql } from 'kysely';
import { inScope } from '../../db/scope.ts';
import { portionOf } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';

export interface ComputerRow {
  id: number;
  name: string;
  group_id: number;
  group_name: string | null;
  group_kind: GroupSegment['kind'] | null;
  os: string;
  agent_version: string;
  enrolled_at: Date;
  last_seen_at: Date | null;
  activations: { id: string; productName: string | null; publicId: string | null; at: string }[];
  certificate_expires_at: Date | null;
}

export interface ComputerFilter {
  ids?: number[] | undefined;
  q?: string | undefined;
  groupId?: string | undefined;
  below?: boolean | undefined;
  state?: 'online' | 'silent' | 'never' | undefined;
  activated?: boolean | undefined;
  /** Seen since this moment is online. */
  onlineSince: Date;
  /** Groups in which the caller reads computers. */
  groups: GroupScope;
}

export interface ComputerPage {
  sort: 'name' | 'lastSeenAt' | 'enrolledAt';
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

const columns = { name: sql`c.name`, lastSeenAt: sql`c.last_seen_at`, enrolledAt: sql`c.enrolled_at` };
const defaultPage: ComputerPage = { sort: 'name', order: 'asc', offset: 0, limit: 500 };

/** A page of computers; what each uses is looked up for the page alone. */
export async function selectComputers(tx: Tx, filter: ComputerFilter, page: ComputerPage = defaultPage): Promise<ComputerRow[]> {
  const order = page.order === 'asc' ? sql`asc nulls first` : sql`desc nulls last`;
  const direction = page.sort === 'name' ? (page.order === 'asc' ? sql`asc` : sql`desc`) : order;
  const by = sql`${columns[page.sort]} ${direction}, c.id`;
  const { rows } = await sql<ComputerRow>`
    with page as (select c.* from computers c where ${conditionOf(filter)} order by ${by} ${portionOf(page)})
    select c.id, c.name, c.group_id, g.name as group_name, g.kind as group_kind, c.os, c.agent_version, c.enrolled_at, c.last_seen_at,
      (select coalesce(json_agg(json_build_object('id', a.id::text, 'productName', s.product_name, 'publicId', l.public_id, 'at', a.at) order by a.id), '[]')
       from activations a left join shares s on s.id = a.share_id left join licenses l on l.id = s.license_id
       where a.computer_id = c.id and a.ended_at is null) as activations,
      (select max(x.expires_at) from certificates x where x.computer_id = c.id and x.revoked_at is null) as certificate_expires_at
    from page c left join groups g on g.id = c.group_id order by ${by}`.execute(tx);
  return rows;
}

export async function countComputers(tx: Tx, filter: ComputerFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from computers c where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ ids, q, groupId, below, state, activated, onlineSince, groups }: ComputerFilter) {
  const states = {
    online: sql`c.last_seen_at >= ${onlineSince}`,
    silent: sql`c.last_seen_at < ${onlineSince}`,
    never: sql`c.last_seen_at is null`,
  };
  const all = [
    ...inScope(sql`c.group_id`, groups),
    ...(ids === undefined ? [] : [sql`c.id = any(${ids}::integer[])`]),
    ...(q ? [sql`c.search_text like search_pattern(${q})`] : []),
    ...(groupId && below !== false ? [sql`c.group_id in (select groups_below(${Number(groupId)}))`] : []),
    ...(groupId && below === false ? [sql`c.group_id = ${Number(groupId)}`] : []),
    ...(state ? [states[state]] : []),
    ...(activated === undefined
      ? []
      : [sql`${activated} = exists (select from activations a where a.computer_id = c.id and a.ended_at is null)`]),
  ];
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

export async function moveComputers(tx: Tx, ids: number[], to: number): Promise<void> {
  await sql`update computers set group_id = ${to} where id = any(${ids}::integer[])`.execute(tx);
}

/** Machines of these computers that the group to move to knows already. */
export async function selectTwins(tx: Tx, ids: number[], to: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.name from computers c join computers t on t.machine_id = c.machine_id and t.group_id = ${to} and t.id <> c.id
    where c.id = any(${ids}::integer[]) order by c.name`.execute(tx);
  return rows.map((row) => row.name);
}

/** Those of these computers that belong to another company than a group does. */
export async function selectStrangers(tx: Tx, ids: number[], to: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from computers where id = any(${ids}::integer[]) and company_group_of(group_id) <> company_group_of(${to}) order by id`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

export async function endActivations(tx: Tx, ids: number[], now: Date): Promise<void> {
  await sql`update activations set ended_at = ${now} where computer_id = any(${ids}::integer[]) and ended_at is null`.execute(tx);
}

export async function deleteComputers(tx: Tx, ids: number[]): Promise<void> {
  await sql`delete from computers where id = any(${ids}::integer[])`.execute(tx);
}
