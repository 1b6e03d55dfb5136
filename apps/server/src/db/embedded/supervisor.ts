import { existsSync, mkdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries, findRunAs, isReachable, ROOT_HOME } from './binaries.ts';
import type { RunAs } from './binaries.ts';
import { ensureFiles, findRunning, OWNER, ownerPassword, startPostgres, stopPostgres } from './cluster.ts';
import type { Cluster } from './cluster.ts';

/** Key of the advisory lock that says: this process looks after the database on these files. */
const SUPERVISOR_LOCK = 7_516_192_768;
const DATABASE = 'licet';

export interface ReachedDatabase {
  /** Connection string of the owner role. */
  ownerUrl: string;
  stop(): Promise<void>;
}

export interface EmbeddedDatabase extends ReachedDatabase {
  /** True when a PostgreSQL that an earlier process left running was taken over. */
  adopted: boolean;
}

/**
 * Brings the embedded PostgreSQL up: makes its files, starts it, or takes over the one that a killed process left running.
 * Throws when another Licet looks after the same files.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const runAs = findRunAs();
  const cluster: Cluster = { directory: placeFiles(dataDir, runAs), binaries: findBinaries(runAs), runAs };
  ensureFiles(cluster);
  const { pid, port, adopted, guard } = await connectOrStart(cluster);
  const ownerUrl = (database: string) => urlOf(cluster, port, database);
  const lock = await guard.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [SUPERVISOR_LOCK]);
  if (!lock.rows[0]?.locked) {
    await guard.end();
    throw new Error(
      `Another Licet is running on ${dataDir}. Stop it first, or give this one a data directory of its own (LICET_DATA_DIR).`,
    );
  }
  const exists = await guard.query('select from pg_database where datname = $1', [DATABASE]);
  if (exists.rowCount === 0) await guard.query(`create database ${DATABASE}`);
  return {
    ownerUrl: ownerUrl(DATABASE),
    adopted,
    stop: async () => {
      await guard.end().catch(() => undefined);
      await stopPostgres(pid);
    },
  };
}

/**
 * The embedded PostgreSQL as it is: the one that runs, whoever looks after it, or else one started until `stop`. For work beside
 * a server. Throws when there is no database.
 */
export async function reachEmbedded(dataDir: string): Promise<ReachedDatabase> {
  const runAs = findRunAs();
  const directory = placeOf(dataDir, runAs);
  if (!existsSync(join(directory, 'PG_VERSION')))
    throw new Error(`There is no database in ${resolve(dataDir)}. Name the right data directory (LICET_DATA_DIR), or set DATABASE_URL.`);
  const cluster: Cluster = { directory, binaries: findBinaries(runAs), runAs };
  const running = findRunning(cluster);
  if (!running) return startEmbedded(dataDir);
  return { ownerUrl: urlOf(cluster, running.port, DATABASE), stop: () => Promise.resolve() };
}

/** PostgreSQL refuses connections with this code while it starts, recovers or shuts down. */
const CANNOT_CONNECT_NOW = '57P03';

/** A connection to the PostgreSQL on these files: the one that runs, or a new one. One that is shutting down is waited for. */
async function connectOrStart(cluster: Cluster) {
  for (let waited = 0; ; waited += 100) {
    const running = findRunning(cluster);
    const { pid, port } = running ?? (await startOrAdopt(cluster));
    const guard = new pg.Client({
      connectionString: urlOf(cluster, port, 'postgres'),
      application_name: `licet supervisor ${process.pid}`,
    });
    guard.on('error', () => undefined);
    try {
      await guard.connect();
      return { pid, port, adopted: running !== undefined, guard };
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (waited > 60_000 || (code !== CANNOT_CONNECT_NOW && code !== 'ECONNREFUSED')) throw error;
      await sleep(100);
    }
  }
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${OWNER}:${ownerPassword(cluster)}@127.0.0.1:${port}/${database}`;
}

/**
 * Two processes may find nothing running at the same moment; PostgreSQL lets one of them start, the other joins that one.
 * After a PostgreSQL that was killed, its helpers need a moment to notice and let go of the files.
 */
async function startOrAdopt(cluster: Cluster): Promise<{ pid: number; port: number }> {
  for (let tries = 1; ; tries += 1) {
    const killed = existsSync(join(cluster.directory, 'postmaster.pid'));
    try {
      return await startPostgres(cluster);
    } catch (error) {
      const other = findRunning(cluster);
      if (other) return other;
      if (!killed || tries === 10) throw error;
      await sleep(100 * tries);
    }
  }
}

function placeFiles(dataDir: string, runAs: RunAs | undefined): string {
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o755 });
  const place = placeOf(dataDir, runAs);
  mkdirSync(dirname(place), { recursive: true, mode: 0o755 });
  return place;
}

/** Where the files of a data directory stand: in it, or where the user that PostgreSQL runs as can reach them. */
function placeOf(dataDir: string, runAs: RunAs | undefined): string {
  const wanted = resolve(dataDir);
  if (!runAs || isReachable(wanted)) return join(wanted, 'postgresql');
  return join(ROOT_HOME, createHash('sha256').update(wanted).digest('hex').slice(0, 16), 'postgresql');
}
