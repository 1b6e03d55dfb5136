// R14, R15, R2, R10, R11, R16, S21: plans that wait, policies, one run at a time, the daily run.
import { portalAccounts, syncRuns } from '@licet/contract';
import { startDue } from '../../apps/server/src/features/sync/jobs.ts';
import { startServer } from '../../apps/server/src/server.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, exported, link, refusal, runEnd, signInAt, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { changesOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const LOGIN = 'manager@wzgorze.example';
const picture = async (licet: Licet) => pictureOf(await exported(licet));
const setPolicy = async (licet: Licet, policy: 'apply' | 'under-threshold' | 'ask') => {
  const [account] = await licet.admin(portalAccounts.list);
  await licet.admin(portalAccounts.change, { params: { id: account?.id ?? '' }, body: { policy } });
};
const accountState = async (licet: Licet) => (await licet.admin(portalAccounts.list))[0];

describe('R14: losses too large to believe', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicet({ portal: { dataset: 'large', companies: 40, licensesPerCompany: 1 } });
    const [login] = licet.portal.control.logins();
    await link(licet, login?.email ?? '', login?.password ?? '');
  });
  afterAll(() => licet.close());

  const customers = () => [...licet.portal.world.companies.values()].filter((company) => company.type === 'customer');
  const login = () => licet.portal.control.logins()[0]?.email ?? '';

  it('an empty answer is held: old data stays, the plan shows what would go', async () => {
    const before = await picture(licet);
    expect(before).toEqual(truthOf(licet.portal, login()));
    expect(before.licenses.length).toBeGreaterThan(30);
    licet.portal.control.addFault({ kind: 'empty' });
    const run = await synchronize(licet);
    licet.portal.control.clearFaults();
    expect(run.state).toBe('held');
    expect(run.reason).toMatch(/no companies/);
    expect(run.reasons.map(({ code }) => code)).toEqual(['companies-empty', 'licenses-empty']);
    expect(run.can).toMatchObject({ apply: true, discard: true });
    expect(await picture(licet)).toEqual(before);
    expect(await accountState(licet)).toMatchObject({ state: 'held', currentRunId: run.id });
    const planned = await changesOf(licet.admin, run.id);
    // All but the own company, which is asked for by its id.
    expect(planned.filter((change) => change.kind === 'company-gone')).toHaveLength(before.companies.length - 1);
    expect(planned.filter((change) => change.kind === 'license-gone')).toHaveLength(new Set(before.licenses.map((l) => l.publicId)).size);
  });

  it('discarded, it leaves everything as it was, and the next run goes on as ever', async () => {
    const before = await picture(licet);
    const held = (await accountState(licet))?.currentRunId ?? '';
    const discarded = await licet.admin(syncRuns.discard, { params: { id: held } });
    expect(discarded).toMatchObject({ state: 'discarded' });
    expect(discarded.endedAt).not.toBeNull();
    expect(await picture(licet)).toEqual(before);
    expect((await refusal(licet.admin(syncRuns.apply, { params: { id: held } }))).code).toBe('not-waiting');
    expect((await synchronize(licet)).state).toBe('succeeded');
    expect(await accountState(licet)).toMatchObject({ state: 'synchronized', currentRunId: null });
  });

  it('an empty answer is held even where the policy is to apply whatever comes', async () => {
    await setPolicy(licet, 'apply');
    const before = await picture(licet);
    licet.portal.control.addFault({ kind: 'empty', path: '/Search/Licenses' });
    const run = await synchronize(licet);
    licet.portal.control.clearFaults();
    expect(run.state).not.toBe('succeeded');
    expect(await picture(licet)).toEqual(before);
    await setPolicy(licet, 'under-threshold');
    await synchronize(licet);
  });

  it('ten companies fewer are believed', async () => {
    for (const company of customers().slice(0, 10)) licet.portal.control.removeCompany(company.id);
    const run = await synchronize(licet);
    expect(run.state).toBe('succeeded');
    expect(run.counts['company-gone']).toBe(10);
    expect(await picture(licet)).toEqual(truthOf(licet.portal, login()));
  });

  it('more than 20 % and more than ten are held; applied, the plan is written and kept', async () => {
    const before = await picture(licet);
    for (const company of customers().slice(0, 12)) licet.portal.control.removeCompany(company.id);
    const run = await synchronize(licet);
    expect(run.state).toBe('held');
    expect(run.reason).toMatch(/12 of \d+ companies/);
    expect(run.reasons[0]).toMatchObject({ code: 'companies-shrunk', parameters: { removed: 12 } });
    expect((await accountState(licet))?.stateReasons).toEqual(run.reasons);
    expect(await picture(licet)).toEqual(before);
    const planned = await changesOf(licet.admin, run.id);
    await licet.admin(syncRuns.apply, { params: { id: run.id } });
    const applied = await runEnd(licet, run.id);
    expect(applied.state).toBe('succeeded');
    expect(await picture(licet)).toEqual(truthOf(licet.portal, login()));
    const kinds = (rows: { kind: string; company: { upstreamId: string | null } }[]) =>
      rows.map((row) => `${row.kind} ${row.company.upstreamId}`).sort();
    expect(kinds(await changesOf(licet.admin, run.id))).toEqual(kinds(planned));
  });

  it('with the policy to apply, a large loss that is not empty is believed', async () => {
    await setPolicy(licet, 'apply');
    for (const company of customers().slice(0, 12)) licet.portal.control.removeCompany(company.id);
    const run = await synchronize(licet);
    expect(run.state).toBe('succeeded');
    expect(await picture(licet)).toEqual(truthOf(licet.portal, login()));
  });
});

