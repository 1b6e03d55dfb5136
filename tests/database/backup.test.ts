// Backup, restore and verify: what comes back is what was there, what is damaged is refused, what is wrong is found.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { licenses, mail, notificationRules, pools, portalAccounts } from '@licet/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../apps/server/src/config.ts';
import type { Config } from '../../apps/server/src/config.ts';
import { backUp, countRows } from '../../apps/server/src/operator/backup.ts';
import { restore } from '../../apps/server/src/operator/restore.ts';
import { verify } from '../../apps/server/src/operator/verify.ts';
import { startServer } from '../../apps/server/src/server.ts';
import { ADMIN_PASSWORD, exported, link, runEnd, signInAt, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { describeSchema } from './describe-schema.ts';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'licet-backup-'));
  // The embedded PostgreSQL runs as another user when this process is root.
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function withOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

/** Every row of every table, and the schema that they stand in. */
function dump(url: string) {
  return withOwner(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%' order by 1`,
    );
    const all: Record<string, string[]> = {};
    for (const { name } of tables)
      all[name] = (await client.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)).rows.map(({ row }) => row);
    const { rows: sequences } = await client.query(
      `select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1`,
    );
    return { all, sequences: sequences as unknown[], schema: await describeSchema(client) };
  });
}

/** An empty database beside the others, and settings for a server on it, without a secret key yet. */
async function emptyPlace(like: Config): Promise<{ config: Config; drop(): Promise<void> }> {
  const url = new URL(like.databaseUrl ?? '');
  const name = `restored_${Math.floor(performance.now() * 1000)}`;
  const admin = new URL(url);
  admin.pathname = '/postgres';
  await withOwner(admin.toString(), (client) => client.query(`create database ${name}`));
  url.pathname = `/${name}`;
  const dataDir = newFolder();
  return {
    config: { ...like, dataDir, databaseUrl: url.toString(), secretKeyFile: join(dataDir, 'secret.key') },
    drop: async () => void (await withOwner(admin.toString(), (client) => client.query(`drop database ${name} with (force)`))),
  };
}

const tableCount = (url: string) =>
  withOwner(url, async (client) => (await client.query(`select from pg_tables where schemaname = 'public'`)).rowCount);
const brokenIn = async (config: Config) => (await verify(config)).filter((finding) => finding.broken.length > 0);

