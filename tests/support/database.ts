// One PostgreSQL for a whole test run, and a database of its own for each test file, copied from a migrated template.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../apps/server/src/db/embedded/supervisor.ts';
import { appPassword } from '../../apps/server/src/db/roles.ts';
import { prepareDatabase } from '../../apps/server/src/server.ts';
import { TEST_SECRET_KEY } from './secret.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the owner, on the database `postgres` of the run's server. */
    ownerUrl: string;
  }
}

export const TEMPLATE = 'licet_template';

/** Vitest's global setup. `LICET_TEST_DATABASE_URL` runs the suites on a server of one's own instead of the embedded one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['LICET_TEST_DATABASE_URL'];
  const dataDir = mkdtempSync(join(tmpdir(), 'licet-test-'));
  // PostgreSQL runs as another user when this process is root.
  chmodSync(dataDir, 0o755);
  const embedded = given ? undefined : await startEmbedded(dataDir);
  const url = new URL(given ?? (embedded?.ownerUrl as string));
  url.pathname = '/postgres';
  await makeTemplate(url);
  project.provide('ownerUrl', url.toString());
  return async () => {
    await embedded?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function makeTemplate(url: URL): Promise<void> {
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await prepareDatabase(template.toString(), appPassword(TEST_SECRET_KEY));
}
