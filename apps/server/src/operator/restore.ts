import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Config } from '../config.ts';
import { knownMigrations } from '../db/migrate.ts';
import { appPassword } from '../db/roles.ts';
import { loadSecretKey } from '../secrets.ts';
import { prepareDatabase } from '../server.ts';
import { isInhabited, selectMigrations, selectTables } from './catalogue-store.ts';
import { readBackup } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { withClient, withNewOwner } from './owner.ts';

/** Brings a backup into an empty database, whole or not at all, and the secret key into its place. */
export async function restore(config: Config, folder: string): Promise<Manifest> {
  const manifest = await readBackup(folder);
  refuseNewer(manifest);
  const key = loadSecretKey(join(folder, manifest.secretKey.file));
  refuseOtherKey(config.secretKeyFile, key);
  await withNewOwner(config, async (ownerUrl) => {
    await withClient(ownerUrl, (client) => refuseInhabited(client, manifest));
    // The schema that the backup was made of; what came after it is migrated as after any upgrade.
    await prepareDatabase(ownerUrl, appPassword(key), manifest.migrations.at(-1));
    await withClient(ownerUrl, (client) => copyIn(client, manifest, folder));
    await prepareDatabase(ownerUrl, appPassword(key));
  });
  if (!existsSync(config.secretKeyFile)) {
    mkdirSync(dirname(config.secretKeyFile), { recursive: true });
    writeFileSync(config.secretKeyFile, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  return manifest;
}

function refuseNewer({ migrations, licet }: Manifest): void {
  const known = knownMigrations();
  if (migrations.every((name, i) => name === known[i])) return;
  throw new Error(`The backup is of a newer or another Licet (${licet}, schema ${migrations.at(-1)}). Restore it with that version.`);
}

function refuseOtherKey(path: string, key: Buffer): void {
  if (!existsSync(path) || loadSecretKey(path).equals(key)) return;
  throw new Error(`Another secret key is at ${path}. Move it away, or name another place with LICET_SECRET_KEY_FILE.`);
}

async function refuseInhabited(client: pg.Client, manifest: Manifest): Promise<void> {
  if (await isInhabited(client))
    throw new Error('The database is not empty. Restore into an empty one: a new LICET_DATA_DIR, or a new database in DATABASE_URL.');
  const further = (await selectMigrations(client)).filter((name) => !manifest.migrations.includes(name));
  if (further.length > 0)
    throw new Error(`The database has a newer schema than the backup (${further.join(', ')}). Restore into a database without any tables.`);
}

/** Fills every table, in one transaction, without the triggers that would note it as news. */
async function copyIn(client: pg.Client, manifest: Manifest, folder: string): Promise<void> {
  const tables = await selectTables(client);
  const held = new Map(manifest.tables.map((table) => [table.name, table]));
  const strange = [
    ...tables.filter(({ name }) => !held.has(name)),
    ...manifest.tables.filter(({ name }) => !tables.some((t) => t.name === name)),
  ];
  if (strange.length > 0)
    throw new Error(`Backup and schema differ in ${strange.map((table) => table.name).join(', ')}. Nothing was restored.`);
  const names = tables.map((table) => pg.escapeIdentifier(table.name));
  await client.query('begin');
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  await client.query(`truncate ${names.join(', ')}`);
  for (const { name } of tables) await copyTable(client, held.get(name) as Manifest['tables'][number], folder);
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  for (const [name, value] of Object.entries(manifest.sequences))
    if (value !== null) await client.query('select setval(quote_ident($1)::regclass, $2)', [name, value]);
  await client.query('commit');
  await client.query('analyze');
}

async function copyTable(client: pg.Client, table: Manifest['tables'][number], folder: string): Promise<void> {
  const columns = table.columns.map(pg.escapeIdentifier).join(', ');
  const target = client.query(copyFrom(`copy ${pg.escapeIdentifier(table.name)} (${columns}) from stdin`));
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), target);
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${pg.escapeIdentifier(table.name)}`);
  if (rows[0]?.n !== table.rows)
    throw new Error(`${table.name} has ${rows[0]?.n} rows, the backup says ${table.rows}. Nothing was restored.`);
}
