import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Config } from '../config.ts';
import { checkSecretKeyFirst } from '../db/installation.ts';
import { createSealer, loadSecretKey } from '../secrets.ts';
import { selectMigrations, selectSequences, selectTables } from './catalogue-store.ts';
import type { Table } from './catalogue-store.ts';
import { KEY_FILE, MANIFEST } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { withClient, withOwner } from './owner.ts';

/** Writes a backup of one moment into `target`, whole or not at all. Works while the server runs. */
export async function backUp(config: Config, target: string, version: string): Promise<Manifest> {
  const folder = resolve(target);
  refuseOccupied(folder);
  if (!existsSync(config.secretKeyFile))
    throw new Error(
      `There is no secret key at ${config.secretKeyFile}. Name it with LICET_SECRET_KEY_FILE; a backup without it is of no use.`,
    );
  const key = loadSecretKey(config.secretKeyFile);
  return withOwner(config, async (ownerUrl) => {
    await checkSecretKeyFirst(ownerUrl, createSealer(key));
    const partial = join(dirname(folder), `.${basename(folder)}.partial-${process.pid}`);
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    try {
      const manifest = await withClient(ownerUrl, (client) => copyOut(client, partial, version, key));
      renameSync(partial, folder);
      return manifest;
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      throw error;
    }
  });
}

function refuseOccupied(folder: string): void {
  if (!existsSync(folder)) return;
  if (statSync(folder).isDirectory() && readdirSync(folder).length === 0) return;
  throw new Error(`${folder} is there already and not empty. Give a folder that does not exist yet.`);
}

async function copyOut(client: pg.Client, folder: string, version: string, key: Buffer): Promise<Manifest> {
  await client.query('begin isolation level repeatable read read only');
  const { rows } = await client.query<{ moment: Date; postgres: string }>(
    `select now() as moment, current_setting('server_version') as postgres`,
  );
  const migrations = await selectMigrations(client);
  if (migrations.length === 0) throw new Error('There is no Licet in this database yet: nothing to back up.');
  const tables: Manifest['tables'] = [];
  for (const table of await selectTables(client)) tables.push(await copyTable(client, table, folder));
  // After the rows, so that no id of theirs is given out again.
  const sequences = await selectSequences(client);
  await client.query('rollback');

  const keyText = `${key.toString('base64')}\n`;
  writeFileSync(join(folder, KEY_FILE), keyText, { mode: 0o600 });
  const manifest: Manifest = {
    format: 1,
    licet: version,
    postgres: rows[0]?.postgres ?? '',
    moment: (rows[0]?.moment ?? new Date(0)).toISOString(),
    migrations,
    tables,
    sequences,
    secretKey: { file: KEY_FILE, sha256: createHash('sha256').update(keyText).digest('hex') },
  };
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  return manifest;
}

async function copyTable(client: pg.Client, { name, columns }: Table, folder: string): Promise<Manifest['tables'][number]> {
  const file = `${name}.copy.gz`;
  const hash = createHash('sha256');
  const source = client.query(copyTo(`copy ${pg.escapeIdentifier(name)} (${columns.map(pg.escapeIdentifier).join(', ')}) to stdout`));
  await pipeline(
    source,
    createGzip(),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(join(folder, file), { mode: 0o600, flags: 'wx' }),
  );
  return { name, columns, rows: source.rowCount, file, sha256: hash.digest('hex') };
}

/** How many rows a backup holds. */
export function countRows(manifest: Manifest): number {
  return manifest.tables.reduce((sum, table) => sum + table.rows, 0);
}