describe('a backup of a server at work', () => {
  let licet: Licet;
  let before: Awaited<ReturnType<typeof dump>>;
  let document: Awaited<ReturnType<typeof exported>>;
  const backup = join(newFolder(), 'nightly');

  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, 'manager@wzgorze.example', 'demo-manager');
    await link(licet, 'msp@hillside.example', 'demo-msp');
    // Names that a file of tabs and backslashes may stumble over, and history of every sort.
    licet.portal.control.renameCompany('Lighthouse Clinic', 'tab\t, \\N, "quote" \\. and 🙂');
    licet.portal.control.removeCompany('River & Sons Solicitors');
    await synchronize(licet);
    const [row] = await allLicenses(licet.admin);
    await licet.admin(licenses.setTags, { params: { id: row?.licenseId ?? '' }, body: { tags: ['{a}', 'back\\slash'] } });
    const to = (await groupOf(licet.admin, 'Harbour Systems')).id;
    await licet.admin(pools.move, { params: { id: row?.poolId ?? '' }, body: { to } });
    await synchronize(licet, { preview: true });
    // An account of a file has no password to open, and its file comes along.
    const file = JSON.parse(JSON.stringify(licet.portal.control.snapshot('managed@laka.example'))) as Record<string, unknown>;
    await runEnd(licet, (await licet.admin(portalAccounts.import, { body: file })).runId);
    // Secrets of notifications; the rule is off, so that nothing is sent meanwhile.
    await licet.admin(mail.change, {
      body: { host: 'mail.example', port: 587, security: 'starttls', login: 'licet', password: 'mail secret', sender: 'licet@msp.example' },
    });
    const condition = { kind: 'usage' as const, percent: 90 };
    await licet.admin(notificationRules.create, {
      body: { name: 'Off', accessGroupId: '1', condition, webhookUrl: 'https://hooks.example', enabled: false },
    });
    // The runs of the other accounts were started and not waited for.
    await vi.waitFor(async () => expect((await exported(licet)).accounts.map(({ state }) => state)).not.toContain('running'));
    document = await exported(licet);
    before = await dump(licet.config.databaseUrl ?? '');
    const manifest = await backUp(licet.config, backup, 'test');
    expect(countRows(manifest)).toBe(Object.values(before.all).flat().length);
  });
  afterAll(() => licet.close());

  it('is one folder that only its owner may read, with the secret key', () => {
    expect(statSync(backup).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(backup)) expect(statSync(join(backup, file)).mode & 0o777, file).toBe(0o600);
    expect(readdirSync(backup)).toContain('secret.key');
    expect(readdirSync(join(backup, '..'))).toEqual(['nightly']);
  });

  it('is not written over anything', async () => {
    await expect(backUp(licet.config, backup, 'test')).rejects.toThrow(/not empty/);
    expect(readdirSync(join(backup, '..'))).toEqual(['nightly']);
  });

  it('comes back row by row, and a server works on it: same lists, same logins, nothing new to synchronize', async () => {
    const { config, drop } = await emptyPlace(licet.config);
    try {
      await restore(config, backup);
      const after = await dump(config.databaseUrl ?? '');
      expect(Object.keys(after.all)).toEqual(Object.keys(before.all));
      for (const [table, rows] of Object.entries(before.all)) expect(after.all[table], table).toEqual(rows);
      expect(after.sequences).toEqual(before.sequences);
      expect(after.schema).toBe(before.schema);
      expect(statSync(config.secretKeyFile).mode & 0o777).toBe(0o600);
      expect(await brokenIn(config)).toEqual([]);
      await expect(restore(config, backup)).rejects.toThrow(/not empty.*LICET_DATA_DIR/);

      const server = await startServer(config);
      try {
        const again = { ...licet, server, url: server.url, admin: await signInAt(server.url, 'admin', ADMIN_PASSWORD) };
        expect({ ...(await exported(again)), asOf: '' }).toEqual({ ...document, asOf: '' });
        expect((await synchronize(again)).counts).toEqual({});
        licet.portal.control.orderLicense('Old Mill Bakery', { productCode: '9104', quantity: 6 });
        expect((await synchronize(again)).counts).toMatchObject({ 'license-added': 1 });
      } finally {
        await server.close();
      }
    } finally {
      await drop();
    }
  });

  it.each([
    ['a file with one bit turned', (folder: string) => turnBit(join(folder, 'licenses.copy.gz')), /licenses\.copy\.gz is damaged/],
    ['a file that is missing', (folder: string) => rmSync(join(folder, 'shares.copy.gz')), /shares\.copy\.gz is missing/],
    ['another secret key', (folder: string) => turnBit(join(folder, 'secret.key')), /secret\.key is damaged/],
    ['no manifest', (folder: string) => rmSync(join(folder, 'manifest.json')), /holds no backup/],
    ['a manifest that breaks off', (folder: string) => writeFileSync(join(folder, 'manifest.json'), '{"format": 1,'), /is damaged/],
    ['a file outside', (folder: string) => edit(folder, (text) => text.replace('"secret.key"', '"../secret.key"')), /is damaged/],
    [
      'a newer schema',
      (folder: string) => edit(folder, (text) => text.replace('0001_ground', '9999_of_the_future')),
      /newer or another Licet/,
    ],
    [
      'fewer rows than it says',
      (folder: string) => edit(folder, (text) => text.replace(/"rows": (\d+)/, '"rows": 9$1')),
      /Nothing was restored/,
    ],
  ])('is refused with %s, and nothing is restored', async (_, damage, message) => {
    const damaged = join(newFolder(), 'damaged');
    cpSync(backup, damaged, { recursive: true });
    damage(damaged);
    const { config, drop } = await emptyPlace(licet.config);
    try {
      await expect(restore(config, damaged)).rejects.toThrow(message);
      expect(existsSync(config.secretKeyFile)).toBe(false);
      if ((await tableCount(config.databaseUrl ?? '')) !== 0) expect((await dump(config.databaseUrl ?? '')).all['users']).toEqual([]);
      // What was refused is no obstacle to a good one.
      await restore(config, backup);
    } finally {
      await drop();
    }
  });

  it('is not made with a key that opens nothing', async () => {
    const secretKeyFile = join(newFolder(), 'other.key');
    writeFileSync(secretKeyFile, Buffer.alloc(32, 3).toString('base64'));
    await expect(backUp({ ...licet.config, secretKeyFile }, join(newFolder(), 'x'), 'test')).rejects.toThrow(/does not fit/);
    await expect(backUp({ ...licet.config, secretKeyFile: '/nowhere' }, join(newFolder(), 'x'), 'test')).rejects.toThrow(/no secret key/);
  });

  it('does not replace another secret key', async () => {
    const { config, drop } = await emptyPlace(licet.config);
    writeFileSync(config.secretKeyFile, Buffer.alloc(32, 3).toString('base64'));
    await expect(restore(config, backup)).rejects.toThrow(/Another secret key/);
    expect(await tableCount(config.databaseUrl ?? '')).toBe(0);
    await drop();
  });

  it('verify opens whatever is sealed', async () => {
    const { rows } = await withOwner(licet.config.databaseUrl ?? '', (client) =>
      client.query<{ table: string; column: string }>(
        `select table_name as table, column_name as column from information_schema.columns
         where table_schema = 'public' and data_type = 'bytea' and column_name ~ 'sealed$' order by 1, 2`,
      ),
    );
    const opened = readFileSync(join(import.meta.dirname, '../../apps/server/src/operator/sealed-store.ts'), 'utf8').split('union all');
    expect(rows.length).toBeGreaterThan(6);
    for (const { table, column } of rows)
      expect(
        opened.some((part) => part.includes(`from ${table}`) && part.includes(column)),
        `${table}.${column}`,
      ).toBe(true);
  });

  it('verify finds nothing wrong in it, and every fault that is planted', async () => {
    expect(await brokenIn(licet.config)).toEqual([]);
    const faults: [string, RegExp][] = [
      [`update shares set license_user = 'somebody else' where id = (select min(id) from shares)`, /license user is called/],
      [
        `update portal_accounts set password_sealed = '\\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff' where password_sealed is not null`,
        /stored password/,
      ],
      [
        `update notification_rules set webhook_secret_sealed = '\\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'`,
        /stored password/,
      ],
      [
        `update mail_settings set password_sealed = '\\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'`,
        /stored password/,
      ],
      [`update licenses set gone_at = now() where id = (select min(id) from licenses where gone_at is null)`, /gone in its shares/],
      [
        `delete from license_sightings where public_id = (select min(public_id) from licenses where gone_at is null)`,
        /listed by an account/,
      ],
      [
        `update changes set access_group_id = 1, pool_id = null where id = (select min(id) from changes where license_id is not null)`,
        /history of a license/,
      ],
      [`update audit_entries set body = replace(body, 'admin', 'nobody') where id = (select min(id) from audit_entries)`, /audit/],
      [`delete from audit_entries where id = (select max(id) from audit_entries)`, /audit/],
      [`alter table shares disable row level security`, /row-level security/],
      [`alter policy by_access_group_id on licenses using (true)`, /walls show each caller/],
      [`alter policy by_access_group_id on pools using (false)`, /walls show each caller/],
      [`select setval('licenses_id_seq', 1)`, /No id is given out twice/],
    ];
    for (const [plant, sentence] of faults) {
      const { config, drop } = await emptyPlace(licet.config);
      await restore(config, backup);
      await withOwner(config.databaseUrl ?? '', (client) => client.query(plant));
      const broken = await brokenIn(config);
      expect(broken.map((finding) => finding.sentence).join(), plant).toMatch(sentence);
      await drop();
    }
  });
});

