// What the server refuses to start with: a newer schema, a mighty login, another secret key, an old PostgreSQL.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../apps/server/src/config.ts';
import { readConfig } from '../../apps/server/src/config.ts';
import { startEmbedded } from '../../apps/server/src/db/embedded/supervisor.ts';
import { appPassword, appUrl, refuseMightyRole } from '../../apps/server/src/db/roles.ts';
import { prepareDatabase, startServer } from '../../apps/server/src/server.ts';
import { createTestDatabase } from '../support/licet.ts';
import type { TestDatabase } from '../support/licet.ts';
import { TEST_SECRET_KEY } from '../support/secret.ts';

let database: TestDatabase;
let dataDir: string;
let owner: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'licet-refusals-'));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function config(key: Buffer = TEST_SECRET_KEY): Config {
  const secretKeyFile = join(dataDir, `${key.toString('hex').slice(0, 8)}.key`);
  writeFileSync(secretKeyFile, key.toString('base64'));
  const read = readConfig({
    LICET_DATA_DIR: dataDir,
    DATABASE_URL: database.ownerUrl,
    LICET_SECRET_KEY_FILE: secretKeyFile,
    LICET_AGENT_PORT: '0',
  });
  return { ...read, port: 0, adminPassword: 'correct horse battery' };
}

describe('the server refuses to start', () => {
  it('on a schema that a newer version has made, and leaves it alone', async () => {
    await owner.query(`insert into kysely_migration (name, timestamp) values ('9999_of_the_future', '2030-01-01')`);
    await expect(startServer(config())).rejects.toThrow(/newer Licet \(it has 9999_of_the_future\)/);
    const { rows } = await owner.query('select count(*)::int as n from users');
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('with another secret key than the one that the database was sealed with, and harms no server that runs', async () => {
    // A PostgreSQL of its own: the login's password, which comes of the key, belongs to the whole server.
    const own = mkdtempSync(join(tmpdir(), 'licet-key-'));
    chmodSync(own, 0o755);
    const embedded = await startEmbedded(own);
    const keyed = (key: Buffer) => ({ ...config(key), databaseUrl: embedded.ownerUrl });
    const running = await startServer(keyed(TEST_SECRET_KEY));
    await expect(startServer(keyed(Buffer.alloc(32, 9)))).rejects.toThrow(/secret key does not fit/);
    const client = new pg.Client({ connectionString: appUrl(embedded.ownerUrl, appPassword(TEST_SECRET_KEY)) });
    await client.connect();
    await client.end();
    expect((await fetch(`${running.url}/api/health`)).status).toBe(200);
    await running.close();
    await embedded.stop();
    rmSync(own, { recursive: true, force: true });
  });

  it('with a file that holds no key', async () => {
    const wrong = config();
    writeFileSync(wrong.secretKeyFile, 'short');
    await expect(startServer(wrong)).rejects.toThrow(/does not hold a secret key/);
  });

  it('with settings that make no sense, naming them', () => {
    expect(() => readConfig({ LICET_PORT: 'eighty' })).toThrow(/LICET_PORT/);
    expect(() => readConfig({ LICET_PORTAL_RATE: '0' })).toThrow(/LICET_PORTAL_RATE/);
    expect(() => readConfig({ LICET_EMA2_URL: 'portal' })).toThrow(/LICET_EMA2_URL/);
  });

  it('where nothing answers as a database', async () => {
    await expect(startServer({ ...config(), databaseUrl: 'postgresql://a:b@127.0.0.1:1/c' })).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('the login of the program', () => {
  /** Judges a role as the server judges its own at the start, without giving any real role such powers. */
  async function judge(make: string): Promise<void> {
    const name = `judged_${Math.floor(performance.now() * 1000)}`;
    await owner.query(`create role ${name} login`);
    try {
      await owner.query(make.replaceAll('$role', name));
      await owner.query('begin');
      await owner.query(`set local session authorization ${name}`);
      await refuseMightyRole(owner).finally(() => owner.query('rollback'));
    } finally {
      await owner.query(`drop owned by ${name}; drop role ${name}`);
    }
  }

  it('is refused when it is a superuser, may bypass the walls, or owns a table', async () => {
    await expect(judge('alter role $role superuser')).rejects.toThrow(/superuser/);
    await expect(judge('alter role $role bypassrls')).rejects.toThrow(/bypass/);
    await expect(judge('create table mine (x int); alter table mine owner to $role')).rejects.toThrow(/owns mine/);
    await expect(judge('select 1')).resolves.toBeUndefined();
  });

  it('is the one that the server checks before it opens its doors', async () => {
    await owner.query('create table belongs_to_the_login (x int); alter table belongs_to_the_login owner to licet_app');
    await expect(startServer(config())).rejects.toThrow(/owns belongs_to_the_login/);
  });

  it('owns nothing and has no powers on a fresh database', async () => {
    const { rows } = await owner.query(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname in ('licet_app', 'licet_all', 'licet_scoped')`,
    );
    expect(rows).toHaveLength(3);
    for (const row of rows as Record<string, boolean>[]) expect(Object.values(row)).not.toContain(true);
    const owned = await owner.query(
      `select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'licet_%' and r.rolname <> 'licet_owner'`,
    );
    expect(owned.rows).toEqual([]);
  });
});

describe('bringing a database up to date', () => {
  it('again and from several processes at once changes nothing and fails nowhere', async () => {
    const schema = async () =>
      (
        await owner.query<{ column: string }>(
          `select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type as column from information_schema.columns
           where table_schema in ('public', 'graphile_worker') order by 1`,
        )
      ).rows.map((row) => row.column);
    const before = await schema();
    expect(before.length).toBeGreaterThan(100);
    const url = database.ownerUrl;
    await Promise.all(Array.from({ length: 4 }, () => prepareDatabase(url, appPassword(TEST_SECRET_KEY))));
    expect(await schema()).toEqual(before);
  });

  it('from nothing, by several processes at once', async () => {
    const name = `empty_${Math.floor(performance.now() * 1000)}`;
    await owner.query(`create database ${name}`);
    const url = new URL(database.ownerUrl);
    url.pathname = `/${name}`;
    try {
      await Promise.all(Array.from({ length: 3 }, () => prepareDatabase(url.toString(), appPassword(TEST_SECRET_KEY))));
      const client = new pg.Client({ connectionString: url.toString() });
      await client.connect();
      const { rows } = await client.query(`select count(*)::int as n from pg_tables where schemaname = 'public' and rowsecurity`);
      await client.end();
      expect((rows[0] as { n: number }).n).toBeGreaterThan(15);
    } finally {
      await owner.query(`drop database ${name} with (force)`);
    }
  });

  it('several databases of one PostgreSQL server at the same moment', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, createTestDatabase));
    try {
      for (let round = 0; round < 3; round += 1)
        await Promise.all(others.map(({ ownerUrl }) => prepareDatabase(ownerUrl, appPassword(TEST_SECRET_KEY))));
      const client = new pg.Client({ connectionString: appUrl(others[0]?.ownerUrl ?? '', appPassword(TEST_SECRET_KEY)) });
      await client.connect();
      expect((await client.query('select current_user as name')).rows).toEqual([{ name: 'licet_app' }]);
      await client.end();
    } finally {
      for (const other of others) await other.drop();
    }
  });
});
