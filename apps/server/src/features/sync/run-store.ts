import type { ApplyPolicy, Plan, ReadingReason } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { reasonColumns } from './because.ts';
import type { Because } from './because.ts';

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
    .select(['a.login', 'a.password_sealed', 'a.file_taken_at', 'a.removed_at'])
    .select((eb) => eb.ref('a.policy').$castTo<ApplyPolicy>().as('policy'))
    .executeTakeFirst();
}
export type RunToWork = NonNullable<Awaited<ReturnType<typeof selectRunToWork>>>;

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

/** Ends a waiting plan that a newer run makes worthless, and lets a run that only reads details hand over; answers the runs whose plan it was. */
export async function makeWay(tx: Tx, accountId: number, now: Date): Promise<number[]> {
  const replaced = await tx
    .updateTable('sync_runs')
    .set({ state: 'discarded', ...reasonColumns(newerRun), remedy: null, ended_at: now, plan: null })
    .where('account_id', '=', accountId)
    .where('state', 'in', ['planned', 'held'])
    .returning('id')
    .execute();
  await tx
    .updateTable('sync_runs')
    .set({ stop_requested: true })
    .where('account_id', '=', accountId)
    .where('state', '=', 'details')
    .execute();
  return replaced.map((run) => run.id);
}

/** Runs that were at work when their process died, or wait for one. */
export async function selectUnfinishedRuns(tx: Tx): Promise<{ id: number; account_id: number }[]> {
  return tx.selectFrom('sync_runs').select(['id', 'account_id']).where('state', 'in', unfinishedStates).execute();
}

export async function selectProblemCount(tx: Tx, runId: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select jsonb_array_length(problems) as n from sync_runs where id = ${runId}`.execute(tx);
  return rows[0]?.n ?? 0;
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
