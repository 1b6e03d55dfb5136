// The command line as scripts and people use it: a process of its own for each command.
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { installers, portalAccounts, reports, session, syncRuns, tokens } from '@licet/contract';
import type { Answer, ExportDocument, customers, pools, Problem } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../support/command.ts';
import { ADMIN_PASSWORD, link, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';

const nobodyThere = 'http://127.0.0.1:1';

/** A server that is no Licet. */
async function serve(listener: RequestListener): Promise<{ url: string; close(): void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

const parse = <T>(text: string) => JSON.parse(text) as T;

describe('the command line without a server', () => {
  it('--help everywhere, on standard output, exit code 0', async () => {
    const whole = await runCommand(['--help']);
    for (const word of ['serve', 'portal', 'accounts', 'sync', 'pools', 'tokens', 'export', 'LICET_TOKEN'])
      expect(whole.out).toContain(word);
    const words = ['accounts add', 'sync', 'sync run', 'pools move', 'installers create', 'computers list', 'users create', 'export'];
    const all = await Promise.all(words.map((one) => runCommand([...one.split(' '), '--help'])));
    all.forEach(({ code, out, err }, i) =>
      expect([words[i], code, out.split('\n')[0], err]).toEqual([words[i], 0, usageOf(words[i]!), '']),
    );
  });

  it('wrong usage is exit code 2, in words or as a problem document, and reaches no server', async () => {
    const cases: [args: string, detail: RegExp][] = [
      ['', /needs one of these words/],
      ['sync', /run, list, show/],
      ['acounts list', /Did you mean accounts/],
      ['pools move 1', /--to/],
      ['pools move kitchen --to 1', /An id is a number/],
      ['pools move 1 --to kitchen', /a path such as/],
      ['pools move 1 --to 2 --preview --grant', /--preview' cannot be used with option '--grant/],
      ['pools move 1 --to 2 --preview --grace 5', /--preview' cannot be used with option '--grace/],
      ['sync run --wait tea', /structure, details/],
      ['accounts add --login a@b.example --kind fax --password-stdin', /auto, ema2, eba/],
      ['accounts add --login a@b.example', /--password-stdin/],
      ['accounts remove 1', /--confirm/],
      ['tokens create --name t --expires tomorrow', /2027-01-31/],
      ['installers create --name t', /--group/],
      ['permission-sets create --name s --group 1 --right tea:drink', /FUNCTION:LEVEL/],
    ];
    const env = { LICET_SERVER: nobodyThere, LICET_TOKEN: 'x' };
    const ends = await Promise.all(
      cases.map(([args], i) => runCommand([...args.split(' ').filter(Boolean), ...(i % 2 ? ['--json'] : [])], { env })),
    );
    ends.forEach(({ code, out, err }, i) => {
      const detail = i % 2 ? parse<Problem>(err).detail : err;
      expect([cases[i]![0], code, out]).toEqual([cases[i]![0], 2, '']);
      expect(detail).toMatch(cases[i]![1]);
    });
  });

  it('a secret in a wrong place is not repeated, and an empty one is refused', async () => {
    const add = ['accounts', 'add', '--login', 'a@b.example', '--password-stdin'];
    const env = { LICET_SERVER: nobodyThere, LICET_TOKEN: 'x' };
    for (const end of await Promise.all([runCommand([...add, 'Geheim1'], { env }), runCommand([...add, '--password=Geheim1'], { env })])) {
      expect(end).toMatchObject({ code: 2, out: '' });
      expect(end.err).not.toContain('Geheim1');
    }
    expect(await runCommand(add, { env, input: '\n' })).toMatchObject({ code: 2, err: expect.stringMatching(/no password/) });
  });

  it('says what to do when the server cannot be reached, is none of ours, or nobody is named', async () => {
    const list = ['pools', 'list'];
    const foreign = await serve((_, response) => response.end('<html>'));
    const [away, awayJson, wrong, nobody, half] = await Promise.all([
      runCommand(list, { env: { LICET_SERVER: nobodyThere, LICET_TOKEN: 'x' } }),
      runCommand([...list, '--json'], { env: { LICET_SERVER: nobodyThere, LICET_TOKEN: 'x' } }),
      runCommand(list, { env: { LICET_SERVER: foreign.url, LICET_TOKEN: 'x' } }),
      runCommand([...list, '--json']),
      runCommand(list, { env: { LICET_USER: 'admin' } }),
    ]);
    foreign.close();
    expect(away).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/cannot be reached[^]*licet serve/) });
    expect(parse<Problem>(awayJson.err)).toMatchObject({ code: 'server-unreachable', remedy: expect.stringContaining('LICET_SERVER') });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/not a Licet server/) });
    expect([nobody.code, parse<Problem>(nobody.err)]).toMatchObject([
      1,
      { code: 'not-signed-in', remedy: expect.stringContaining('LICET_TOKEN') },
    ]);
    expect(half).toMatchObject({ code: 2, err: expect.stringMatching(/LICET_PASSWORD is not set/) });
  });

  it('signs in by password for the command alone, and signs out', async () => {
    const seen: string[] = [];
    const recorder = await serve((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.cookie ?? '-'}`);
      response.setHeader('content-type', 'application/json').setHeader('set-cookie', 's=1; Path=/; HttpOnly').end('[]');
    });
    const env = { LICET_SERVER: `${recorder.url}/`, LICET_USER: 'u', LICET_PASSWORD: 'p' };
    expect(await runCommand(['tokens', 'list', '--json'], { env })).toMatchObject({ code: 0, out: '[]\n', err: '' });
    recorder.close();
    expect(seen).toEqual(['POST /api/session -', 'GET /api/tokens s=1', 'DELETE /api/session s=1']);
  });
});

type Started = Answer<typeof syncRuns.start>;
type Pools = Answer<typeof pools.list>;

function usageOf(words: string): unknown {
  return expect.stringMatching(`^Usage: licet ${words} \\[options\\]`);
}

describe('the command line with a server', () => {
  let licet: Licet;
  let env: Record<string, string>;
  const run = (args: string[], input = '') => runCommand(args, { env, input });
  /** The document that a command answers with `--json`; nothing else may stand on either output. */
  const json = async <T>(args: string[], input = ''): Promise<T> => {
    const { code, out, err } = await run([...args, '--json'], input);
    expect([args, code, err]).toEqual([args, 0, '']);
    return parse<T>(out);
  };
  const refused = async (args: string[], input = ''): Promise<Problem> => {
    const { code, out, err } = await run([...args, '--json'], input);
    expect([args, code, out]).toEqual([args, 1, '']);
    return parse<Problem>(err);
  };

  beforeAll(async () => {
    licet = await startLicet();
    const token = await licet.admin(tokens.create, { body: { name: 'cli' } });
    env = { LICET_SERVER: licet.url, LICET_TOKEN: token.secret };
  });
  afterAll(() => licet.close());

  it('accounts add, list: the id alone on standard output, the password nowhere', async () => {
    const add = (login: string) => ['accounts', 'add', '--login', login, '--password-stdin'];
    const no = await run(add('distributor@polnoc.example'), 'demo-distributor\n');
    expect(no).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/distributor[^]*remedy: /) });
    expect(await refused(add('manager@wzgorze.example'), 'wrong')).toMatchObject({ status: 422, code: 'wrong-credentials' });

    const yes = await run(add('manager@wzgorze.example'), 'demo-manager\n');
    expect(yes).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\n$/), err: expect.stringMatching(/Wzgórze IT/) });
    expect(yes.err).not.toContain('demo-manager');
    const listed = await json(['accounts', 'list']);
    expect(listed).toMatchObject([{ id: yes.out.trim(), login: 'manager@wzgorze.example', kinds: ['ema2'] }]);
    const { out } = await run(['accounts', 'list']);
    expect(out).toMatch(/^ID +LOGIN +KINDS +COMPANY[^]*\n\d+ +manager@wzgorze\.example +ema2 +Wzgórze IT/);
    expect(out).not.toContain('\u001b');
  });

  it('sync run --wait details: progress on standard error, runs on standard output', async () => {
    const { code, out, err } = await run(['sync', 'run', '--wait', 'details']);
    expect([code, err]).toEqual([0, expect.stringMatching(/Run \d+ of manager@wzgorze\.example: succeeded/)]);
    expect(out).toMatch(/^RUN +ACCOUNT[^]*succeeded/);
    expect(await json(['sync', 'run', '--wait', 'structure'])).toMatchObject({ runs: [{ joined: false, run: { preview: false } }] });
  });

  it('sync run joins the run that is going on', async () => {
    const slow = licet.portal.control.addFault({ kind: 'latency', ms: 300 });
    const { runs } = await json<Started>(['sync', 'run']);
    const first = runs[0]!.run;
    const second = await run(['sync', 'run', '--wait', 'details']);
    licet.portal.control.removeFault(slow.id);
    expect(second).toMatchObject({ code: 0, err: expect.stringContaining(`Joined run ${first.id}`) });
    expect(second.out).toMatch(new RegExp(`\n${first.id} .*succeeded`));
  });

  it('sync run --wait details: exit code 1 where a newer run has taken the details over', async () => {
    const slow = licet.portal.control.addFault({ kind: 'latency', path: '/License/Detail', ms: 2000 });
    const waiting = run(['sync', 'run', '--wait', 'details']);
    await vi.waitFor(
      async () => expect((await licet.admin(syncRuns.list, { query: { limit: 1 } })).rows[0]?.state).toBe('details'),
      20_000,
    );
    const { runs } = await json<Started>(['sync', 'run']);
    expect(runs[0]?.joined).toBe(false);
    licet.portal.control.removeFault(slow.id);
    expect(await waiting).toMatchObject({
      code: 1,
      err: expect.stringMatching(/succeeded\. The details that were not read follow with the newer run/),
    });
    await run(['sync', 'run', '--wait', 'details']);
  });

  it('sync run --preview, show, discard, apply', async () => {
    licet.portal.control.renameCompany('Stolarnia Dąb', 'Stolarnia \u001b[2JDąb\u202e');
    const { runs } = await json<Started>(['sync', 'run', '--preview', '--wait', 'structure']);
    const { id, ...planned } = runs[0]!.run;
    expect(planned).toMatchObject({ state: 'planned', counts: { 'company-renamed': 1 } });
    const [words, document, list] = await Promise.all([
      run(['sync', 'show', id]),
      json(['sync', 'show', id]),
      run(['sync', 'list', '--limit', '1']),
    ]);
    expect(words.out).toMatch(/State +planned[^]*Plan\n[^]*company-renamed +Stolarnia Dąb .*name Stolarnia Dąb -> Stolarnia/);
    expect(words.out, 'a name cannot steer the terminal').not.toMatch(/[\u001b\u202e]/);
    expect(document).toMatchObject({ id, changes: [{ kind: 'company-renamed' }] });
    expect(list).toMatchObject({ out: expect.stringMatching(new RegExp(`\n${id} `)), err: expect.stringMatching(/--offset 1/) });
    expect(await json(['sync', 'discard', id])).toMatchObject({ state: 'discarded' });
    expect(await refused(['sync', 'apply', id])).toMatchObject({ status: 409, code: 'not-waiting' });
  });

  it('a run that a policy holds ends the waiting with exit code 1 and says how to go on', async () => {
    const [account] = await licet.admin(portalAccounts.list);
    const policy = (value: 'ask' | 'apply') => licet.admin(portalAccounts.change, { params: { id: account!.id }, body: { policy: value } });
    await policy('ask');
    licet.portal.control.renameCompany('Old Mill Bakery', 'Old Mill');
    const { code, out, err } = await run(['sync', 'run', '--wait', 'structure', '--json']);
    const held = parse<Started>(out).runs[0]!.run;
    expect([code, held.state]).toEqual([1, 'held']);
    expect(parse(err)).toMatchObject({ code: 'run-not-done', remedy: expect.stringContaining(`licet sync apply ${held.id}`) });
    await policy('apply');
    expect(await run(['sync', 'apply', held.id])).toMatchObject({ code: 0, out: expect.stringContaining(`Run ${held.id}`) });
    const page = await json<Answer<typeof syncRuns.list>>(['sync', 'list', '--limit', '1']);
    expect([page.rows.map((one) => one.id), page.total > 1]).toEqual([[held.id], true]);
  });

  it('pools list and move, by id and by path', async () => {
    const harbour = '/All/Companies/Wzgórze IT/Harbour Systems';
    const [all, words, found] = await Promise.all([
      json<Pools>(['pools', 'list']),
      run(['pools', 'list']),
      json<Pools>(['pools', 'list', '--search', 'Kwiaciarnia']),
    ]);
    expect([all.rows.length, all.total, found.total]).toEqual([9, 9, 1]);
    expect(words.out).toMatch(/Kwiaciarnia Łąka +\/All\/Companies\/Wzgórze IT\/Łąka Serwis\/Kwiaciarnia Łąka +error +1 +5 +7\n/);
    const pool = found.rows[0]!;
    const move = ['pools', 'move', pool.id, '--to', harbour];
    const [preview, document, nowhere] = await Promise.all([
      run([...move, '--preview']),
      json([...move, '--preview']),
      refused(['pools', 'move', pool.id, '--to', '/All/Nowhere']),
    ]);
    expect(preview.out).toMatch(/From .*Kwiaciarnia Łąka\nTo +\/All[^]*Gain sight: nobody\nLose sight: nobody\n$/);
    expect(document).toMatchObject({ to: { path: harbour }, licenses: 1, gain: [], lose: [] });
    expect(nowhere).toMatchObject({ code: 'not-found', remedy: expect.stringContaining('groups list') });
    expect(await json(move)).toMatchObject({ id: pool.id, accessGroup: { path: harbour } });
    const [again, there] = await Promise.all([refused(move), json<Pools>(['pools', 'list', '--group', harbour])]);
    expect([again, there]).toMatchObject([{ status: 409, code: 'conflict' }, { rows: [{ id: pool.id }] }]);
    const back = await run(['pools', 'move', pool.id, '--to', pool.accessGroup.id]);
    expect(back.out).toBe(`Pool ${pool.id} (${pool.name}) is now in ${pool.accessGroup.path}.\n`);
  });

  it('pools move: the impact list names installers, what is asked for keeps them working, and undo takes it back', async () => {
    const harbour = '/All/Companies/Wzgórze IT/Harbour Systems';
    const { id: groupId } = await groupOf(licet.admin, 'Piekarnia Młyn');
    const [choice] = await licet.admin(installers.licenses, { query: { groupId } });
    const made = await licet.admin(installers.create, { body: { name: 'Ovens', groupId, shareId: choice?.shareId ?? null } });
    const [pool] = (await json<Pools>(['pools', 'list', '--search', 'Piekarnia Młyn'])).rows;
    const move = ['pools', 'move', pool!.id, '--to', harbour];
    const report = await licet.admin(reports.create, { body: { name: 'Bread', accessGroupId: groupId } });
    const preview = (await run([...move, '--preview'])).out;
    expect(preview).toContain(`Installers that stop working:\n  ${made.id}  Ovens (Piekarnia Młyn)\n`);
    expect(preview).toContain(`Reports that hold it no longer:\n  ${report.id}  Bread (Piekarnia Młyn)\n`);
    // Harbour Systems holds licenses of its own: whoever were granted sight there would see them, too.
    expect(await refused([...move, '--grant'])).toMatchObject({ status: 409, reason: { code: 'grant-shows-more' } });
    const graceNow = async () => (await licet.admin(installers.show, { params: { id: made.id } })).graceUntil;
    const moved = await run([...move, '--grace', '12']);
    expect(moved.err).toMatch(/`licet pools undo \d+` takes it back/);
    expect(await graceNow()).not.toBeNull();
    const operation = /undo (\d+)/.exec(moved.err)?.[1] ?? '';
    expect((await run(['pools', 'undo', operation])).out).toBe(`Pool ${pool!.id} (${pool!.name}) is back in ${pool!.accessGroup.path}.\n`);
    expect(await graceNow()).toBeNull();
    await licet.admin(installers.revoke, { params: { id: made.id } });
  });

  it('permission-sets and users: what is made here signs in, sees its part, and is told the missing right', async () => {
    const harbour = '/All/Companies/Wzgórze IT/Harbour Systems';
    const rights = ['--right', 'licenses:read', 'groups-and-computers:read'];
    const [tree, set] = await Promise.all([
      json(['groups', 'list', '--search', 'harbour systems']),
      run(['permission-sets', 'create', '--name', 'Helpdesk', '--group', harbour, ...rights]),
    ]);
    expect(tree).toHaveLength(7);
    expect(set).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\n$/) });
    const make = ['users', 'create', '--login', 'anna', '--password-stdin', '--home', harbour, '--set', set.out.trim()];
    expect(await refused(make, 'short')).toMatchObject({ code: 'malformed-request', errors: [{ field: 'body.password' }] });
    expect(await json(make, 'password of anna\n')).toMatchObject({ login: 'anna', permissionSets: [{ name: 'Helpdesk' }] });
    const [people, sets] = await Promise.all([run(['users', 'list']), run(['permission-sets', 'list'])]);
    expect(people.out).toMatch(/anna .*Harbour Systems +Helpdesk +yes/);
    const { id: anna0 } = (await json<{ id: string; login: string }[]>(['users', 'list'])).find(({ login }) => login === 'anna')!;
    expect((await run(['users', 'show', anna0])).out).toMatch(/licenses +read +Harbour Systems +Helpdesk/);
    expect(await refused(['permission-sets', 'remove', set.out.trim()])).toMatchObject({ code: 'still-held' });
    expect(await json(['users', 'change', anna0, '--disable', '--name', 'Anna'])).toMatchObject({ name: 'Anna', enabled: false });
    expect(await json(['users', 'change', anna0, '--enable'])).toMatchObject({ enabled: true });
    expect(await refused(['users', 'remove', anna0, '--confirm', 'admin'])).toMatchObject({ code: 'login-mismatch' });
    const copy = (await run(['permission-sets', 'create', '--name', 'Short', '--group', harbour, '--right', 'licenses:read'])).out.trim();
    expect(await json(['permission-sets', 'change', copy, '--right', 'reports:use'])).toMatchObject({
      name: 'Short',
      rights: [{ function: 'reports', level: 'use' }],
    });
    expect(await json(['permission-sets', 'remove', copy])).toEqual({ id: copy, removed: true });
    expect(sets.out).toMatch(/Helpdesk +All +Harbour Systems +groups-and-computers:read licenses:read/);

    const anna = { env: { LICET_SERVER: licet.url, LICET_USER: 'anna', LICET_PASSWORD: 'password of anna' } };
    const seen = parse<Pools>((await runCommand(['pools', 'list', '--json'], anna)).out);
    expect(seen.rows.map((row) => row.name)).toContain('Northwind Dental');
    expect(seen.total).toBe(4);
    const [no, wrong] = await Promise.all([
      runCommand(['pools', 'move', seen.rows[0]!.id, '--to', '/Harbour Systems'], anna),
      runCommand(['pools', 'list'], { env: { ...anna.env, LICET_PASSWORD: 'wrong' } }),
    ]);
    expect(no).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/missing right: write on licenses/) });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/Login or password is wrong/) });
  });

  it('customers: set up with users whose passwords are told once and work, skipped, archived and shown again', async () => {
    type List = Answer<typeof customers.list>;
    const { rows } = await json<List>(['customers', 'list', '--setup', 'not-set-up']);
    const [first, second, third] = rows.filter((row) => row.lacks.length === 0);
    const made = await json<{ setup: { done: number }; passwords: { login: string; password: string }[] }>([
      'customers',
      'setup',
      first!.id,
      second!.id,
    ]);
    expect(made).toMatchObject({ setup: { done: 2, failed: 0 }, passwords: [{ login: first!.proposedLogin }, {}] });
    const { login, password } = made.passwords[0]!;
    const theirs = await runCommand(['customers', 'list', '--json'], {
      env: { LICET_SERVER: licet.url, LICET_USER: login, LICET_PASSWORD: password },
    });
    expect(parse<List>(theirs.out).rows.map((row) => [row.id, row.setup, row.users, row.installers])).toEqual([[first!.id, 'ready', 1, 1]]);
    const again = await run(['customers', 'passwords', '1']);
    expect(again).toMatchObject({ code: 0, err: expect.stringMatching(/no passwords left/) });
    // Another free login is proposed by now.
    const anew = await run(['customers', 'setup', first!.id, '--no-installer']);
    expect(anew).toMatchObject({ code: 0, out: expect.stringContaining(` ${login}-2 `) });
    // A taken one is named.
    const twice = await run(['customers', 'setup', first!.id, '--no-installer', '--login', login]);
    expect(twice).toMatchObject({ code: 1, err: expect.stringMatching(new RegExp(`The login ${login} is taken`)) });
    const other = await run(['customers', 'setup', first!.id, '--no-installer', '--login', 'second-user']);
    expect(other).toMatchObject({ code: 0, out: expect.stringMatching(/\n.+ second-user +\S{16}\n$/) });

    licet.portal.control.createCustomer(licet.portal.control.company('Łąka Serwis').id, 'Bez Licencji');
    await synchronize(licet);
    const [bare] = (await json<List>(['customers', 'list', '--search', 'bez licencji'])).rows;
    const told = await run(['customers', 'setup', bare!.id, '--no-user']);
    expect(told).toMatchObject({ code: 0, err: expect.stringContaining('Bez Licencji: The installer names no license') });

    expect(await json(['customers', 'skip', third!.id])).toEqual({ changed: 1 });
    expect((await run(['customers', 'archive', third!.id])).out).toBe('1 of 1 customers archived.\n');
    expect((await run(['customers', 'list', '--setup', 'archived'])).out).toMatch(new RegExp(`^ID +NAME[^]*\n${third!.id} `));
    expect(await json(['customers', 'restore', third!.id])).toEqual({ changed: 1 });

    const offboard = ['customers', 'offboard', first!.id];
    expect((await run([...offboard, '--preview'])).out).toMatch(new RegExp(`^${first!.id}  .+ \\(ready\\)\n  user +${login}\n`));
    const handover = await json<Answer<typeof customers.handover>>(['customers', 'handover', first!.id]);
    expect(handover.users.map((user) => user['login'])).toContain(login);
    const gone = await run(offboard);
    expect(gone).toMatchObject({ code: 0, out: `${first!.name}: done, 3 users, 1 installer, archived\n` });
    const back = await run(['customers', 'undo', /undo (\d+)/.exec(gone.err)?.[1] ?? '']);
    expect(back).toMatchObject({ code: 0, out: expect.stringMatching(/: undone/) });
    expect((await json<List>(['customers', 'list', '--search', first!.name])).rows[0]?.setup).toBe('ready');
    expect(await refused(['customers', 'setup', '999999'])).toMatchObject({ code: 'not-found' });
  });

  it('export prints the document of the API as it came', async () => {
    const [plain, asked] = await Promise.all([run(['export']), run(['export', '--json'])]);
    const api = await (await fetch(`${licet.url}/api/export`, { headers: { authorization: `Bearer ${env['LICET_TOKEN']}` } })).text();
    const withoutMoment = (text: string) => text.replace(/"asOf":"[^"]+"/, '');
    for (const { code, out } of [plain, asked]) expect([code, withoutMoment(out)]).toEqual([0, `${withoutMoment(api)}\n`]);
  });

  it('R18: export --as-of prints how it was, of a day at its end', async () => {
    const past = JSON.parse((await run(['export', '--as-of', '2020-01-31'])).out) as ExportDocument;
    expect(past).toMatchObject({ asOf: '2020-01-31T23:59:59.000Z', companies: [], pools: [], licenses: [], accounts: [] });
    const now = JSON.parse((await run(['export', '--as-of', new Date().toISOString()])).out) as ExportDocument;
    expect(now.licenses.length).toBeGreaterThan(0);
    const today = JSON.parse((await run(['export', '--as-of', new Date().toISOString().slice(0, 10)])).out) as ExportDocument;
    expect(today.licenses).toEqual(now.licenses);
    expect(await run(['export', '--as-of', '2999-01-31'])).toMatchObject({ code: 1, err: expect.stringContaining('lies in the future') });
    expect((await run(['export', '--as-of', 'yesterday'])).code).toBe(2);
  });

  it('tokens create, list, revoke', async () => {
    const admin = { LICET_SERVER: licet.url, LICET_USER: 'admin', LICET_PASSWORD: ADMIN_PASSWORD };
    const made = await runCommand(['tokens', 'create', '--name', 'nightly', '--expires', '2999-01-31'], { env: admin });
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^licet_\S+\n$/),
      err: expect.stringMatching(/2999-01-31 23:59:59Z/),
    });
    const mine = { env: { LICET_SERVER: licet.url, LICET_TOKEN: made.out.trim() } };
    const list = await runCommand(['tokens', 'list', '--json'], mine);
    const { id } = parse<Answer<typeof tokens.list>>(list.out).find((one) => one.name === 'nightly')!;
    expect(list.out).not.toContain(made.out.trim());
    expect(await refused(['tokens', 'create', '--name', 'late', '--expires', '2020-01-01'])).toMatchObject({ code: 'malformed-request' });
    const [own] = (await licet.admin(session.current)).permissionSets;
    expect(await json(['tokens', 'create', '--name', 'narrow', '--permission-set', own!.id])).toMatchObject({ permissionSet: own });
    expect((await run(['tokens', 'list'])).out).toMatch(/nightly +everything[^]*narrow +Administrator/);
    expect(await json(['tokens', 'revoke', id])).toEqual({ id, revoked: true });
    const after = await runCommand(['tokens', 'list'], mine);
    expect(after).toMatchObject({ code: 1, err: expect.stringMatching(/remedy: Check LICET_TOKEN/) });
  });

  it('accounts remove asks for the login, and shows before what would go', async () => {
    const { accountId } = await link(licet, 'msp@hillside.example', 'demo-msp');
    const remove = ['accounts', 'remove', accountId];
    const { id: groupId } = await groupOf(licet.admin, 'Greenfield School');
    const [choice] = await licet.admin(installers.licenses, { query: { groupId } });
    const made = await licet.admin(installers.create, { body: { name: 'Classrooms', groupId, shareId: choice?.shareId ?? null } });
    const [document, words, wrong] = await Promise.all([
      json<Answer<typeof portalAccounts.removalPlan>>([...remove, '--preview']),
      run([...remove, '--preview']),
      refused([...remove, '--confirm', 'manager@wzgorze.example']),
    ]);
    expect(document.pools).toHaveLength(3);
    expect(words.out).toMatch(/License pools that go:\n[^]*Greenfield School \(2 licenses\)/);
    expect(words.out).toContain(`Installers that stop:\n  ${made.id}  Classrooms\n`);
    expect(words.out).toContain('Groups that hang elsewhere, with all below them: none\n');
    expect(wrong).toMatchObject({ code: 'login-mismatch' });
    expect(await json([...remove, '--confirm', 'msp@hillside.example'])).toEqual({ id: accountId, removed: true });
    expect(await json(['accounts', 'list'])).toHaveLength(1);
    const [removal] = await json<Answer<typeof portalAccounts.removed>>(['accounts', 'removed']);
    expect(removal).toMatchObject({ login: 'msp@hillside.example', removedBy: 'admin' });
    expect((await run(['accounts', 'restore', removal!.id])).out).toBe(`Account ${accountId} (msp@hillside.example) is back.\n`);
    expect(await json(['accounts', 'list'])).toHaveLength(2);
    expect((await run(['accounts', 'removed'])).err).toContain('no removed account');
  });
});
