import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration } from 'kysely/migration';
import pg from 'pg';

const folder = join(import.meta.dirname, '..', '..', 'migrations');

/**
 * Brings the schema up to date, in one transaction, under a lock that several replicas respect. Run by the owner.
 * Throws when the schema is newer than the program. `upTo` names the last migration wanted; all when left out.
 */
export async function migrate(ownerUrl: string, upTo?: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrations = readMigrations();
    await refuseNewerSchema(pool, Object.keys(migrations));
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } });
    const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
    if (error) throw error instanceof Error ? error : new Error(JSON.stringify(error));
  } finally {
    await db.destroy();
    // Kysely ends the pool only when it has used it.
    if (!pool.ended) await pool.end();
  }
}

/** Names of the program's migrations, in their order. */
export function knownMigrations(): string[] {
  return Object.keys(readMigrations()).sort();
}

function readMigrations(): Record<string, Migration> {
  const files = readdirSync(folder).filter((name) => /^\d{4}_.+\.sql$/.test(name));
  return Object.fromEntries(
    files.map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return [name.replace('.sql', ''), { up: async (db: Kysely<unknown>) => void (await sql.raw(text).execute(db)) }];
    }),
  );
}

async function refuseNewerSchema(pool: pg.Pool, known: string[]): Promise<void> {
  const table = await pool.query("select to_regclass('kysely_migration') as name");
  if ((table.rows[0] as { name: string | null }).name === null) return;
  const { rows } = await pool.query<{ name: string }>('select name from kysely_migration order by name');
  const newer = rows.map((row) => row.name).filter((name) => !known.includes(name));
  if (newer.length === 0) return;
  throw new Error(
    `The database was upgraded by a newer Licet (it has ${newer.join(', ')}). Start that version, or restore a backup from before the upgrade.`,
  );
}
