// Runs the measurements, asserts their results, and writes the table into docs/performance.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchApply } from './apply.ts';
import { startCluster } from './database.ts';
import type { BenchCluster } from './database.ts';
import { benchEnrollment } from './enrollment.ts';
import { benchColdImport, benchMemory, benchStructure } from './import.ts';
import { benchLists } from './lists.ts';
import { timingOf, time } from './measure.ts';
import { meets, tableOf } from './report.ts';
import type { Measurement } from './report.ts';
import { benchRights } from './rights.ts';
import { benchSetup } from './setup.ts';
import { benchStart } from './start.ts';

const browser = [process.env['LICET_CHROMIUM'], '/usr/bin/chromium'].find((path) => path !== undefined && existsSync(path));
const benches: Record<string, (cluster: BenchCluster) => Promise<Measurement[]>> = {
  cold: benchColdImport,
  structure: benchStructure,
  apply: benchApply,
  lists: benchLists,
  setup: benchSetup,
  enrollment: benchEnrollment,
  rights: benchRights,
  memory: benchMemory,
  start: () => benchStart(browser),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) throw new Error(`no such measurement: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);

const cluster = await startCluster();
const measurements: Measurement[] = [];
const failed: string[] = [];
const noise = await measureNoise();
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stderr.write(`bench: ${name}\n`);
    const measured = await bench(cluster).catch((error: unknown) => {
      process.stderr.write(`bench: ${name} failed: ${error instanceof Error ? error.message : String(error)}\n`);
      failed.push(name);
      return [];
    });
    process.stderr.write(`${tableOf(measured)}\n`);
    measurements.push(...measured);
  }
} finally {
  await cluster.close();
}

const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB; noise: the same work ${noise}`;
const missing = failed.length > 0 ? `\nNot measured, because the measurement failed: ${failed.join(', ')}.\n` : '';
const table = `Machine: ${machine}.\n\n${tableOf(measurements)}\n${missing}`;
process.stdout.write(`\n${table}`);
if (wanted.length === 0) writeTable(table);
process.exitCode = failed.length === 0 && measurements.every(meets) ? 0 : 1;

/** How differently long the same pure computation takes on this machine, now. */
async function measureNoise(): Promise<string> {
  const times: number[] = [];
  for (let i = 0; i < 20; i++)
    times.push(
      await time(async () => {
        let x = 0;
        for (let k = 0; k < 2e7; k++) x = (x * 31 + k) % 1_000_003;
        return x;
      }),
    );
  const { median, least, most } = timingOf(times);
  return `${least.toFixed(0)} to ${most.toFixed(0)} ms, median ${median.toFixed(0)}`;
}

function writeTable(text: string): void {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'performance.md');
  const page = readFileSync(file, 'utf8');
  const [before, after] = [page.indexOf('<!-- table -->'), page.indexOf('<!-- end of table -->')];
  if (before < 0 || after < 0) throw new Error('docs/performance.md has no place for the table');
  writeFileSync(file, `${page.slice(0, before)}<!-- table -->\n${text}${page.slice(after)}`);
}
