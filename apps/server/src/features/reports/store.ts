import type { GroupSegment, Report, ReportFilter, ReportSchedule } from '@licet/contract';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { portionOf } from '../../db/prepared.ts';
import { inScope } from '../../db/scope.ts';
import type { Tx } from '../../db/transaction.ts';

export interface ReportValues {
  name: string;
  access_group_id: number;
  owner_id: number;
  filter: ReportFilter;
  columns: Report['columns'];
  group_by: Report['groupBy'];
  schedule: ReportSchedule | null;
  recipients: string[];
  language: Report['language'];
  next_at: Date | null;
  changed_at: Date;
}

export interface ReportRow extends Omit<ReportValues, 'owner_id'> {
  id: number;
  group_name: string | null;
  group_kind: GroupSegment['kind'] | null;
  owner_id: number | null;
  owner: string | null;
  last_at: Date | null;
  last_sent: boolean | null;
  last_rows: number | null;
  last_problem: unknown;
}

export interface ReportsFilter {
  id?: number;
  q?: string | undefined;
  groupId?: string | undefined;
  state?: ('kept' | 'scheduled')[] | undefined;
  /** Groups in which the caller reads reports. */
  groups: 'all' | readonly number[];
}

const sorts = { name: sql`r.name`, changedAt: sql`r.changed_at`, nextAt: sql`r.next_at` };

export interface ReportsPage {
  sort: keyof typeof sorts;
  order: 'asc' | 'desc';
  offset: number;
  limit: number;
}

export async function selectReports(tx: Tx, filter: ReportsFilter, page?: ReportsPage): Promise<ReportRow[]> {
  const order = page ? sql`${sorts[page.sort]} ${sql.raw(page.order)} nulls last` : sql`r.name`;
  const { rows } = await sql<ReportRow>`
    select r.id, r.name, r.access_group_id, g.name as group_name, g.kind as group_kind, r.owner_id, u.login as owner, r.filter, r.columns, r.group_by,
      r.schedule, r.recipients, r.language, r.next_at, r.changed_at, r.last_at, r.last_sent, r.last_rows, r.last_problem
    from reports r left join groups g on g.id = r.access_group_id left join users u on u.id = r.owner_id
    where ${conditionOf(filter)} order by ${order}, r.id ${page ? portionOf(page) : sql``}`.execute(tx);
  return rows;
}

export async function countReports(tx: Tx, filter: ReportsFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from reports r where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ id, q, groupId, state, groups }: ReportsFilter): RawBuilder<unknown> {
  const all = [
    sql`true`,
    ...inScope(sql`r.access_group_id`, groups),
    ...(id === undefined ? [] : [sql`r.id = ${id}`]),
    ...(q ? [sql`fold(r.name) like search_pattern(${q})`] : []),
    ...(groupId ? [sql`r.access_group_id in (select groups_below(${Number(groupId)}))`] : []),
    ...(state ? [sql`case when r.schedule is null then 'kept' else 'scheduled' end = any(${state})`] : []),
  ];
  return sql.join(all, sql` and `);
}

export async function insertReport(tx: Tx, values: ReportValues): Promise<number> {
  const { id } = await tx.insertInto('reports').values(stored(values)).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Holds a report that the caller may write until the end of the transaction: what is read of it now stays, its next time included. */
export async function lockReport(tx: Tx, id: number): Promise<void> {
  await sql`select from reports where id = ${id} for update`.execute(tx);
}

export async function updateReport(tx: Tx, id: number, values: ReportValues): Promise<void> {
  await tx.updateTable('reports').set(stored(values)).where('id', '=', id).execute();
}

function stored({ filter, schedule, ...values }: ReportValues) {
  return { ...values, filter: JSON.stringify(filter), schedule: schedule === null ? null : JSON.stringify(schedule) };
}

export async function deleteReport(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('reports').where('id', '=', id).execute();
}

export async function selectFilters(tx: Tx, ids: number[]): Promise<Map<number, ReportFilter>> {
  const { rows } = await sql<Pick<ReportRow, 'id' | 'filter'>>`select id, filter from reports where id = any(${ids}::integer[])`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.id, row.filter]));
}