describe('R14: a small account', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, 'msp@hillside.example', 'demo-msp');
  });
  afterAll(() => licet.close());

  it('is not taken for empty when only the lists of companies are', async () => {
    const before = await picture(licet);
    expect(before.companies).toHaveLength(4);
    for (const path of ['/Search/Companies', '/Company/Children', '/Company/Descendants'])
      licet.portal.control.addFault({ kind: 'empty', path });
    const run = await synchronize(licet);
    expect(run.state).not.toBe('succeeded');
    expect(await picture(licet)).toEqual(before);
  });
});

describe('R15: previews and policies', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, LOGIN, 'demo-manager');
  });
  afterAll(() => licet.close());

  it('a preview writes nothing, shows what would change, and is applied as shown', async () => {
    const before = await picture(licet);
    licet.portal.control.renameCompany('Old Mill Bakery', 'New Mill Bakery');
    licet.portal.control.createCustomer('Harbour Systems', 'Preview Ltd');
    const run = await synchronize(licet, { preview: true });
    expect(run).toMatchObject({ state: 'planned', preview: true, counts: { 'company-renamed': 1, 'company-added': 1 } });
    expect(await picture(licet)).toEqual(before);
    const planned = await changesOf(licet.admin, run.id);
    expect(planned.find((change) => change.kind === 'company-renamed')).toMatchObject({
      before: { name: 'Old Mill Bakery' },
      after: { name: 'New Mill Bakery' },
    });
    const applied = await licet.admin(syncRuns.apply, { params: { id: run.id } });
    expect(applied.can).toMatchObject({ apply: false });
    expect((await runEnd(licet, run.id)).state).toBe('succeeded');
    expect(await picture(licet)).toEqual(truthOf(licet.portal, LOGIN));
  });

  it('a preview that finds nothing still waits to be looked at, and can be discarded', async () => {
    const run = await synchronize(licet, { preview: true });
    expect(run).toMatchObject({ state: 'planned', counts: {} });
    expect((await licet.admin(syncRuns.discard, { params: { id: run.id } })).state).toBe('discarded');
    expect((await refusal(licet.admin(syncRuns.discard, { params: { id: run.id } }))).code).toBe('not-waiting');
  });

  it('a plan whose base has changed is refused, and nothing is written', async () => {
    licet.portal.control.renameCompany('Hilltop Garage', 'Hilltop Cars');
    licet.portal.control.renameCompany('New Mill Bakery', 'Newest Mill Bakery');
    const preview = await synchronize(licet, { preview: true });
    // Another process writes between the plan and the word to apply it.
    const client = new pg.Client({ connectionString: licet.config.databaseUrl });
    await client.connect();
    await client.query('update portal_accounts set revision = revision + 1');
    await client.end();
    const before = await picture(licet);
    const problem = await refusal(licet.admin(syncRuns.apply, { params: { id: preview.id } }));
    expect(problem).toMatchObject({ status: 409, code: 'plan-outdated' });
    expect(problem.remedy).toBeTruthy();
    expect(await picture(licet)).toEqual(before);
    expect((await licet.admin(syncRuns.show, { params: { id: preview.id } })).state).toBe('planned');
  });

  it('a newer run takes the place of a plan that waits', async () => {
    const [waiting] = (await licet.admin(syncRuns.list, { query: {} })).rows;
    expect(waiting?.state).toBe('planned');
    const run = await synchronize(licet);
    expect(run.state).toBe('succeeded');
    expect((await licet.admin(syncRuns.show, { params: { id: waiting?.id ?? '' } })).state).toBe('discarded');
    expect(await picture(licet)).toEqual(truthOf(licet.portal, LOGIN));
  });

  it('the policy to ask holds every change, and runs through when there is none', async () => {
    await setPolicy(licet, 'ask');
    expect((await synchronize(licet)).state).toBe('succeeded');
    const before = await picture(licet);
    licet.portal.control.createCustomer('Harbour Systems', 'Asked for');
    const run = await synchronize(licet);
    expect(run).toMatchObject({ state: 'held', preview: false, counts: { 'company-added': 1 } });
    expect(run.reason).toMatch(/asks/);
    expect(run.reasons).toEqual([{ code: 'asks', parameters: {} }]);
    expect(await picture(licet)).toEqual(before);
    await licet.admin(syncRuns.apply, { params: { id: run.id } });
    expect((await runEnd(licet, run.id)).state).toBe('succeeded');
    expect(await picture(licet)).toEqual(truthOf(licet.portal, LOGIN));
  });
});

