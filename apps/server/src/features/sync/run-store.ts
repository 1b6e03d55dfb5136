import type { Plan, ReadingReason } from '@licet/domain';
import { sql } from 'kysely';
import type { Because } from './because.ts';
import type { Tx } from '../../db/transaction.ts';

export type RunState =
  'queued' | 'reading' | 'planned' | 'held' | 'applying' | 'details' | 'succeeded' | 'partial' | 'failed' | 'stopped' | 'discarded';
/** States of a run that a process works on, or that waits for one. */
export const unfinishedStates: readonly string[] = ['queued', 'reading', 'applying', 'details'];
export type Trigger = 'link' | 'import' | 'schedule' | 'start' | 'on-demand';

/** A problem as the run keeps it. */
export interface RunProblem {
  code: string;
  message: string;
  reason: ReadingReason;
  company: string | null;
  publicId: string | null;
}

export interface Progress {
  phase: 'waiting' | 'companies' | 'licenses' | 'orders' | 'planning' | 'applying' | 'details' | 'done';
  done: number;
  total: number | null;
  requests: number;
  secondsLeft: number | null;
}

/** Locks the account against others that start, end or answer its runs. Taken before the run's own row, always. */
export async function lockAccountRow(tx: Tx, accountId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('portal_accounts')
    .select('id')
    .where('id', '=', accountId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Asks a run to stop; false when it has been asked already. */
export async function requestStop(tx: Tx, runId: number): Promise<boolean> {
  const result = await tx
    .updateTable('sync_runs')
    .set({ stop_requested: true })
    .where('id', '=', runId)
    .where('stop_requested', '=', false)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A preview that somebody wants in earnest becomes one. */
export async function makeReal(tx: Tx, runId: number): Promise<void> {
  await tx.updateTable('sync_runs').set({ preview: false }).where('id', '=', runId).execute();
}

/** The run that works on the account now, if any; one that reads details counts as `details`. */
export async function selectActiveRun(tx: Tx, accountId: number) {
  return tx
    .selectFrom('sync_runs')
    .select(['id', 'state', 'preview'])
    .where('account_id', '=', accountId)
    .where('state', 'in', unfinishedStates)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function insertRun(
  tx: Tx,
  run: { accountId: number; trigger: Trigger; userId: number | null; preview: boolean; now: Date },
): Promise<number> {
  const row = await tx
    .insertInto('sync_runs')
    .values({
      account_id: run.accountId,
      trigger: run.trigger,
      user_id: run.userId,
      preview: run.preview,
      state: 'queued',
      created_at: run.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function selectRunToWork(tx: Tx, runId: number) {
  return tx
    .selectFrom('sync_runs as r')
    .innerJoin('portal_accounts as a', 'a.id', 'r.account_id')
    .where('r.id', '=', runId)
    .select([
      'r.id',
      'r.account_id',
      'r.user_id',
      'r.state',
      'r.preview',
      'r.trigger',
      'r.created_at',
      'r.stop_requested',
      'r.structure_at',
    ])
    .select(['a.login', 'a.password_sealed', 'a.file_taken_at', 'a.policy', 'a.removed_at'])
    .executeTakeFirst();
}
export type RunToWork = NonNullable<Awaited<ReturnType<typeof selectRunToWork>>>;

/** The file that an account is read from; undefined for one that is read at its portal. */
export async function selectSnapshot(tx: Tx, accountId: number): Promise<unknown> {
  const row = await tx.selectFrom('account_snapshots').select('content').where('account_id', '=', accountId).executeTakeFirst();
  return row?.content;
}

/** The columns that keep why a run stands as it does. */
export function reasonColumns(why: Because | null): { reason: string | null; reasons: string } {
  return { reason: why?.says ?? null, reasons: JSON.stringify(why?.reasons ?? []) };
}

export interface RunUpdate {
  state?: RunState;
  because?: Because | null;
  remedy?: string | null;
  structure_at?: Date;
  ended_at?: Date | null;
  units_delta?: number;
  /** Null: it waits no more. */
  plan?: null;
  stop_requested?: boolean;
}

export async function updateRun(tx: Tx, runId: number, { because: why, ...update }: RunUpdate): Promise<void> {
  const columns = why === undefined ? update : { ...update, ...reasonColumns(why) };
  await tx.updateTable('sync_runs').set(columns).where('id', '=', runId).execute();
}

/** Notes progress; answers whether somebody asked the run to stop. */
export async function updateProgress(tx: Tx, runId: number, progress: Progress): Promise<boolean> {
  const row = await tx
    .updateTable('sync_runs')
    .set({ progress: JSON.stringify(progress) })
    .where('id', '=', runId)
    .returning('stop_requested')
    .executeTakeFirst();
  return row?.stop_requested ?? true;
}

/** Adds to what the run counts and to the problems that it names; the same problem is named once. */
export async function addOutcome(
  tx: Tx,
  runId: number,
  counts: Record<string, number>,
  unitsDelta: number,
  problems: RunProblem[],
): Promise<void> {
  await sql`
    update sync_runs set
      counts = (
        select coalesce(jsonb_object_agg(kind, n), '{}') from (
          select kind, sum(n) as n from (
            select key as kind, value::int as n from jsonb_each_text(counts)
            union all select key, value::int from jsonb_each_text(${JSON.stringify(counts)}::jsonb)
          ) all_counts group by kind
        ) summed
      ),
      units_delta = units_delta + ${unitsDelta},
      problems = (select coalesce(jsonb_agg(distinct p), '[]') from jsonb_array_elements(problems || ${JSON.stringify(problems)}::jsonb) p)
    where id = ${runId}`.execute(tx);
}

export async function savePlan(tx: Tx, runId: number, plan: Plan): Promise<void> {
  await tx
    .updateTable('sync_runs')
    .set({ plan: JSON.stringify(plan) })
    .where('id', '=', runId)
    .execute();
}

export async function selectPlan(tx: Tx, runId: number): Promise<Plan | undefined> {
  const row = await tx.selectFrom('sync_runs').select('plan').where('id', '=', runId).executeTakeFirst();
  return (row?.plan ?? undefined) as Plan | undefined;
}

const newerRun: Because = { says: 'A newer run was started.', reasons: [{ code: 'newer-run-started', parameters: {} }] };

/** Ends a waiting plan that a newer run makes worthless, and lets a run that only reads details hand over. */
export async function makeWay(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx
    .updateTable('sync_runs')
    .set({ state: 'discarded', ...reasonColumns(newerRun), remedy: null, ended_at: now, plan: null })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['planned', 'held'])
    .execute();
  await tx
    .updateTable('sync_runs')
    .set({ stop_requested: true })
    .where('account_id', '=', accountId)
    .where('state', '=', 'details')
    .execute();
}

/** Runs that were at work when their process died, or wait for one. */
export async function selectUnfinishedRuns(tx: Tx): Promise<{ id: number; account_id: number }[]> {
  return tx.selectFrom('sync_runs').select(['id', 'account_id']).where('state', 'in', unfinishedStates).execute();
}

export async function selectAccountsDue(tx: Tx, now: Date): Promise<number[]> {
  const rows = await tx
    .selectFrom('portal_accounts')
    .select('id')
    .where('removed_at', 'is', null)
    .where('next_run_at', '<=', now)
    .execute();
  return rows.map((row) => row.id);
}

/** Which details are due: older than a moment and not tried since another. */
export interface Due {
  olderThan: Date;
  notTriedSince: Date;
}

/** Public ids whose own page should be read now, in the order of need: looked at, suspected, without an owner, never read, oldest. */
export async function selectDetailsDue(tx: Tx, accountId: number, due: Due & { limit: number }): Promise<string[]> {
  const { rows } = await sql<{ public_id: string }>`
    select g.public_id ${dueFrom(accountId, due)}
    order by g.wanted_at is null, not g.suspect, g.license_id is not null, l.details_at nulls first, g.public_id
    limit ${due.limit}`.execute(tx);
  return rows.map((row) => row.public_id);
}

export async function countDetailsDue(tx: Tx, accountId: number, due: Due): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n ${dueFrom(accountId, due)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function dueFrom(accountId: number, due: Due) {
  return sql`
    from license_sightings g left join licenses l on l.id = g.license_id
    where g.account_id = ${accountId} and g.gone_at is null
      and (g.license_id is null or g.suspect or g.wanted_at is not null or l.details_at is null or l.details_at < ${due.olderThan})
      and (g.tried_at is null or g.tried_at < ${due.notTriedSince} or g.wanted_at > g.tried_at)`;
}

/** Notes keys whose own page could not be read, so that they wait for the next run. */
export async function noteTried(tx: Tx, accountId: number, publicIds: string[], now: Date): Promise<void> {
  await sql`
    update license_sightings set tried_at = ${now}, wanted_at = null
    where account_id = ${accountId} and public_id = any(${publicIds})`.execute(tx);
}

export async function selectCompanyNames(tx: Tx, upstreamIds: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('companies')
    .select(['upstream_id', 'name'])
    .where('upstream_id', 'in', upstreamIds.length ? upstreamIds : [''])
    .execute();
  return new Map(rows.map((row) => [row.upstream_id, row.name]));
}

export interface AccountUpdate {
  state?: string;
  because?: Because | null;
  structure_at?: Date;
  /** An account of a file has none, whatever is given. */
  next_run_at?: Date;
}

export async function updateAccount(
  tx: Tx,
  accountId: number,
  { because: why, next_run_at: due, ...update }: AccountUpdate,
): Promise<void> {
  const { reason, reasons } = reasonColumns(why ?? null);
  const columns = {
    ...update,
    ...(why === undefined ? {} : { state_reason: reason, state_reasons: reasons }),
    ...(due === undefined ? {} : { next_run_at: sql<Date | null>`case when file_taken_at is null then ${due}::timestamptz end` }),
  };
  await tx.updateTable('portal_accounts').set(columns).where('id', '=', accountId).execute();
}

export async function selectProblemCount(tx: Tx, runId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select jsonb_array_length(problems) as n from sync_runs where id = ${runId}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Whether licenses are left that only the usage report knows, although every key of the account has found its owner. */
export async function hasLeftPlaceholders(tx: Tx, accountId: number): Promise<boolean> {
  const { rows } = await sql<{ left: boolean }>`
    select exists (
      select from licenses l join company_sightings s on s.company_id = l.company_id and s.account_id = ${accountId} where l.public_id is null and l.gone_at is null
    ) and not exists (
      select from license_sightings g where g.account_id = ${accountId} and g.gone_at is null and g.license_id is null
    ) as left`.execute(tx);
  return rows[0]?.left ?? false;
}

/** The newest run of the account after this one; undefined when this is the newest. */
export async function selectNewerRun(tx: Tx, run: { id: number; account_id: number }): Promise<{ preview: boolean } | undefined> {
  return tx
    .selectFrom('sync_runs')
    .select('preview')
    .where('account_id', '=', run.account_id)
    .where('id', '>', run.id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The run's state as it is now. */
export async function selectRunState(tx: Tx, runId: number): Promise<string | undefined> {
  const row = await tx.selectFrom('sync_runs').select('state').where('id', '=', runId).executeTakeFirst();
  return row?.state;
}

/** Whether the account's structure was ever applied. */
export async function isSynchronized(tx: Tx, accountId: number): Promise<boolean> {
  const row = await tx.selectFrom('portal_accounts').select('structure_at').where('id', '=', accountId).executeTakeFirst();
  return (row?.structure_at ?? null) !== null;
}
