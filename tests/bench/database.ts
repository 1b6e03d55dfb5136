// A PostgreSQL of its own for the measurements: the embedded one with the settings that it ships with.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../apps/server/src/db/embedded/supervisor.ts';
import { appPassword, appUrl } from '../../apps/server/src/db/roles.ts';
import { openDatabase } from '../../apps/server/src/db/transaction.ts';
import type { Database } from '../../apps/server/src/db/transaction.ts';
import { prepareDatabase } from '../../apps/server/src/server.ts';
import { TEST_SECRET_KEY } from '../support/secret.ts';

export interface BenchDatabase {
  ownerUrl: string;
  /** As the owner: no policies stand in the way. */
  owner: pg.Pool;
  /** As the program: behind the walls. */
  db: Database;
}

export interface BenchCluster {
  /** A fresh, migrated database. */
  create(name: string): Promise<BenchDatabase>;
  close(): Promise<void>;
}

export async function startCluster(): Promise<BenchCluster> {
  const directory = mkdtempSync(join(tmpdir(), 'licet-bench-'));
  // PostgreSQL runs as another user when this process is root.
  chmodSync(directory, 0o755);
  const embedded = await startEmbedded(directory);
  const opened: BenchDatabase[] = [];
  return {
    async create(name) {
      const admin = new pg.Client({ connectionString: embedded.ownerUrl });
      await admin.connect();
      await admin.query(`create database ${name}`).finally(() => admin.end());
      const url = new URL(embedded.ownerUrl);
      url.pathname = `/${name}`;
      const password = appPassword(TEST_SECRET_KEY);
      await prepareDatabase(url.toString(), password);
      const database = {
        ownerUrl: url.toString(),
        owner: new pg.Pool({ connectionString: url.toString() }),
        db: openDatabase(appUrl(url.toString(), password)),
      };
      opened.push(database);
      return database;
    },
    async close() {
      for (const { owner, db } of opened) await Promise.all([owner.end(), db.close()]);
      await embedded.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
