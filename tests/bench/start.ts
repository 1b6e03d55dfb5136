// `npm start` on a clean clone with an empty npm cache, until the sign-in page answers; and the second start.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchConsole } from './console.ts';
import type { Measurement } from './report.ts';

const root = join(import.meta.dirname, '..', '..');
const PORT = 18_080;

export async function benchStart(browser: string | undefined): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'licet-clone-'));
  const clone = join(folder, 'licet');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  // The machine's own Node, as a newcomer has it, and not the one that this program may have fetched.
  const path = (process.env['PATH'] ?? '')
    .split(':')
    .filter((part) => !part.includes('.licet'))
    .join(':');
  const env = {
    ...process.env,
    PATH: path,
    HOME: folder,
    npm_config_cache: join(folder, 'npm-cache'),
    LICET_PORT: String(PORT),
    LICET_AGENT_PORT: '0',
  };
  try {
    const first = await startOnce(clone, env, async () => []);
    const second = await startOnce(clone, env, () => (browser ? benchConsole(`http://127.0.0.1:${PORT}`, browser) : Promise.resolve([])));
    const measurement = (work: string, seconds: number, bar: number) => ({
      work,
      against: '',
      measured: `${seconds.toFixed(1)} s`,
      ratio: seconds,
      bar,
      unit: 's',
    });
    return [
      measurement('npm start, clean clone, empty npm cache, to the sign-in page', first.seconds, 90),
      measurement('npm start, second time', second.seconds, 4),
      ...second.result,
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce<T>(clone: string, env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const started = performance.now();
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  try {
    while (!(await answers())) {
      if (child.exitCode !== null) throw new Error(`npm start ended with exit code ${child.exitCode}`);
      await sleep(50);
    }
    const seconds = (performance.now() - started) / 1000;
    return { seconds, result: await work() };
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-(child.pid as number), 'SIGINT');
    await ended;
    while (await answers()) await sleep(50);
    await sleep(1000);
  }
}

async function answers(): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${PORT}/`).catch(() => undefined);
  return response?.ok === true && (await response.text()).includes('<div id="root"');
}
