// R17: the server's process killed at fifty moments of its work. Whatever was going on, a fresh process takes the run over,
// what the database holds is never between, and the end is that of a run that nobody broke.
import { createClient, fullExport, portalAccounts, session, syncRuns, tokens } from '@licet/contract';
import type { Client } from '@licet/contract';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPortal } from '@licet/local-portal';
import type { Portal } from '@licet/local-portal';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, createTestDatabase, exported, link, startLicet } from '../support/licet.ts';
import type { TestDatabase } from '../support/licet.ts';
import { TEST_SECRET_KEY } from '../support/secret.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const KILLS = 50;
const SEED = 7;
/** A kill comes at most so long after the run was begun; an unbroken run takes about as long. */
const WINDOW_MS = 700;

const program = join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', 'main.ts');

describe('R17: killed with SIGKILL', () => {
  let portal: Portal;
  let database: TestDatabase;
  let owner: pg.Client;
  let dataDir: string;
  let secret: string | undefined;
  const living = new Set<ChildProcess>();

  beforeAll(async () => {
    portal = await startPortal({ dataset: 'large', companies: 40, licensesPerCompany: 3, port: 0, rate: null });
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    dataDir = mkdtempSync(join(tmpdir(), 'licet-kill-'));
    writeFileSync(join(dataDir, 'secret.key'), TEST_SECRET_KEY.toString('base64'));
  });
  afterAll(async () => {
    for (const child of living) child.kill('SIGKILL');
    await owner.end();
    await portal.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const login = () => {
    const [first] = portal.control.logins();
    if (!first) throw new Error('the portal has no login');
    return first;
  };

  async function startProcess(): Promise<{ child: ChildProcess; client: Client }> {
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env['PATH'],
        LICET_PORT: '0',
        LICET_AGENT_PORT: '0',
        LICET_DATA_DIR: dataDir,
        DATABASE_URL: database.ownerUrl,
        LICET_ADMIN_PASSWORD: ADMIN_PASSWORD,
        LICET_EMA2_URL: portal.url,
        LICET_PORTAL_RATE: '100000',
        // Fifty starts: the program need not be read anew for each.
        NODE_COMPILE_CACHE: join(dataDir, 'cache'),
      },
    });
    living.add(child);
    child.once('exit', () => living.delete(child));
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.stdout?.on('data', (data: Buffer) => {
        said += data.toString();
        const found = /Licet is ready: (\S+)/.exec(said)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
    secret ??= await makeToken(url);
    return { child, client: createClient({ baseUrl: url, headers: { authorization: `Bearer ${secret}` } }) };
  }

  async function makeToken(url: string): Promise<string> {
    const response = await fetch(`${url}${session.signIn.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'admin', password: ADMIN_PASSWORD }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return (await createClient({ baseUrl: url, headers: { cookie } })(tokens.create, { body: { name: 'kill' } })).secret;
  }

  /** What would be wrong with any company if a transaction had been torn. */
  async function torn(): Promise<unknown[]> {
    const { rows } = await owner.query(
      `select 'group' as what, c.id::text from companies c join groups g on g.id = c.group_id where g.name <> c.name
       union all select 'unseen company', c.id::text from companies c where not exists (select from company_sightings s where s.company_id = c.id)
       union all select 'share', s.id::text from shares s join licenses l on l.id = s.license_id join companies c on c.id = l.company_id
         where s.license_user <> c.name or s.pool_id <> l.pool_id or s.access_group_id <> l.access_group_id
       union all select 'bare license', l.id::text from licenses l where not exists (select from shares s where s.license_id = l.id)
       union all select 'no history', l.id::text from licenses l
         where not exists (select from changes h where h.license_id = l.id and h.kind = 'license-added')
       union all select 'key', g.public_id from license_sightings g join licenses l on l.public_id = g.public_id where g.license_id is distinct from l.id
       union all select 'company without history', c.id::text from companies c
         where not exists (select from changes h where h.company_id = c.id and h.kind = 'company-added')`,
    );
    return rows;
  }

  const working = ['queued', 'reading', 'applying', 'details'];
  /** Starts the import, or a synchronization of changes, unless a run is at work already. */
  async function beginRun(client: Client, round: number): Promise<void> {
    const { email, password } = login();
    if ((await client(portalAccounts.list)).length === 0) {
      await client(portalAccounts.link, { body: { login: email, password } });
      return;
    }
    const [latest] = (await client(syncRuns.list, { query: { limit: 1 } })).rows;
    if (latest && working.includes(latest.state)) return;
    const customers = [...portal.world.companies.values()].filter((company) => company.type === 'customer');
    for (const [i, company] of customers.entries()) {
      const license = portal.world.licensesOf.get(company.id)?.[0];
      if (i % 4 === round % 4) portal.control.renameCompany(company.id, `Firma ${round} ${i}`);
      if (i % 5 === round % 5 && license) portal.control.setUsage(license.publicId, (round * 7 + i) % 40);
    }
    const parent = customers[0]?.parentId ?? '';
    const added = portal.control.createCustomer(parent, `Nowa ${round}`);
    portal.control.orderLicense(added.id, { productCode: '2015', quantity: 1 + (round % 9) });
    await client(syncRuns.start, { body: {} });
  }

  it(`${KILLS} times, it ends where an unbroken run ends`, async () => {
    let state = SEED;
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    portal.control.setSwitches({ latencyMs: 3 });
    const statesAtDeath = new Map<string, number>();
    for (let round = 0; round < KILLS; round += 1) {
      const { child, client } = await startProcess();
      await beginRun(client, round);
      await sleep(random() * WINDOW_MS);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await torn(), `after kill ${round}`).toEqual([]);
      const { rows } = await owner.query<{ state: string }>('select state from sync_runs order by id desc limit 1');
      statesAtDeath.set(rows[0]?.state ?? 'none', (statesAtDeath.get(rows[0]?.state ?? 'none') ?? 0) + 1);
    }
    // The kills hit runs in the middle, not only between them.
    expect((statesAtDeath.get('reading') ?? 0) + (statesAtDeath.get('details') ?? 0)).toBeGreaterThan(KILLS / 3);
    expect(statesAtDeath.get('reading') ?? 0).toBeGreaterThan(0);
    expect(statesAtDeath.get('details') ?? 0).toBeGreaterThan(0);

    // A fresh process takes over what was left, without being asked.
    const { child, client } = await startProcess();
    await expect
      .poll(async () => (await client(syncRuns.list, { query: { limit: 1 } })).rows[0]?.state, { timeout: 60_000, interval: 100 })
      .toMatch(/succeeded|partial|failed|stopped/);
    const { rows: ended } = await client(syncRuns.list, { query: { limit: 500 } });
    expect(ended.filter((run) => working.includes(run.state))).toEqual([]);
    await client(syncRuns.start, { body: {} });
    await expect
      .poll(async () => (await client(syncRuns.list, { query: { limit: 1 } })).rows[0]?.state, { timeout: 60_000, interval: 100 })
      .toBe('succeeded');
    const broken = await client(fullExport.show);
    child.kill('SIGTERM');
    await once(child, 'exit');

    const unbroken = await startLicet({ portal: { port: 0 }, config: { portals: { ema2: portal.url, eba: portal.url } } });
    const { email, password } = login();
    await link(unbroken, email, password);
    const whole = await exported(unbroken);
    await unbroken.close();
    expect(pictureOf(broken)).toEqual(pictureOf(whole));
    expect(pictureOf(broken)).toEqual(truthOf(portal, email));
    const pools = (document: typeof whole) => document.pools.map((pool) => `${pool.companyUpstreamId} in ${pool.accessGroup}`).sort();
    expect(pools(broken)).toEqual(pools(whole));
    // No license was added twice, none is left over.
    expect(broken.licenses.filter((license) => license.gone && license.publicId !== null)).toEqual([]);
    // Fifty starts of the program: 5.5 s each were seen on a machine with twice the work that its cores can do.
  }, 400_000);
});
