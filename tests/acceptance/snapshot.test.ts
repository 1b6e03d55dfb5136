// A snapshot file in the place of a portal: linked, mirrored, held and refused as if the portal had been read.
import { audit, fullExport, portalAccounts, syncRuns, tokens } from '@licet/contract';
import type { Client, ExportDocument } from '@licet/contract';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purgeRemoved } from '../../apps/server/src/features/portal-accounts/restoring.ts';
import { startDue } from '../../apps/server/src/features/sync/jobs.ts';
import { runCommand } from '../support/command.ts';
import { exported, link, makeUser, refusal, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { groupOf, licenseOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const MANAGER = 'manager@wzgorze.example';

interface File {
  takenAt: string;
  user: Record<string, unknown> & { email: string | null; company: Record<string, unknown> };
  companies: Record<string, unknown>[];
  licenses: Record<string, unknown>[];
  [more: string]: unknown;
}

/** The file of a login as the local portal makes it, for a test to change. */
function fileOf(licet: Licet, login: string): File {
  return JSON.parse(JSON.stringify(licet.portal.control.snapshot(login))) as File;
}

const take = (client: Client, body: object, preview = false) =>
  client(portalAccounts.import, { body: body as Record<string, unknown>, query: preview ? { preview: 'true' } : {} });

async function importFile(licet: Licet, body: object, preview = false) {
  const { account, runId } = await take(licet.admin, body, preview);
  return { accountId: account.id, account, run: await runEnd(licet, runId) };
}

async function accountOf(licet: Licet) {
  const [account] = await licet.admin(portalAccounts.list);
  if (!account) throw new Error('there is no account');
  return account;
}

/** Everything of an export but ids of Licet's own and times. */
function shapeOf({ companies, sites, pools, licenses }: ExportDocument) {
  const lines = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
  return {
    companies: lines(companies),
    sites: lines(sites),
    pools: lines(pools.map(({ companyUpstreamId, siteUpstreamId, accessGroup }) => ({ companyUpstreamId, siteUpstreamId, accessGroup }))),
    licenses: lines(licenses.filter((license) => !license.gone).map((license) => ({ ...license, pool: null }))),
  };
}

describe('a file is as good as its portal', () => {
  it.each([
    ['small', MANAGER, 'demo-manager'],
    ['small', 'hole@wzgorze.example', 'demo-hole'],
    ['small', 'managed@laka.example', 'demo-managed'],
    ['hard', 'manager@hard.example', 'demo-manager'],
    ['hard', 'hole@hard.example', 'demo-hole'],
  ] as const)('S2, S5, S6: the %s data set of %s comes out of a file as it comes from the portal', async (dataset, login, password) => {
    const [live, filed] = await Promise.all([startLicet({ portal: { dataset } }), startLicet()]);
    try {
      await link(live, login, password);
      const { run, account } = await importFile(filed, fileOf(live, login));
      expect(['succeeded', 'partial']).toContain(run.state);
      expect(run).toMatchObject({ trigger: 'import', progress: { requests: 0 } });
      expect(shapeOf(await exported(filed))).toEqual(shapeOf(await exported(live)));
      const [there] = await live.admin(portalAccounts.list);
      expect(account.rootCompany).toEqual(there?.rootCompany);
    } finally {
      await Promise.all([live.close(), filed.close()]);
    }
  });
});

describe('an account of a file', () => {
  let licet: Licet;
  let accountId: string;
  const takenAt = new Date(Date.now() - 3 * 86_400_000).toISOString();
  beforeAll(async () => {
    licet = await startLicet();
    accountId = (await importFile(licet, { ...fileOf(licet, MANAGER), takenAt })).accountId;
  });
  afterAll(() => licet.close());

  it('says of everything how old it is: as old as the file', async () => {
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, MANAGER));
    const account = await accountOf(licet);
    expect(account).toMatchObject({ login: MANAGER, source: 'file', state: 'synchronized', nextRunAt: null });
    for (const time of [account.fileTakenAt, account.structureAt, account.detailsAt]) expect(time).toBe(takenAt);
    const license = await licenseOf(licet.admin, (await exported(licet)).licenses[0]?.publicId ?? '');
    for (const reading of [license.quantity, license.usage]) expect(reading).toMatchObject({ source: 'file', readAt: takenAt });
  });

  it('synchronizing reads the same file and changes nothing; the clock never does', async () => {
    const before = await exported(licet);
    const run = await synchronize(licet);
    expect(run).toMatchObject({ state: 'succeeded', counts: {}, unitsDelta: 0 });
    const { asOf, ...after } = await exported(licet);
    expect({ asOf: before.asOf, ...after }).toEqual(before);
    expect(asOf).not.toBe('');
    await startDue({ ...licet.server.context, now: () => new Date(Date.now() + 400 * 86_400_000) }, 'schedule');
    expect((await licet.admin(syncRuns.list)).rows.map(({ trigger }) => trigger)).toEqual(['on-demand', 'import']);
    expect((await accountOf(licet)).nextRunAt).toBeNull();
  });

  it('R15: a newer file is a run with its plan, its changes and its policy', async () => {
    const { control } = licet.portal;
    control.renameCompany('Piekarnia Młyn', 'Młyn i Syn');
    const bakery = control.company('Młyn i Syn');
    const [license] = bakery.licenses;
    if (!license) throw new Error('the small data set has changed');
    control.setQuantity(license.publicId, license.quantity + 7);
    const newer = fileOf(licet, MANAGER);
    const { run: preview } = await importFile(licet, newer, true);
    expect(preview).toMatchObject({ state: 'planned', preview: true });
    expect(preview.counts).toMatchObject({ 'company-renamed': 1, 'units-changed': 1 });
    expect((await accountOf(licet)).structureAt).toBe(takenAt);
    await licet.admin(syncRuns.discard, { params: { id: preview.id } });
    await licet.admin(portalAccounts.change, { params: { id: accountId }, body: { policy: 'ask' } });
    const { run } = await importFile(licet, newer);
    expect(run.state).toBe('held');
    await licet.admin(syncRuns.apply, { params: { id: run.id } });
    expect(await runEnd(licet, run.id)).toMatchObject({ state: 'succeeded', unitsDelta: 7 });
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, MANAGER));
    expect((await accountOf(licet)).fileTakenAt).toBe(new Date(newer.takenAt).toISOString());
    await licet.admin(portalAccounts.change, { params: { id: accountId }, body: { policy: 'under-threshold' } });
    const { rows } = await licet.admin(audit.list, { query: { function: 'portal-accounts' } });
    expect(rows.filter((entry) => entry.action === 'account-file-imported')).toHaveLength(2);
  });

  it('a file that is older than what is known is refused', async () => {
    const before = await exported(licet);
    const problem = await refusal(take(licet.admin, { ...fileOf(licet, MANAGER), takenAt }));
    expect(problem).toMatchObject({ status: 409, code: 'conflict', reason: { code: 'file-older' } });
    expect(problem.remedy).toMatch(/later/);
    expect((await exported(licet)).licenses).toEqual(before.licenses);
  });

  it('R14: an empty or shrunken file is held', async () => {
    const whole = fileOf(licet, MANAGER);
    const { run } = await importFile(licet, { ...whole, licenses: [] });
    expect(run).toMatchObject({ state: 'held', reasons: [{ code: 'licenses-empty' }] });
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, MANAGER));
    const half = { ...fileOf(licet, MANAGER), licenses: whole.licenses.slice(0, 2) };
    expect((await importFile(licet, half)).run).toMatchObject({ state: 'held', reasons: [{ code: 'licenses-shrunk' }] });
    expect((await importFile(licet, fileOf(licet, MANAGER))).run.state).toBe('succeeded');
  });

  it('R14, R16: rows that cannot be read are named, stop nothing, and nothing is marked gone for them', async () => {
    const file = fileOf(licet, MANAGER);
    const [first, second] = file.licenses;
    file.licenses[0] = { ...first, customerId: 'nobody' };
    file.licenses[1] = { ...second, usage: 'many' };
    const { run } = await importFile(licet, file);
    expect(run.state).toBe('partial');
    expect(run.problems.map((problem) => problem.reason?.code).sort()).toEqual(['file-row-unreadable', 'value-unreadable']);
    const row = run.problems.find((problem) => problem.reason?.code === 'file-row-unreadable');
    expect(row?.message).toContain('licenses[0]');
    expect(row?.message).toContain(String(first?.['publicLicenseKey']));
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, MANAGER));
    expect((await importFile(licet, fileOf(licet, MANAGER))).run.state).toBe('succeeded');
  });

  it('S8: a customer’s user sees only what is theirs, and nobody but an administrator imports', async () => {
    const group = await groupOf(licet.admin, 'Kwiaciarnia Łąka');
    const rights = (['licenses', 'groups-and-computers', 'portal-accounts'] as const).map((fn) => ({
      function: fn,
      level: 'write' as const,
    }));
    const { client } = await makeUser(licet, { login: 'flower', homeGroupId: group.id, groupIds: [group.id], rights });
    const seen = await client(fullExport.show);
    expect(new Set(seen.licenses.map((license) => license.licenseUser.name))).toEqual(new Set(['Kwiaciarnia Łąka']));
    expect(seen.accounts).toEqual([]);
    expect(await refusal(take(client, fileOf(licet, MANAGER)))).toMatchObject({ status: 403, code: 'not-permitted' });
  });

  it('R33: removed and brought back it reads its file again; forgotten, its file is, too', async () => {
    const before = (await exported(licet)).licenses;
    const remove = () => licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: MANAGER } });
    await remove();
    const [removed] = await licet.admin(portalAccounts.removed);
    const restored = await licet.admin(portalAccounts.restore, { params: { id: removed?.id ?? '' } });
    expect(restored).toMatchObject({ source: 'file', nextRunAt: null });
    expect((await exported(licet)).licenses).toEqual(before);
    expect(await synchronize(licet)).toMatchObject({ state: 'succeeded', counts: {} });
    await remove();
    const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
    await owner.connect();
    const files = async () => (await owner.query('select account_id from account_snapshots')).rowCount;
    expect(await files()).toBe(1);
    await purgeRemoved({ ...licet.server.context, now: () => new Date(Date.now() + 31 * 86_400_000) });
    expect(await files()).toBe(0);
    await owner.end();
  });
});

