// What must stand before the program can run: a Node that runs TypeScript, the dependencies, the built console.
// Plain JavaScript for Node 20 without dependencies: it runs on a machine where nothing else is there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.licet', 'setup');
/** The Node that is fetched where the machine's own is too old. Node 24 strips types; 22.18 is the first that does so unasked. */
const NODE_VERSION = '24.21.0';

function say(text) {
  process.stderr.write(`licet: ${text}\n`);
}

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  if (result.error ?? result.status !== 0) {
    say(`${command} ${args.join(' ')} failed${result.error ? `: ${result.error.message}` : ` with exit code ${result.status}`}`);
    process.exit(1);
  }
}

/** True when this process can run the program's TypeScript itself. */
export function nodeIsCurrent(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

/** Path of a Node that runs TypeScript: this one, or one fetched from the npm registry into `.licet/setup`. */
export function ensureNode() {
  if (nodeIsCurrent()) return process.execPath;
  const home = join(cache, `node-${NODE_VERSION}`);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const binary = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(binary)) {
    say(`Node ${process.versions.node} is older than 22.18; fetching Node ${NODE_VERSION} once`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), '{"private":true}\n');
    run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${NODE_VERSION}`], { cwd: home });
  }
  return binary;
}

/** Installs the locked dependencies when the lock file changed since the last time. */
export function ensureDependencies(node) {
  const lock = join(root, 'package-lock.json');
  const stamp = join(root, 'node_modules', '.licet-lock');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing dependencies');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env: withNode(node) });
  writeFileSync(stamp, wanted);
}

/** Builds the console when one of its sources is newer than the build. */
export function ensureConsole(node) {
  const built = join(root, 'apps', 'console', 'dist', 'index.html');
  const sources = [
    'apps/console/src',
    'apps/console/index.html',
    'apps/console/vite.config.ts',
    'packages/contract/src',
    'packages/domain/src',
  ];
  const newest = Math.max(...sources.map((path) => newestChange(join(root, path))));
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return;
  say('building the console');
  run(node, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], {
    cwd: join(root, 'apps', 'console'),
    env: withNode(node),
  });
}

function newestChange(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** The environment in which `node` means the given one, for tools that call it by name. */
export function withNode(node) {
  return { ...process.env, PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}` };
}
