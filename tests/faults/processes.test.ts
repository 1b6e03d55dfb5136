// R11, R17 and section 6: two replicas on one database, and a database that is lost in the middle of a run.
import { portalAccounts, syncRuns } from '@licet/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../apps/server/src/server.ts';
import type { RunningServer } from '../../apps/server/src/server.ts';
import { ADMIN_PASSWORD, exported, link, runEnd, signInAt, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const LOGIN = 'manager@wzgorze.example';

describe('R11: two replicas on one database', () => {
  let licet: Licet;
  let second: RunningServer;
  let other: Licet;
  beforeAll(async () => {
    licet = await startLicet({ portal: { latencyMs: 5 } });
    second = await startServer(licet.config, { logLevel: 'silent' });
    other = { ...licet, server: second, admin: await signInAt(second.url, 'admin', ADMIN_PASSWORD) };
    await link(licet, LOGIN, 'demo-manager');
  });
  afterAll(async () => {
    await second.close();
    await licet.close();
  });

  it('both know what one of them has linked', async () => {
    expect(pictureOf(await exported(other))).toEqual(truthOf(licet.portal, LOGIN));
  });

  it('one run per account, however many ask on both at once', async () => {
    // What one run asks of the portal, to compare with.
    licet.portal.control.resetRequests();
    await synchronize(licet);
    const alone = licet.portal.control.requests().total;
    const names = ['Old Mill Bakery', 'Once', 'Twice', 'Thrice', 'Again', 'Old Mill Bakery'];
    for (let round = 0; round < 5; round += 1) {
      licet.portal.control.renameCompany(names[round] ?? '', names[round + 1] ?? '');
      licet.portal.control.resetRequests();
      const asked = await Promise.all([licet, other, licet, other, other, licet].map(({ admin }) => admin(syncRuns.start, { body: {} })));
      const started = asked.flatMap(({ runs }) => runs);
      const ids = [...new Set(started.map(({ run }) => run.id))];
      expect(ids).toHaveLength(1);
      expect(started.filter(({ joined }) => !joined)).toHaveLength(1);
      const run = await runEnd(other, ids[0] ?? '');
      expect(run).toMatchObject({ state: 'succeeded', counts: { 'company-renamed': 1 } });
      expect(licet.portal.control.requests().total).toBeLessThan(alone * 1.5);
      expect(pictureOf(await exported(other))).toEqual(truthOf(licet.portal, LOGIN));
    }
  });

  it('when the replica that works is closed, the other finishes the run', async () => {
    licet.portal.control.setSwitches({ latencyMs: 40 });
    licet.portal.control.renameCompany('Old Mill Bakery', 'Handed over');
    const third = await startServer(licet.config, { logLevel: 'silent' });
    const { runs } = await licet.admin(syncRuns.start, { body: {} });
    await sleep(150);
    await third.close();
    licet.portal.control.setSwitches({ latencyMs: 0 });
    const run = await runEnd(licet, runs[0]?.run.id ?? '', 90_000);
    expect(run.state).toBe('succeeded');
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, LOGIN));
  }, 120_000);
});

describe('the database lost in the middle of a run', () => {
  let licet: Licet;
  let owner: pg.Client;
  beforeAll(async () => {
    licet = await startLicet({ portal: { dataset: 'large', companies: 60, licensesPerCompany: 4 }, server: { logLevel: 'silent' } });
    owner = new pg.Client({ connectionString: licet.config.databaseUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await licet.close();
  });

  it.each([20, 80, 160, 250, 400])(
    'every connection cut %i ms into a run: it resumes or fails with a reason, nothing is half written, and the next one ends in the truth',
    async (after) => {
      const login = licet.portal.control.logins()[0];
      const email = login?.email ?? '';
      const linked = (await licet.admin(portalAccounts.list)).length > 0;
      licet.portal.control.setSwitches({ latencyMs: 8 });
      const customers = [...licet.portal.world.companies.values()].filter((company) => company.type === 'customer');
      for (const company of customers.slice(after % 7, (after % 7) + 9))
        licet.portal.control.renameCompany(company.id, `${company.name} ${after}`);
      const runId = linked
        ? ((await licet.admin(syncRuns.start, { body: {} })).runs[0]?.run.id ?? '')
        : (await licet.admin(portalAccounts.link, { body: { login: email, password: login?.password ?? '' } })).runId;
      await sleep(after);
      const { rowCount } = await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = 'licet_app'`,
      );
      expect(rowCount).toBeGreaterThan(0);
      licet.portal.control.setSwitches({ latencyMs: 0 });
      // The server lives on.
      await expect.poll(async () => (await fetch(`${licet.url}/api/health`)).status, { timeout: 10_000 }).toBe(200);
      const torn = await owner.query(
        `select c.id from companies c join groups g on g.id = c.group_id where g.name <> c.name
         union all select s.id from shares s join licenses l on l.id = s.license_id join companies c on c.id = l.company_id
           where s.license_user <> c.name or s.pool_id <> l.pool_id or s.access_group_id <> l.access_group_id
         union all select l.id from licenses l where not exists (select from shares s where s.license_id = l.id)`,
      );
      expect(torn.rows).toEqual([]);
      const run = await runEnd(licet, runId, 75_000);
      expect(['succeeded', 'failed', 'partial']).toContain(run.state);
      if (run.state === 'failed') expect(run.reason).toBeTruthy();
      const next = await synchronize(licet);
      expect(next.state).toBe('succeeded');
      expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, email));
    },
    120_000,
  );
});
