// A job runner that has ended by itself: a server must not live on without one.
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepJobs } from '../../apps/server/src/jobs/jobs.ts';
import { createTestDatabase } from '../support/licet.ts';
import type { TestDatabase } from '../support/licet.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.ownerUrl });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function until(what: string, happened: () => boolean): Promise<void> {
  for (let waited = 0; !happened(); waited += 50) {
    if (waited > 20_000) throw new Error(`waited in vain for ${what}`);
    await sleep(50);
  }
}

it('R17: a runner that ended by itself is started again, and works on what was queued meanwhile', async () => {
  const [said, done]: [string[], unknown[]] = [[], []];
  const log = { error: () => undefined, debug: () => undefined, warn: (text: string) => said.push(text) } as unknown as Parameters<
    typeof keepJobs
  >[2];
  const runner = await keepJobs(pool, [{ name: 'probe', run: async (payload) => void done.push(payload) }], log);
  const queue = (n: number) => pool.query(`select graphile_worker.add_job('probe', json_build_object('n', $1::integer))`, [n]);
  await queue(1);
  await until('the first job', () => done.length === 1);
  // What the library ends a runner by itself for: another version has changed its tables.
  await pool.query(`select pg_notify('worker:migrate', '{"breaking": true, "migrationNumber": 99}')`);
  await until('the end of the runner', () => said.includes('the job runner ended and is started again'));
  // The library has said so to the process, too; the server lives on.
  process.exitCode = undefined;
  await queue(2);
  await until('the second job', () => done.length === 2);
  expect(done).toEqual([{ n: 1 }, { n: 2 }]);
  await runner.stop();
});
