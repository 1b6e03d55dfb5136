// The embedded database: who looks after it, what becomes of it when its keeper is killed, and what it refuses.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../apps/server/src/db/embedded/supervisor.ts';

const supervisor = join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', 'db', 'embedded', 'supervisor.ts');
const folders: string[] = [];
const children: ChildProcess[] = [];
const postmasters = new Set<number>();

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'licet-embedded-'));
  // The database may run as a user of its own, who has to get through.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}
const pidOf = (dataDir: string) => Number(readFileSync(join(dataDir, 'postgresql', 'postmaster.pid'), 'utf8').split('\n')[0]);
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** A process that starts the database and then waits to be killed. It says where the database is, or why there is none. */
async function keeper(dataDir: string, as: { uid?: number; gid?: number } = {}): Promise<{ child: ChildProcess; said: string }> {
  const source = `
    const { startEmbedded } = await import(${JSON.stringify(supervisor)});
    try {
      const { ownerUrl, adopted } = await startEmbedded(${JSON.stringify(dataDir)});
      console.log(JSON.stringify({ ownerUrl, adopted, uid: process.getuid() }));
      setInterval(() => undefined, 1000);
    } catch (error) {
      console.log('refused: ' + error.message);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'], ...as });
  children.push(child);
  const [data] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, said: data.toString() };
}

async function query<T extends pg.QueryResultRow>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return (await client.query<T>(text).finally(() => client.end())).rows;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  for (const pid of postmasters) if (isAlive(pid)) process.kill(pid, 'SIGQUIT');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded database', () => {
  it('starts on an empty folder, as another user than root, open to this machine alone, and stops in order', async () => {
    const dataDir = newFolder();
    const embedded = await startEmbedded(dataDir);
    const pid = pidOf(dataDir);
    postmasters.add(pid);
    expect(embedded.adopted).toBe(false);
    const [setting] = await query<{ addresses: string; sockets: string; name: string }>(
      embedded.ownerUrl,
      `select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets, current_database() as name`,
    );
    expect(setting).toEqual({ addresses: '127.0.0.1', sockets: '', name: 'licet' });
    const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    expect(uid).not.toBe(0);
    // Nobody gets in without the password.
    const stranger = new URL(embedded.ownerUrl);
    stranger.password = 'guessed';
    await expect(query(stranger.toString(), 'select 1')).rejects.toThrow(/password/);
    await query(embedded.ownerUrl, 'create table kept (what text); insert into kept values (1)');
    await embedded.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(dataDir, 'postgresql', 'postmaster.pid'))).toBe(false);
    expect(readFileSync(join(dataDir, 'postgresql.log'), 'utf8')).toMatch(/database system is shut down/);

    // What was written is there after the next start, which needs no recovery.
    const again = await startEmbedded(dataDir);
    postmasters.add(pidOf(dataDir));
    expect(await query(again.ownerUrl, 'select what from kept')).toEqual([{ what: '1' }]);
    await again.stop();
    expect(readFileSync(join(dataDir, 'postgresql.log'), 'utf8')).not.toMatch(/was not properly shut down/);
  });

  it('a killed keeper leaves it running; the next one adopts it with all that it holds', async () => {
    const dataDir = newFolder();
    const first = await keeper(dataDir);
    const { ownerUrl, adopted } = JSON.parse(first.said) as { ownerUrl: string; adopted: boolean };
    expect(adopted).toBe(false);
    const pid = pidOf(dataDir);
    postmasters.add(pid);
    await query(ownerUrl, 'create table kept (what text)');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(isAlive(pid)).toBe(true);

    const second = await startEmbedded(dataDir);
    expect(second).toMatchObject({ adopted: true, ownerUrl });
    expect(pidOf(dataDir)).toBe(pid);
    expect(await query(second.ownerUrl, 'select what from kept')).toEqual([]);
    await second.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('two keepers on one folder: the second is refused and harms nothing', async () => {
    const dataDir = newFolder();
    const first = await startEmbedded(dataDir);
    const pid = pidOf(dataDir);
    postmasters.add(pid);
    await expect(startEmbedded(dataDir)).rejects.toThrow(/Another Licet is running/);
    const other = await keeper(dataDir);
    expect(other.said).toMatch(/^refused: Another Licet is running/);
    expect(isAlive(pid)).toBe(true);
    expect(await query(first.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
  });

  it('many keepers at the same moment: exactly one gets it', async () => {
    const dataDir = newFolder();
    // The files are there, the server is not.
    await (await startEmbedded(dataDir)).stop();
    const said = (await Promise.all(Array.from({ length: 4 }, () => keeper(dataDir)))).map((one) => one.said);
    postmasters.add(pidOf(dataDir));
    expect(said.filter((one) => one.startsWith('{'))).toHaveLength(1);
    expect(said.filter((one) => /Another Licet is running/.test(one))).toHaveLength(3);
  });

  it('a database whose own process was killed recovers what was committed', async () => {
    const dataDir = newFolder();
    const first = await startEmbedded(dataDir);
    const pid = pidOf(dataDir);
    await query(first.ownerUrl, 'create table kept (what text); insert into kept values (1)');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
    const second = await startEmbedded(dataDir);
    postmasters.add(pidOf(dataDir));
    expect(second.adopted).toBe(false);
    expect(await query(second.ownerUrl, 'select what from kept')).toEqual([{ what: '1' }]);
    await second.stop();
    await first.stop();
  });

  it('an interrupted initdb is begun anew; files of another version are refused and left alone', async () => {
    const dataDir = newFolder();
    await (await startEmbedded(dataDir)).stop();
    const version = join(dataDir, 'postgresql', 'PG_VERSION');
    writeFileSync(version, '13\n');
    await expect(startEmbedded(dataDir)).rejects.toThrow(/PostgreSQL 13/);
    expect(existsSync(join(dataDir, 'postgresql', 'base'))).toBe(true);
    rmSync(version);
    const fresh = await startEmbedded(dataDir);
    postmasters.add(pidOf(dataDir));
    expect(await query(fresh.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await fresh.stop();
  });

  it.runIf(process.getuid?.() === 0)('started by a user without special rights it runs as that user', async () => {
    const nobody = { uid: Number(spawnSync('id', ['-u', 'nobody']).stdout), gid: Number(spawnSync('id', ['-g', 'nobody']).stdout) };
    const canRead =
      spawnSync('test', ['-r', supervisor], nobody).status === 0 && spawnSync('test', ['-x', process.execPath], nobody).status === 0;
    // Where the checkout is closed to others there is nothing to try.
    if (!canRead) return expect(spawnSync('test', ['-r', supervisor]).status).toBe(0);
    const dataDir = newFolder();
    chownSync(dataDir, nobody.uid, nobody.gid);
    const { child, said } = await keeper(dataDir, nobody);
    const { ownerUrl, uid } = JSON.parse(said) as { ownerUrl: string; uid: number };
    expect(uid).toBe(nobody.uid);
    const pid = pidOf(dataDir);
    postmasters.add(pid);
    expect(Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])).toBe(nobody.uid);
    expect(await query(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    child.kill('SIGKILL');
  });
});
