// A PostgreSQL 15 of Debian's, the oldest that Licet runs on, for the database suites: started on a free port, thrown away after.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = '/usr/lib/postgresql/15/bin';

/** Starts it; undefined, with the reason said aloud, where it cannot be had. */
export async function startPostgres15() {
  if (!existsSync(join(bin, 'postgres')) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('licet: installing PostgreSQL 15 for the database suites\n');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql-15'], { stdio: ['ignore', 'ignore', 2], env });
  }
  if (!existsSync(join(bin, 'postgres'))) {
    process.stderr.write(
      'licet: NO POSTGRESQL 15. The suites ran on the embedded PostgreSQL only. Install it (Debian 12: apt-get install postgresql-15).\n',
    );
    return undefined;
  }
  const directory = mkdtempSync(join(tmpdir(), 'licet-pg15-'));
  const user = process.getuid?.() === 0 ? findUser('postgres') : undefined;
  if (user) chownSync(directory, user.uid, user.gid);
  const data = join(directory, 'data');
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, '-U', 'owner', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  if (made.status !== 0) throw new Error(`initdb of PostgreSQL 15 failed: ${made.stderr}`);
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=200'];
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], { ...user, cwd: '/', stdio: 'ignore' });
  const ready = () =>
    existsSync(join(data, 'postmaster.pid')) && readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
  for (let waited = 0; waited < 30_000 && !ready(); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  };
  return { url: `postgresql://owner@127.0.0.1:${port}/postgres`, stop };
}

function findUser(name) {
  const fields = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.split(':');
  return fields && { uid: Number(fields[2]), gid: Number(fields[3]) };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