describe('a file that cannot be taken', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());
  const nothingStored = async () => expect(await licet.admin(portalAccounts.list)).toEqual([]);

  it('S3, S4: is of a distributor, or of a login that reads nothing', async () => {
    const distributor = await refusal(take(licet.admin, fileOf(licet, 'distributor@polnoc.example')));
    expect(distributor).toMatchObject({ status: 422, code: 'refused-account-type', reason: { code: 'account-type-refused' } });
    expect(distributor.remedy).toMatch(/MSP/);
    const nobody = await refusal(take(licet.admin, fileOf(licet, 'nobody@wzgorze.example')));
    expect(nobody).toMatchObject({ status: 422, code: 'reads-nothing' });
    await nothingStored();
  });

  it('is of a business account: refused before anything of it is read', async () => {
    const problem = await refusal(
      take(licet.admin, { kind: 'eba', takenAt: new Date().toISOString(), account: {}, sites: [], licenses: [] }),
    );
    expect(problem).toMatchObject({ status: 422, code: 'unsupported-portal-kind' });
    await nothingStored();
  });

  it('is none: every field at fault is named, with the remedy', async () => {
    const file = fileOf(licet, MANAGER);
    const fields = async (body: object) => {
      const problem = await refusal(take(licet.admin, body));
      expect(problem).toMatchObject({ status: 400, code: 'malformed-request' });
      expect(problem.remedy).toBeTruthy();
      return problem.errors?.map((error) => error.field);
    };
    expect(await fields({})).toEqual(['kind', 'takenAt', 'user', 'companies', 'licenses'].map((name) => `body.${name}`));
    expect(await fields({ ...file, takenAt: 'soon', companies: 5 })).toEqual(['body.takenAt', 'body.companies']);
    expect(await fields({ ...file, takenAt: new Date(Date.now() + 86_400_000).toISOString() })).toEqual(['body.takenAt']);
    expect(await fields({ ...file, user: { ...file.user, email: null } })).toEqual(['body.user.email']);
    expect(await fields({ ...file, user: { ...file.user, company: {} } })).toEqual(['body.user.company.companyId']);
    await nothingStored();
  });

  it('S5: parents that are not in the file are holes; what a broken row hides is left out and named', async () => {
    const file = fileOf(licet, 'msp@hillside.example');
    const [own, hole, broken] = file.companies;
    const customer = { ...file.companies[1], name: 'Letters \u0000 and \ud800' };
    const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const companies = [
      own,
      { ...customer, companyId: id(1), parentId: id(9) },
      { ...hole, parentId: id(2), companyId: id(3) },
      { ...broken, companyId: id(2), name: 7 },
      { ...hole, parentId: id(5), companyId: id(4), name: 'Ring, one' },
      { ...hole, parentId: id(4), companyId: id(5), name: 'Ring, two' },
    ];
    const { run, accountId } = await importFile(licet, { ...file, companies, licenses: [] });
    expect(run.state).toBe('partial');
    const codes = run.problems.map((problem) => problem.reason?.code).sort();
    expect(codes).toEqual(['file-row-unreadable', 'place-unknown', 'place-unknown']);
    const seen = (await exported(licet)).companies.map(({ upstreamId, parentUpstreamId, name }) => [upstreamId, parentUpstreamId, name]);
    expect(seen).toContainEqual([own?.['companyId'], null, own?.['name']]);
    expect(seen).toContainEqual([id(1), own?.['companyId'], 'Letters \uFFFD and \uFFFD']);
    expect(seen).toHaveLength(2);
    await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: 'msp@hillside.example' } });
  });
});

