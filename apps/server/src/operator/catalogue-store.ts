// What the database says about itself: the tables that a backup holds.
import type pg from 'pg';

export interface Table {
  name: string;
  columns: string[];
}

const ours = `c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'`;

/** Every table of the schema, each after those that it refers to. */
export async function selectTables(client: pg.Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where ${ours} group by c.relname order by c.relname`);
  const { rows: references } = await client.query<{ name: string; refers_to: string }>(`
    select c.relname as name, t.relname as refers_to from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class t on t.oid = f.confrelid
    where f.contype = 'f' and f.conrelid <> f.confrelid and ${ours}`);
  const ordered: Table[] = [];
  for (let left = tables; left.length > 0; left = left.filter((table) => !ordered.includes(table))) {
    const waiting = new Set(left.map((table) => table.name));
    const ready = left.filter((table) => !references.some((one) => one.name === table.name && waiting.has(one.refers_to)));
    if (ready.length === 0) throw new Error(`The tables ${[...waiting].join(', ')} refer to each other in a circle.`);
    ordered.push(...ready);
  }
  return ordered;
}

/** The last value that each sequence gave out; null for one that gave out none yet. */
export async function selectSequences(client: pg.Client): Promise<Record<string, number | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public' order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value === null ? null : Number(value)]));
}

/** Names of the migrations that made the schema; none where there is no schema of Licet's. */
export async function selectMigrations(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(`select to_regclass('kysely_migration') is not null as there`);
  if (!found[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map((row) => row.name);
}

/** Whether a person has ever been here: a server that starts for the first time makes the first user. */
export async function isInhabited(client: pg.Client): Promise<boolean> {
  const { rows: tables } = await client.query(`select from pg_class c where ${ours} limit 1`);
  if (tables.length === 0) return false;
  const { rows: found } = await client.query<{ there: boolean }>(`select to_regclass('users') is not null as there`);
  if (!found[0]?.there) return true;
  return (await client.query('select from users limit 1')).rows.length > 0;
}
