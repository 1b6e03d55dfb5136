// A whole Licet for a test: a database of its own, a local portal of its own, the real server on a free port.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, createClient, fullExport, portalAccounts, session, syncRuns, tokens, users, permissionSets } from '@licet/contract';
import type { Client, Problem, SyncRun } from '@licet/contract';
import type { AccessFunction, AccessLevel } from '@licet/domain';
import { startPortal } from '@licet/local-portal';
import type { Portal, PortalOptions } from '@licet/local-portal';
import pg from 'pg';
import { inject } from 'vitest';
import type { Config } from '../../apps/server/src/config.ts';
import { startServer } from '../../apps/server/src/server.ts';
import type { RunningServer, ServerOptions } from '../../apps/server/src/server.ts';
import { TEMPLATE } from './database.ts';
import { TEST_SECRET_KEY } from './secret.ts';

export const ADMIN_PASSWORD = 'correct horse battery';

export interface Licet {
  url: string;
  portal: Portal;
  /** Signed in as the administrator. */
  admin: Client;
  server: RunningServer;
  config: Config;
  /** A client signed in as somebody else. */
  signIn(login: string, password: string): Promise<Client>;
  close(): Promise<void>;
}

export interface LicetOptions {
  portal?: PortalOptions;
  config?: Partial<Config>;
  server?: ServerOptions;
}

/** Starts everything; a small portal without a rate limit unless asked otherwise. */
export async function startLicet(options: LicetOptions = {}): Promise<Licet> {
  const portal = await startPortal({ dataset: 'small', port: 0, rate: null, ...options.portal });
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'licet-server-'));
  const secretKeyFile = join(dataDir, 'secret.key');
  writeFileSync(secretKeyFile, TEST_SECRET_KEY.toString('base64'));
  const config: Config = {
    port: 0,
    host: '127.0.0.1',
    agentPort: 0,
    agentUrl: undefined,
    publicUrl: undefined,
    proxies: [],
    networkAttempts: 0,
    singleSignOn: undefined,
    dataDir,
    databaseUrl: database.ownerUrl,
    adminPassword: ADMIN_PASSWORD,
    secretKeyFile,
    portals: { ema2: portal.url, eba: portal.url },
    portalRate: 100_000,
    portalConcurrency: 8,
    // Webhooks of tests go to this machine.
    webhookNetworks: ['127.0.0.0/8'],
    daily: undefined,
    ...options.config,
  };
  const server = await startServer(config, options.server);
  const admin = await signInAt(server.url, 'admin', ADMIN_PASSWORD);
  const licet: Licet = {
    url: server.url,
    portal,
    admin,
    server,
    config,
    signIn: (login, password) => signInAt(licet.server.url, login, password),
    close: async () => {
      // A test may have put another server in its place.
      await licet.server.close();
      await portal.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return licet;
}

export interface TestDatabase {
  ownerUrl: string;
  drop(): Promise<void>;
}

/** A database of its own, copied from the migrated template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const serverUrl = inject('ownerUrl');
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    // Copies of one template take turns.
    await client.query('select pg_advisory_lock(1)');
    await client.query(statement).finally(() => client.end());
  };
  await run(`create database ${name} template ${TEMPLATE}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { ownerUrl: url.toString(), drop: () => run(`drop database if exists ${name} with (force)`) };
}

/** Signs in over HTTP; the client then carries an API token of that user. */
export async function signInAt(url: string, login: string, password: string): Promise<Client> {
  const response = await fetch(`${url}${session.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!response.ok) throw new ApiError((await response.json()) as Problem);
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const made = await createClient({ baseUrl: url, headers: { cookie } })(tokens.create, { body: { name: 'test' } });
  return createClient({ baseUrl: url, headers: { authorization: `Bearer ${made.secret}` } });
}

export interface Person {
  id: string;
  login: string;
  client: Client;
}

/** Makes a user with one permission set, and signs the user in. */
export async function makeUser(
  licet: Licet,
  given: { login: string; homeGroupId: string; groupIds: string[]; rights: { function: AccessFunction; level: AccessLevel }[] },
): Promise<Person> {
  const set = await licet.admin(permissionSets.create, {
    body: { name: `set of ${given.login}`, accessGroupId: given.homeGroupId, groupIds: given.groupIds, rights: given.rights },
  });
  const password = `password of ${given.login}`;
  const made = await licet.admin(users.create, {
    body: { login: given.login, password, homeGroupId: given.homeGroupId, permissionSetIds: [set.id] },
  });
  return { id: made.id, login: given.login, client: await licet.signIn(given.login, password) };
}

/** Links an account of the local portal and waits until the run has ended. */
export async function link(licet: Licet, login: string, password: string): Promise<{ accountId: string; run: SyncRun }> {
  const { account, runId } = await licet.admin(portalAccounts.link, { body: { login, password } });
  return { accountId: account.id, run: await runEnd(licet, runId) };
}

/** Synchronizes on demand and waits for the end of the run. */
export async function synchronize(licet: Licet, options: { accountId?: string; preview?: boolean } = {}): Promise<SyncRun> {
  const { runs } = await licet.admin(syncRuns.start, { body: options });
  const [started] = runs;
  if (!started) throw new Error('there is no account to synchronize');
  return runEnd(licet, started.run.id);
}

const working = ['queued', 'reading', 'applying', 'details'];

/** Waits until a run has ended or waits for a person. */
export async function runEnd(licet: Licet, runId: string, patienceMs = 30_000): Promise<SyncRun> {
  for (let waited = 0; waited < patienceMs; waited += 25) {
    const run = await licet.admin(syncRuns.show, { params: { id: runId } });
    if (!working.includes(run.state)) return run;
    await sleep(25);
  }
  throw new Error(`run ${runId} did not end within ${patienceMs} ms`);
}

/** What the administrator sees, in the shape of `licet export`. */
export function exported(licet: Licet) {
  return licet.admin(fullExport.show);
}

/** The problem document that a call is refused with; throws when the call is not refused. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error.problem;
    throw error;
  }
  throw new Error('the call was not refused');
}