describe('a file and its portal', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it('a login that is linked live takes no file', async () => {
    const { accountId } = await link(licet, MANAGER, 'demo-manager');
    const problem = await refusal(take(licet.admin, fileOf(licet, MANAGER)));
    expect(problem).toMatchObject({ status: 409, code: 'already-linked', reason: { code: 'file-of-live-login' } });
    expect(await accountOf(licet)).toMatchObject({ source: 'portal', fileTakenAt: null });
    await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: MANAGER } });
  });

  it('with a password it becomes an account like any other, and its file is forgotten', async () => {
    const { accountId } = await importFile(licet, fileOf(licet, MANAGER));
    const change = (password: string) => licet.admin(portalAccounts.change, { params: { id: accountId }, body: { password } });
    expect(await refusal(change('wrong'))).toMatchObject({ code: 'wrong-credentials' });
    expect(await accountOf(licet)).toMatchObject({ source: 'file' });
    licet.portal.control.renameCompany('Kwiaciarnia Łąka', 'Kwiaciarnia Polana');
    const live = await change('demo-manager');
    expect(live).toMatchObject({ source: 'portal', fileTakenAt: null });
    expect(live.nextRunAt).not.toBeNull();
    const run = await runEnd(licet, live.currentRunId ?? '');
    expect(run).toMatchObject({ trigger: 'link', state: 'succeeded', counts: { 'company-renamed': 1 } });
    const picture = pictureOf(await exported(licet));
    expect(picture).toEqual(truthOf(licet.portal, MANAGER));
    expect(await licenseOf(licet.admin, picture.licenses[0]?.publicId ?? '')).toMatchObject({ usage: { source: 'details' } });
    expect(await refusal(take(licet.admin, fileOf(licet, MANAGER)))).toMatchObject({ code: 'already-linked' });
  });

  it('an old file takes nothing back that another account has read since', async () => {
    const old = { ...fileOf(licet, 'managed@laka.example'), takenAt: new Date(Date.now() - 86_400_000).toISOString() };
    const [license] = licet.portal.control.company('Kwiaciarnia Polana').licenses;
    licet.portal.control.setQuantity(license?.publicId ?? '', 44);
    licet.portal.control.setUsage(license?.publicId ?? '', 3);
    await synchronize(licet);
    await importFile(licet, old);
    expect(await licenseOf(licet.admin, license?.publicId ?? '')).toMatchObject({ quantity: { value: 44 }, usage: { value: 3 } });
  });
});

