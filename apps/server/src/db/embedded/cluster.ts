// The database files and the PostgreSQL process on them.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { POSTGRES_MAJOR } from './binaries.ts';
import type { RunAs } from './binaries.ts';

export interface Cluster {
  /** Folder of the database files. */
  directory: string;
  binaries: string;
  runAs: RunAs | undefined;
}

/** The role that owns the schema. It migrates; nothing else logs in as it. */
export const OWNER = 'licet_owner';

/** Makes the database files when there are none. Throws when they belong to another major version. */
export function ensureFiles(cluster: Cluster): void {
  const { directory, binaries, runAs } = cluster;
  const version = join(directory, 'PG_VERSION');
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim();
    if (found === POSTGRES_MAJOR) return;
    throw new Error(
      `${directory} holds a database of PostgreSQL ${found}; this program brings ${POSTGRES_MAJOR}. Restore a backup into a new data directory.`,
    );
  }
  // initdb insists on an empty folder; files without a version are what an interrupted initdb left.
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const passwordFile = `${directory}.owner`;
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (runAs) {
    chownSync(directory, runAs.uid, runAs.gid);
    chownSync(passwordFile, runAs.uid, runAs.gid);
  }
  const args = [
    '-D',
    directory,
    '-U',
    OWNER,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
  ];
  const result = spawnSync(join(binaries, 'bin', 'initdb'), args, { ...runAs, cwd: '/', encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
}

/** The owner's password, kept beside the database files. */
export function ownerPassword(cluster: Cluster): string {
  return readFileSync(`${cluster.directory}.owner`, 'utf8').trim();
}

/** Process id and port of the PostgreSQL that runs on these files, whoever started it; undefined when none does. */
export function findRunning(cluster: Cluster): { pid: number; port: number } | undefined {
  const file = join(cluster.directory, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || !port || !isAlive(pid)) return undefined;
  return { pid, port };
}

/** Starts PostgreSQL on the files and on a free port of this machine's loopback address. */
export async function startPostgres(cluster: Cluster): Promise<{ pid: number; port: number }> {
  const port = await findFreePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const args = [
    '-D',
    cluster.directory,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const log = openSync(`${cluster.directory}.log`, 'a');
  // Its own process group: Ctrl-C reaches this program first, which then shuts the database down in order.
  const child = spawn(join(cluster.binaries, 'bin', 'postgres'), args, {
    ...cluster.runAs,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code) => (ended = `exit code ${code}`));
  for (let waited = 0; waited < 60_000; waited += 10) {
    if (ended !== undefined) throw new Error(`PostgreSQL did not start (${ended}); see ${cluster.directory}.log`);
    if (isReady(cluster, child.pid)) return { pid: child.pid as number, port };
    await sleep(10);
  }
  throw new Error(`PostgreSQL did not become ready within a minute; see ${cluster.directory}.log`);
}

/** Shuts PostgreSQL down in order: connections are ended, everything is written. */
export async function stopPostgres(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await sleep(10);
}

function isReady(cluster: Cluster, pid: number | undefined): boolean {
  const file = join(cluster.directory, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A process that ended but was not waited for yet still answers.
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
