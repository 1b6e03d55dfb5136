// The server's process killed at seeded moments of a batch: each customer is set up whole or not at all, and a fresh process
// goes on with what was left, without being asked.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, customers, portalAccounts, session, setups, syncRuns, tokens, users } from '@licet/contract';
import type { Client } from '@licet/contract';
import { startPortal } from '@licet/local-portal';
import type { Portal } from '@licet/local-portal';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, createTestDatabase, signInAt } from '../support/licet.ts';
import type { TestDatabase } from '../support/licet.ts';
import { TEST_SECRET_KEY } from '../support/secret.ts';
import { batchEnd } from '../support/setups.ts';

const CUSTOMERS = 400;
const KILLS = 8;
const SEED = 11;
/** A kill comes at most so long after a process is ready or has got on; a portion of a batch takes about as long. */
const WINDOW_MS = 300;

const program = join(import.meta.dirname, '..', '..', 'apps', 'server', 'src', 'main.ts');

describe('R43: a server killed in the middle of a batch', () => {
  let portal: Portal;
  let database: TestDatabase;
  let owner: pg.Client;
  let dataDir: string;
  let secret: string | undefined;
  const living = new Set<ChildProcess>();

  beforeAll(async () => {
    portal = await startPortal({ dataset: 'large', companies: CUSTOMERS, licensesPerCompany: 1, port: 0, rate: null });
    database = await createTestDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    dataDir = mkdtempSync(join(tmpdir(), 'licet-setup-kill-'));
    writeFileSync(join(dataDir, 'secret.key'), TEST_SECRET_KEY.toString('base64'));
  });
  afterAll(async () => {
    for (const child of living) child.kill('SIGKILL');
    await owner.end();
    await portal.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function startProcess(): Promise<{ child: ChildProcess; client: Client; url: string }> {
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        LICET_PORT: '0',
        LICET_AGENT_PORT: '0',
        LICET_DATA_DIR: dataDir,
        DATABASE_URL: database.ownerUrl,
        LICET_ADMIN_PASSWORD: ADMIN_PASSWORD,
        LICET_EMA2_URL: portal.url,
        LICET_PORTAL_RATE: '100000',
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
    return { child, client: createClient({ baseUrl: url, headers: { authorization: `Bearer ${secret}` } }), url };
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

  async function importAll(client: Client): Promise<void> {
    const [login] = portal.control.logins();
    await client(portalAccounts.link, { body: { login: login?.email ?? '', password: login?.password ?? '' } });
    await expect
      .poll(async () => (await client(syncRuns.list, { query: { limit: 1 } })).rows[0]?.state, { timeout: 60_000, interval: 50 })
      .toBe('succeeded');
  }

  async function countDone(): Promise<number> {
    const { rows } = await owner.query<{ n: number }>(`select count(*)::int as n from setup_steps where state = 'done'`);
    return rows[0]?.n ?? 0;
  }

  /** Customers that have one thing of a setup and not the others, counted against what their step says. */
  async function torn(batchId: string): Promise<unknown[]> {
    const { rows } = await owner.query(
      `select s.id, s.state, made.* from setup_steps s cross join lateral (
         select (select count(*)::int from users u where u.company_id = s.company_id) as users,
           (select count(*)::int from permission_sets p where p.company_id = s.company_id) as sets,
           (select count(*)::int from user_permission_sets m join users u on u.id = m.user_id where u.company_id = s.company_id) as held,
           (select count(*)::int from installers i where i.group_id = s.group_id) as installers,
           (select count(*)::int from installer_tokens t join installers i on i.id = t.installer_id where i.group_id = s.group_id) as tokens,
           (select c.setup from companies c where c.id = s.company_id) as setup,
           (select count(*)::int from audit_entries e where e.group_id = s.group_id and e.action = 'customer-set-up') as audited
       ) made
       where s.setup_id = $1 and (users, sets, held, installers, tokens, setup, audited, s.user_id is not null, s.password_sealed is not null)
         is distinct from case when s.state = 'done' then (1, 2, 2, 1, 1, 'ready'::text, 1, true, true) else (0, 0, 0, 0, 0, 'not-set-up'::text, 0, false, false) end`,
      [batchId],
    );
    return rows;
  }

  it(`${KILLS} times, it goes on by itself, each customer whole or not at all`, async () => {
    let state = SEED;
    const random = () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
    const first = await startProcess();
    await importAll(first.client);
    const { rows } = await first.client(customers.list, { query: { limit: 500 } });
    expect(rows.length).toBeGreaterThanOrEqual(CUSTOMERS);
    const wanted = rows
      .slice(0, CUSTOMERS)
      .map(({ id }) => ({ companyId: id, user: { login: `user-${id}` }, installer: { name: 'First' } }));
    const batch = await first.client(customers.setUp, { body: { customers: wanted } });

    const doneAtDeath: number[] = [];
    let { child } = first;
    for (let kill = 0; kill < KILLS && doneAtDeath.at(-1) !== CUSTOMERS; kill += 1) {
      // Every other kill waits for some progress, so that slow machines come to the middle, too.
      if (kill % 2 === 1) await expect.poll(countDone, { timeout: 30_000, interval: 5 }).toBeGreaterThan(doneAtDeath.at(-1) ?? 0);
      await sleep(random() * WINDOW_MS);
      child.kill('SIGKILL');
      await once(child, 'exit');
      expect(await torn(batch.id), `after kill ${kill}`).toEqual([]);
      doneAtDeath.push(await countDone());
      ({ child } = await startProcess());
    }
    // The kills hit the batch in the middle, not only before and after it.
    expect(
      doneAtDeath.filter((done) => done > 0 && done < CUSTOMERS),
      doneAtDeath.join(),
    ).not.toEqual([]);

    child.kill('SIGTERM');
    await once(child, 'exit');
    const last = await startProcess();
    const ended = await batchEnd(last.client, batch.id);
    expect(ended).toMatchObject({ total: CUSTOMERS, done: CUSTOMERS, failed: 0 });
    expect(await torn(batch.id)).toEqual([]);
    const credentials = await last.client(setups.credentials, { params: { id: batch.id } });
    expect(new Set(credentials.map((one) => one.login)).size).toBe(CUSTOMERS);
    // The password handed out is the one that was hashed, also for those of a process that died.
    for (const { login, password } of [credentials[0], credentials.at(-1)].filter((one) => one !== undefined)) {
      const user = await signInAt(last.url, login, password);
      expect((await user(session.current)).user.login).toBe(login);
    }
    expect((await last.client(users.list, { query: { q: 'user-' } })).total).toBe(CUSTOMERS);
    last.child.kill('SIGTERM');
    await once(last.child, 'exit');
  }, 120_000);
});
