import { setTimeout as sleep } from 'node:timers/promises';
import { run, runMigrations } from 'graphile-worker';
import type { Runner, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Logger } from 'pino';
import { Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'kysely';
import { oneLocks } from '../db/locks.ts';
import type { Tx } from '../db/transaction.ts';

/** A task that the job runner knows by name. `payload` is what `enqueue` was given. */
export interface Job {
  name: string;
  run(payload: unknown, signal: AbortSignal): Promise<void>;
  /** Also run by the clock: five-field cron, UTC. */
  cron?: string;
}

export interface Jobs {
  /**
   * Queues a job in the caller's transaction: it exists when, and only when, that commits. One that waits under the same key is
   * replaced. One that fails is tried again later and later, as many times as `attempts` says.
   */
  enqueue(tx: Tx, name: string, payload: Record<string, unknown>, key?: string, attempts?: number): Promise<void>;
}

export const jobs: Jobs = {
  async enqueue(tx, name, payload, key, attempts = 3) {
    await sql`select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, job_key => ${key ?? null}, max_attempts => ${attempts})`.execute(
      tx,
    );
  },
};

/** Brings the job tables up to date and lets the program's login use them. Run by the owner. */
export async function migrateJobs(owner: pg.Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: silent });
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity`,
  );
  const policies = rows.map(
    ({ name }) =>
      `drop policy if exists licet on graphile_worker.${name}; create policy licet on graphile_worker.${name} to licet_app, licet_all using (true) with check (true);`,
  );
  // The lock is a statement of its own: statements sent together are one transaction, and it must outlast that.
  await owner.query(`select pg_advisory_lock(${oneLocks.jobTables})`);
  await owner.query(`
    grant usage on schema graphile_worker to licet_app, licet_all;
    grant select, insert, update, delete on all tables in schema graphile_worker to licet_app, licet_all;
    grant usage on all sequences in schema graphile_worker to licet_app, licet_all;
    grant execute on all functions in schema graphile_worker to licet_app, licet_all;
    ${policies.join('\n')}`);
  await owner.query(`select pg_advisory_unlock(${oneLocks.jobTables})`);
}

const silent = new WorkerLogger(() => () => undefined);

/** Jobs at once in one process: a run of a large account holds one for as long as it reads details. */
const WORKERS = 8;

/** How long to wait before a runner that ended by itself is started again. */
const AGAIN_MS = 1000;

/**
 * Works on jobs until it is told to stop. Several replicas may; each job is done by one of them. A runner that loses all its
 * connections at a bad moment ends for good: another takes its place, so that a server never lives on without one.
 */
export async function keepJobs(pool: pg.Pool, list: Job[], log: Logger): Promise<{ stop(): Promise<void> }> {
  let runner = await startJobs(pool, list, log);
  let stopping = false;
  const stopped = new AbortController();
  const watch = async () => {
    for (;;) {
      await runner.promise.catch((error: unknown) => log.error({ err: error }, 'the job runner failed'));
      if (stopping) return;
      await sleep(AGAIN_MS, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (stopping) return;
      log.warn('the job runner ended and is started again');
      runner = await startJobs(pool, list, log).catch(() => runner);
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      stopping = true;
      stopped.abort();
      // One that has ended by itself refuses to be stopped.
      await runner.stop().catch(() => undefined);
      await watching;
    },
  };
}

async function startJobs(pool: pg.Pool, list: Job[], log: Logger): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    list.map((job) => [job.name, (payload: unknown, helpers) => job.run(payload, helpers.abortSignal)]),
  );
  const crontab = list.flatMap((job) => (job.cron ? [`${job.cron} ${job.name} ?max=1&fill=0s`] : [])).join('\n');
  const logger = new WorkerLogger(() => (level, message) => (level === 'error' ? log.error(message) : log.debug(message)));
  return run({
    pgPool: pool,
    taskList,
    crontab,
    concurrency: WORKERS,
    pollInterval: 1000,
    noHandleSignals: true,
    noPreparedStatements: false,
    // Ends of jobs are written in batches, and only batches are tried again when the database is lost: a single write that
    // fails would be a rejection that nobody takes, and end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    logger,
  });
}