describe('the embedded database', () => {
  const program = join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', 'operate.ts');
  const operate = (dataDir: string, ...words: string[]) =>
    spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...words], {
      encoding: 'utf8',
      env: { ...process.env, LICET_DATA_DIR: dataDir, DATABASE_URL: '' },
    });

  it('is backed up beside its server, restored into a new data directory, and verified', async () => {
    const [dataDir, other] = [newFolder(), newFolder()];
    const backup = join(newFolder(), 'backup');
    const settings = { LICET_DATA_DIR: dataDir, LICET_PORT: '0', LICET_AGENT_PORT: '0', LICET_ADMIN_PASSWORD: ADMIN_PASSWORD };
    const config = readConfig(settings);
    const server = await startServer(config);
    const made = operate(dataDir, 'backup', backup);
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toMatch(/tables with \d+ rows, as of/);
    expect(made.stdout).toMatch(/SECRET KEY/);
    expect(operate(dataDir, 'verify')).toMatchObject({ status: 0, stderr: '' });
    const busy = operate(dataDir, 'restore', backup);
    expect(busy).toMatchObject({ status: 1, stdout: '' });
    expect(busy.stderr).toMatch(/Another Licet is running/);
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
    await server.close();

    expect(operate(other, 'verify').stderr).toMatch(/no secret key/);
    expect(operate(other, 'restore', backup)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(other, 'secret.key'), 'utf8')).toBe(readFileSync(join(dataDir, 'secret.key'), 'utf8'));
    expect(operate(other, 'verify').stdout).toMatch(/All \d+ hold/);
    const restored = await startServer({ ...config, dataDir: other, secretKeyFile: join(other, 'secret.key') });
    await signInAt(restored.url, 'admin', ADMIN_PASSWORD);
    await restored.close();

    for (const words of [['backup'], ['verify', 'x'], ['restore', 'a', 'b'], ['backup', '--fast', 'x']])
      expect(operate(other, ...words), words.join(' ')).toMatchObject({ status: 2, stdout: '' });
  }, 120_000);
});

function turnBit(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function edit(folder: string, change: (text: string) => string): void {
  const path = join(folder, 'manifest.json');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}