describe('licet import', () => {
  let licet: Licet;
  let env: Record<string, string>;
  const folder = mkdtempSync(join(tmpdir(), 'licet-file-'));
  beforeAll(async () => {
    licet = await startLicet();
    const token = await licet.admin(tokens.create, { body: { name: 'cli' } });
    env = { LICET_SERVER: licet.url, LICET_TOKEN: token.secret };
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await licet.close();
  });

  it('takes a file or standard input, waits, previews, and says no as every command does', async () => {
    const path = join(folder, 'account.json');
    writeFileSync(path, `\uFEFF${JSON.stringify(fileOf(licet, MANAGER))}`);
    const first = await runCommand(['import', path, '--wait', 'details', '--json'], { env });
    expect([first.code, first.err]).toEqual([0, '']);
    const { account, run } = JSON.parse(first.out) as { account: object; run: object };
    expect([account, run]).toMatchObject([
      { login: MANAGER, source: 'file' },
      { state: 'succeeded', trigger: 'import' },
    ]);
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, MANAGER));
    const changed = fileOf(licet, MANAGER);
    changed.companies[2] = { ...changed.companies[2], name: 'Renamed' };
    const again = await runCommand(['import', '-', '--preview', '--wait', 'structure'], { env, input: JSON.stringify(changed) });
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/planned +import \(preview\)/) });
    const plain = await runCommand(['import', path], { env });
    expect(plain).toMatchObject({ code: 1, err: expect.stringMatching(/older[^]*remedy: /) });
    const refusedJson = await runCommand(['import', '-', '--json'], { env, input: '{"kind":"eba"}' });
    expect(refusedJson).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(refusedJson.err)).toMatchObject({ code: 'unsupported-portal-kind', remedy: expect.any(String) });
    const fields = await runCommand(['import', '-'], { env, input: '{"kind":"ema2"}' });
    expect(fields).toMatchObject({ code: 1, err: expect.stringMatching(/body\.takenAt: [^]*body\.licenses: [^]*remedy: /) });
    for (const [file, input] of [
      [join(folder, 'none.json'), ''],
      ['-', 'no json'],
      ['-', '[]'],
    ] as const) {
      expect(await runCommand(['import', file], { env, input })).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringMatching(/remedy: /),
      });
    }
    expect((await runCommand(['accounts', 'list'], { env })).out).toMatch(/SOURCE[^]*file/);
  });
});
