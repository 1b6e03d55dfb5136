// Everything that a database holds, to be compared before and after: what is undone must leave no trace but in history.
import pg from 'pg';
import type { Licet } from './licet.ts';

/** Tables that grow with everything that is done, whatever is undone, or that only say when something was asked. */
const passing = [
  'changes',
  'audit_entries',
  'audit_chains',
  'operations',
  'sessions',
  'login_attempts',
  'installation',
  'sync_runs',
  'alerts',
  'deliveries',
];
/** Columns that say when, or how often, and not what. */
const passingColumns = ['last_used_at', 'revision', 'gaps', 'next_run_at', 'structure_at', 'tried_at', 'wanted_at', 'details_at'];

/** Rows of every table as text, sorted; `leaveOut` names further tables. */
export async function pictureOf(licet: Licet, leaveOut: string[] = []): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: licet.config.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
    );
    const picture: Record<string, string[]> = {};
    for (const { name } of rows) {
      if (passing.includes(name) || leaveOut.includes(name)) continue;
      const table = await client.query<Record<string, unknown>>(`select * from ${name}`);
      picture[name] = table.rows
        .map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([column]) => !passingColumns.includes(column)))))
        .sort();
    }
    return picture;
  } finally {
    await client.end();
  }
}