describe('R2, R10, R11, S21: when and how runs happen', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet({ portal: { latencyMs: 30 } })));
  afterAll(() => licet.close());
  const sql = async (text: string) => {
    const client = new pg.Client({ connectionString: licet.config.databaseUrl });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };

  it('R2: the answer to linking does not wait for the import, whose progress can be watched', async () => {
    licet.portal.control.addFault({ kind: 'latency', path: '/License/Detail', ms: 400 });
    // A slow portal: what is asked before the answer is asked for in seconds all the same.
    licet.portal.control.addFault({ kind: 'latency', ms: 300 });
    const asked = performance.now();
    const { account, runId } = await licet.admin(portalAccounts.link, { body: { login: LOGIN, password: 'demo-manager' } });
    const answered = performance.now() - asked;
    expect(['not-synchronized', 'running']).toContain(account.state);
    const phases = new Set<string>();
    let treeAt: number | undefined;
    for (;;) {
      const run = await licet.admin(syncRuns.show, { params: { id: runId } });
      phases.add(run.progress.phase);
      // The tree is usable long before the last detail is in.
      if (run.state === 'details' && treeAt === undefined && (await exported(licet)).companies.length === 13)
        treeAt = performance.now() - asked;
      if (run.endedAt) {
        expect(run.state).toBe('succeeded');
        expect(run.progress).toMatchObject({ phase: 'done' });
        break;
      }
    }
    licet.portal.control.clearFaults();
    const ended = performance.now() - asked;
    expect(answered).toBeLessThan(3_000);
    expect(answered).toBeLessThan(ended);
    expect(treeAt).toBeLessThan(ended - 300);
    expect(phases.size).toBeGreaterThan(1);
  });

  it('R11: requests for a run while one is going on join it', async () => {
    const started = await Promise.all(Array.from({ length: 8 }, () => licet.admin(syncRuns.start, { body: {} })));
    const ids = new Set(started.flatMap(({ runs }) => runs.map(({ run }) => run.id)));
    expect(ids.size).toBe(1);
    expect(started.flatMap(({ runs }) => runs).filter(({ joined }) => !joined)).toHaveLength(1);
    expect((await runEnd(licet, [...ids][0] ?? '')).state).toBe('succeeded');
  });

  it('a run of a version before there were reasons is shown with its sentences', async () => {
    const { runs } = await licet.admin(syncRuns.start, { body: {} });
    const id = runs[0]?.run.id ?? '';
    await runEnd(licet, id);
    const problem = { code: 'bad-data', message: 'A row cannot be read.', company: null, publicId: null };
    await sql(
      `update sync_runs set reason = '1 of the readings failed.', reasons = default, problems = '${JSON.stringify([problem])}' where id = ${id}`,
    );
    expect(await licet.admin(syncRuns.show, { params: { id } })).toMatchObject({
      reason: '1 of the readings failed.',
      reasons: [],
      problems: [{ ...problem, reason: null }],
    });
  });

  it('S21: the next run is due within a day of the last, a little earlier for each account', async () => {
    const account = await accountState(licet);
    const [last] = (await licet.admin(syncRuns.list, { query: { limit: 1 } })).rows;
    const hours = (Date.parse(account?.nextRunAt ?? '') - Date.parse(last?.endedAt ?? '')) / 3_600_000;
    expect(hours).toBeGreaterThan(22.9);
    expect(hours).toBeLessThanOrEqual(24);
  });

  it('S21, R14: a daily run that is held waits for a person; the clock does not start it again meanwhile', async () => {
    licet.portal.control.addFault({ kind: 'empty' });
    await sql(`update portal_accounts set next_run_at = now() - interval '1 minute'`);
    await startDue(licet.server.context, 'schedule');
    const [first] = (await licet.admin(syncRuns.list, { query: { limit: 1 } })).rows;
    expect(await runEnd(licet, first?.id ?? '')).toMatchObject({ trigger: 'schedule', state: 'held' });
    await startDue(licet.server.context, 'schedule');
    const [newest] = (await licet.admin(syncRuns.list, { query: { limit: 1 } })).rows;
    expect(newest).toMatchObject({ id: first?.id, state: 'held' });
    licet.portal.control.clearFaults();
    await licet.admin(syncRuns.discard, { params: { id: first?.id ?? '' } });
  });

  it('S21, R10: a server that starts after the time has come runs at once, and not before', async () => {
    licet.portal.control.renameCompany('Old Mill Bakery', 'Overnight Bakery');
    await licet.server.close();
    const restart = async () => {
      licet.server = await startServer(licet.config);
      licet.admin = await signInAt(licet.server.url, 'admin', ADMIN_PASSWORD);
      return (await licet.admin(syncRuns.list, { query: {} })).rows;
    };
    expect((await restart()).map((run) => run.trigger)).not.toContain('start');
    await licet.server.close();

    await sql(`update portal_accounts set next_run_at = now() - interval '1 minute'`);
    const [run] = await restart();
    expect(run).toMatchObject({ trigger: 'start', startedBy: null });
    expect((await runEnd(licet, run?.id ?? '')).state).toBe('succeeded');
    expect(Date.parse((await accountState(licet))?.nextRunAt ?? '')).toBeGreaterThan(Date.now());
    expect(await picture(licet)).toEqual(truthOf(licet.portal, LOGIN));
  });
});
