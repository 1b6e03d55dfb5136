// R1: the portal's password and tokens are in no line of the log and, in clear, in no table; nor are Licet's own.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portalAccounts, session, tokens } from '@licet/contract';
import { startPortal } from '@licet/local-portal';
import type { Portal } from '@licet/local-portal';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_PASSWORD, createTestDatabase, refusal, runEnd, signInAt, synchronize } from '../support/licet.ts';
import type { Licet, TestDatabase } from '../support/licet.ts';
import { TEST_SECRET_KEY } from '../support/secret.ts';

const LOGIN = 'manager@wzgorze.example';
const PASSWORD = 'Zażółć "gęślą" jaźń 4711';
const WRONG = 'never-the-right-password-0815';
const program = `
  import { readConfig } from ${JSON.stringify(join(import.meta.dirname, '../../apps/server/src/config.ts'))};
  import { startServer } from ${JSON.stringify(join(import.meta.dirname, '../../apps/server/src/server.ts'))};
  const server = await startServer(readConfig(process.env), { logLevel: 'trace' });
  process.stdout.write('ready ' + server.url + '\\n');
  process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));`;

describe('R1: secrets', () => {
  /** Everything that must not be found: passwords, and each token that went over the wire. */
  const secrets = new Set([PASSWORD, WRONG, ADMIN_PASSWORD]);
  let portal: Portal;
  let listener: Server;
  let database: TestDatabase;
  let dataDir: string;
  let child: ChildProcess;
  let output = '';

  beforeAll(async () => {
    portal = await startPortal({ rate: null, tokenSeconds: 1 });
    portal.control.changeLogin(LOGIN, { password: PASSWORD });
    listener = await listenIn(portal.url, secrets);
    database = await createTestDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'licet-secrecy-'));
    const LICET_SECRET_KEY_FILE = join(dataDir, 'secret.key');
    writeFileSync(LICET_SECRET_KEY_FILE, TEST_SECRET_KEY.toString('base64'));
    child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program], {
      env: {
        ...process.env,
        LICET_PORT: '0',
        LICET_AGENT_PORT: '0',
        LICET_DATA_DIR: dataDir,
        LICET_SECRET_KEY_FILE,
        DATABASE_URL: database.ownerUrl,
        LICET_ADMIN_PASSWORD: ADMIN_PASSWORD,
        LICET_EMA2_URL: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
        LICET_PORTAL_RATE: '1000',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
    await vi.waitFor(() => expect(output).toMatch(/ready http/), { timeout: 30_000 });
    await use(/ready (http:\S+)/.exec(output)?.[1] ?? '');
    child.kill('SIGTERM');
    await once(child, 'exit');
  }, 120_000);
  afterAll(async () => {
    child.kill('SIGKILL');
    listener.close();
    await portal.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** Everything that handles a secret: linking, reading, being refused, failing. */
  async function use(url: string): Promise<void> {
    const admin = await signInAt(url, 'admin', ADMIN_PASSWORD);
    const licet = { url, portal, admin } as Licet;
    secrets.add((await admin(tokens.create, { body: { name: 'kept' } })).secret);
    await refusal(admin(portalAccounts.link, { body: { login: LOGIN, password: WRONG } }));
    const { account, runId } = await admin(portalAccounts.link, { body: { login: LOGIN, password: PASSWORD } });
    expect((await runEnd(licet, runId)).state).toBe('succeeded');
    expect((await synchronize(licet)).state).toBe('succeeded');
    await refusal(admin(portalAccounts.change, { params: { id: account.id }, body: { password: WRONG } }));
    await admin(portalAccounts.change, { params: { id: account.id }, body: { password: PASSWORD } });
    // A body that cannot be read, and one that is not as it should be.
    for (const body of [`{"login":"${LOGIN}","password":"${WRONG}"`, JSON.stringify({ login: 1, password: WRONG })]) {
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(`${url}${session.signIn.path}`, { method: 'POST', headers, body })).status).toBe(400);
    }
    await refusal(signInAt(url, 'admin', WRONG));
    portal.control.changeLogin(LOGIN, { password: 'another one' });
    expect((await synchronize(licet)).state).toBe('failed');
    portal.control.changeLogin(LOGIN, { password: PASSWORD });
    portal.control.setSwitches({ tokenSeconds: 600 });
    await portal.close();
    expect((await synchronize(licet)).state).toBe('failed');
  }

  it('R1: are in no line of the log, though it says everything', () => {
    expect(secrets.size).toBeGreaterThan(8);
    expect(output).toMatch(/"level":30/);
    for (const secret of secrets) for (const form of formsOf(secret)) expect(output).not.toContain(form);
  });

  it('R1: are in no table in clear', async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    let all = '';
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`);
      all += rows.map(({ row }) => `${name} ${row}\n`).join('');
    }
    await client.end();
    expect(all).toContain(LOGIN);
    for (const secret of secrets) for (const form of formsOf(secret)) expect(all).not.toContain(form);
  });
});

/** The ways in which a text may lie about: as it is, inside JSON, in an address, as base64, as a database shows bytes. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('hex')];
}

/** Stands between Licet and the portal, passes everything on, and keeps every token that goes by. */
async function listenIn(portalUrl: string, secrets: Set<string>): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name)),
      ) as Record<string, string>;
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
      const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token) secrets.add(token);
      fetch(portalUrl + (request.url ?? ''), { method: request.method ?? 'GET', headers, ...body }).then(
        async (answer) => {
          const text = await answer.text();
          for (const [, found] of text.matchAll(/"(?:accessToken|refreshToken)":"([^"]+)"/g)) secrets.add(found ?? '');
          response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' }).end(text);
        },
        () => response.destroy(),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
