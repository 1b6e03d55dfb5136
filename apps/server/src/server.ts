// The running server: database, doors and jobs, brought up in order and taken down in reverse.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHmac } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import session from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { pino } from 'pino';
import type { Config } from './config.ts';
import type { Context } from './context.ts';
import { startEmbedded } from './db/embedded/supervisor.ts';
import { checkSecretKey, checkSecretKeyFirst } from './db/installation.ts';
import { migrate } from './db/migrate.ts';
import { appPassword, appUrl, ensureRoles, refuseMightyRole } from './db/roles.ts';
import { openDatabase } from './db/transaction.ts';
import { ensureServerAuthority } from './features/certificates/ensure.ts';
import { agentRoutes } from './features/computers/agent-routes.ts';
import { recoverBatches } from './features/customers/jobs.ts';
import { allJobs, allRoutes } from './features/index.ts';
import { createIdentify } from './features/sessions/identify.ts';
import { recoverRuns, startDue } from './features/sync/jobs.ts';
import { ensureAdministrator, FIRST_LOGIN } from './features/users/first-administrator.ts';
import { buildAgentServer } from './http/agent-server.ts';
import { buildServer } from './http/server.ts';
import { jobs, migrateJobs, keepJobs } from './jobs/jobs.ts';
import { issueServer } from './pki/x509.ts';
import { createSealer, loadSecretKey } from './secrets.ts';

export interface RunningServer {
  /** Scheme, host and port. */
  url: string;
  /** The first administrator, when this start made it; the password only when it was generated. */
  firstLogin: { login: string; password: string | undefined } | undefined;
  context: Context;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Folder of the built console; undefined serves the API alone. */
  consoleDir?: string;
  logLevel?: string;
}

export const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string };

export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const log = pino({ level: options.logLevel ?? 'warn' });
    const secretKey = loadSecretKey(config.secretKeyFile);
    const ownerUrl = config.databaseUrl ?? (await startOwnDatabase(config, closers));
    const password = appPassword(secretKey);
    const sealer = createSealer(secretKey);
    await checkSecretKeyFirst(ownerUrl, sealer);
    await prepareDatabase(ownerUrl, password);
    const db = openDatabase(appUrl(ownerUrl, password));
    closers.push(() => db.close());
    const client = await db.pool.connect();
    await refuseMightyRole(client).finally(() => client.release());
    await checkSecretKey(db, sealer);

    let agentUrl = '';
    const context: Context = { config, db, sealer, jobs, log, now: () => new Date(), version, agentUrl: () => agentUrl };
    const administrator = await ensureAdministrator(context);
    const identify = createIdentify(context);
    const server = await buildServer({
      routes: allRoutes(context, identify),
      identify,
      proxies: config.proxies,
      sessionStore: createSessionStore(db.pool),
      sessionSecret: createHmac('sha256', secretKey).update('session cookie').digest('base64url'),
      version,
      consoleDir: options.consoleDir,
      logLevel: options.logLevel ?? 'warn',
    });
    closers.push(() => server.close());
    const agents = await startAgents(context, options.logLevel ?? 'warn');
    closers.push(() => agents.close());
    agentUrl = agents.url;
    const runner = await keepJobs(db.pool, allJobs(context), log);
    closers.push(() => runner.stop());
    await recoverRuns(context);
    await recoverBatches(context);
    await startDue(context, 'start');
    const url = await listenAt(server, config.port, config.host, 'LICET_PORT');
    const firstLogin = administrator ? { login: FIRST_LOGIN, password: administrator.generated } : undefined;
    return { url, firstLogin, context, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listenAt(server: FastifyInstance, port: number, host: string, setting: string): Promise<string> {
  try {
    return await server.listen({ port, host });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} of ${host} is taken by another program. End that one, or choose another port in ${setting}.`, {
      cause: error,
    });
  }
}

/** The certificate of the agents' listener is made anew at each start. */
const LISTENER_DAYS = 398;

/** The listener for computers. Its address is what installers carry, so its certificate names that host, too. */
async function startAgents(ctx: Context, logLevel: string): Promise<{ url: string; close(): Promise<void> }> {
  const { config } = ctx;
  const given = config.agentUrl === undefined ? undefined : new URL(config.agentUrl).hostname.replaceAll(/[[\]]/g, '');
  const hosts = [...new Set([given ?? config.host, config.host, 'localhost', '127.0.0.1'])].filter(
    (host) => host !== '0.0.0.0' && host !== '::',
  );
  const issued = await issueServer(await ensureServerAuthority(ctx), { hosts, days: LISTENER_DAYS, now: ctx.now() });
  const server = await buildAgentServer({ routes: agentRoutes(ctx), tls: { key: issued.key, cert: issued.certificate }, logLevel });
  const url = await listenAt(server, config.agentPort, config.host, 'LICET_AGENT_PORT');
  return { url: config.agentUrl ?? url, close: () => server.close() };
}

async function startOwnDatabase(config: Config, closers: (() => Promise<unknown>)[]): Promise<string> {
  const embedded = await startEmbedded(config.dataDir);
  closers.push(() => embedded.stop());
  return embedded.ownerUrl;
}

/** Brings roles, schema and job tables of a database up to date, as its owner; the schema as far as the migration `upTo`. */
export async function prepareDatabase(ownerUrl: string, password: string, upTo?: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'licet migration' });
  await owner.connect();
  try {
    await refuseOldPostgres(owner);
    await ensureRoles(owner, password);
    await migrate(ownerUrl, upTo);
    await migrateJobs(owner, ownerUrl);
  } finally {
    await owner.end();
  }
}

const OLDEST_POSTGRES = 15;

async function refuseOldPostgres(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ version: string }>(`select current_setting('server_version') as version`);
  const found = rows[0]?.version ?? '';
  if (Number.parseInt(found, 10) < OLDEST_POSTGRES)
    throw new Error(`The database server is PostgreSQL ${found}; Licet needs ${OLDEST_POSTGRES} or later.`);
}

/** connect-pg-simple speaks the session protocol that @fastify/session takes; it asks for Express's base class. */
function createSessionStore(pool: pg.Pool): unknown {
  const Store = connectPgSimple({ Store: (session as unknown as { Store: never }).Store } as never);
  return new Store({ pool, tableName: 'sessions', createTableIfMissing: false, pruneSessionInterval: 15 * 60 });
}
