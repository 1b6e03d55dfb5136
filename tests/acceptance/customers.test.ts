// Customer setup and offboarding over HTTP (R22, R24, R40 to R43, R46).
import { audit, customers, groups, installers, permissionSets, session, setups, users } from '@licet/contract';
import type { Client, Setup, WantedSetup } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { batchEnd, customerOf as findCustomer } from '../support/setups.ts';

let licet: Licet;
beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
});
afterAll(() => licet.close());

const customerOf = (name: string, client: Client = licet.admin) => findCustomer(client, name);
const ended = (batch: Setup, client: Client = licet.admin) => batchEnd(client, batch.id);

const wish = (companyId: string, login: string): WantedSetup => ({
  companyId,
  user: { login, password: `password of ${login}` },
  installer: { name: `Installer of ${login}` },
});

describe('setting a customer up', () => {
  it('R40, R41: makes a user with the defaults and an installer, and marks the customer ready', async () => {
    const baker = await customerOf('Piekarnia Młyn');
    expect(baker).toMatchObject({ setup: 'not-set-up', lacks: [], proposedLogin: 'piekarnia-mlyn' });
    const batch = await ended(await licet.admin(customers.setUp, { body: { customers: [wish(baker.id, 'baker')] } }));
    expect(batch).toMatchObject({ total: 1, done: 1, failed: 0 });
    const [step] = batch.steps;
    expect(step).toMatchObject({
      state: 'done',
      user: { login: 'baker' },
      installer: { name: 'Installer of baker' },
      passwordWaits: false,
    });
    expect((await customerOf('Piekarnia Młyn')).setup).toBe('ready');

    const user = await licet.admin(users.show, { params: { id: step?.user?.id ?? '' } });
    expect(user).toMatchObject({
      enabled: true,
      homeGroup: baker.group,
      tags: ['Piekarnia Młyn'],
      autoLogoutMinutes: 15,
      mustChangePassword: false,
      mspUser: true,
      reachesAll: false,
    });
    expect(user.permissionSets).toHaveLength(2);
    const rightsIn = (name: string) =>
      [...new Set(user.rights.filter((right) => right.group.name === name).map((right) => `${right.function}: ${right.level}`))].sort();
    expect(rightsIn('Piekarnia Młyn')).toEqual([
      'audit: read',
      'certificates: write',
      'groups-and-computers: write',
      'installers: write',
      'licenses: write',
      'notifications: write',
      'permission-sets: write',
      'reports: write',
      'users: write',
    ]);
    // Nothing of the accounts, of the settings, or of anybody's audit; `use` takes `read` in.
    expect(rightsIn('Shared Objects')).toEqual([
      'certificates: use',
      'installers: use',
      'notifications: use',
      'permission-sets: use',
      'reports: use',
    ]);
    expect(new Set(user.rights.map((right) => right.group.name))).toEqual(new Set(['Piekarnia Młyn', 'Shared Objects']));

    const installer = await licet.admin(installers.show, { params: { id: step?.installer?.id ?? '' } });
    expect(installer).toMatchObject({ state: 'active', group: baker.group, accessGroup: baker.group, namesLicense: true });
    expect(installer.license?.licenseUser).toBe('Piekarnia Młyn');
  });

  it('R40, R73: everything that a setup makes is told, the permission sets too', async () => {
    const { rows } = await licet.admin(audit.list, { query: { groupId: (await customerOf('Piekarnia Młyn')).group.id, limit: 20 } });
    const made = rows.filter((row) => row.request?.startsWith('setup '));
    expect(made.map((row) => [row.action, row.subject.name]).sort()).toEqual([
      ['customer-set-up', 'Piekarnia Młyn'],
      ['installer-created', 'Installer of baker'],
      ['permission-set-created', 'Piekarnia Młyn: Shared Objects'],
      ['permission-set-created', 'Piekarnia Młyn: own group'],
      ['user-created', 'baker'],
    ]);
    const home = made.find((row) => row.subject.name.endsWith('own group'));
    expect(made.find((row) => row.action === 'customer-set-up')).toMatchObject({
      before: { setup: 'not-set-up' },
      after: { setup: 'ready' },
    });
    expect(home?.after).toMatchObject({ groups: ['Piekarnia Młyn'], rights: expect.arrayContaining(['licenses: write']) });
  });

  it('S8, R41: the user sees own licenses, uses the Shared Objects above, and nothing of parallel managers', async () => {
    const baker = await licet.signIn('baker', 'password of baker');
    const own = await allLicenses(baker);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map((row) => row.licenseUser.name))).toEqual(new Set(['Piekarnia Młyn']));
    const tree = await baker(groups.tree, { query: { for: 'access' } });
    const shared = tree.filter((group) => group.kind === 'shared-objects');
    const all = await licet.admin(groups.tree, { query: { for: 'access' } });
    const above: string[] = [];
    const parents = new Map(all.map((group) => [group.id, group.parentId]));
    for (let at = parents.get((await customerOf('Piekarnia Młyn')).group.id); at; at = parents.get(at)) above.push(at);
    const ought = all.filter((group) => group.kind === 'shared-objects' && above.includes(group.parentId ?? ''));
    expect(shared.map((group) => group.id).sort()).toEqual(ought.map((group) => group.id).sort());
    expect(all.filter((group) => group.kind === 'shared-objects').length).toBeGreaterThan(ought.length);
  });

  it('R42: the user makes users with the same rights or fewer in the own group, never more', async () => {
    const baker = await licet.signIn('baker', 'password of baker');
    const home = (await customerOf('Piekarnia Młyn', baker)).group.id;
    const mine = (await baker(permissionSets.list)).rows;
    expect(mine).toHaveLength(2);
    const helper = await baker(users.create, {
      body: { login: 'baker-helper', password: 'password of helper', homeGroupId: home, permissionSetIds: mine.map((set) => set.id) },
    });
    expect(helper.homeGroup.id).toBe(home);
    const more = { name: 'more', accessGroupId: home, groupIds: [home], rights: [{ function: 'settings', level: 'read' } as const] };
    expect(await refusal(baker(permissionSets.create, { body: more }))).toMatchObject({ status: 403, needs: { function: 'settings' } });
    const shared = mine.find((set) => set.madeAs === 'shared-above')?.groups[0]?.id ?? '';
    const wide = { ...more, groupIds: [shared], rights: [{ function: 'certificates', level: 'write' } as const] };
    expect(await refusal(baker(permissionSets.create, { body: wide }))).toMatchObject({ status: 403 });
    const elsewhere = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
    const out = { login: 'far', password: 'password of far!', homeGroupId: elsewhere, permissionSetIds: [] };
    expect(await refusal(baker(users.create, { body: out }))).toMatchObject({ status: 404 });
    const administrators = (await licet.admin(permissionSets.list, { query: { q: 'Administrator' } })).rows[0]?.id ?? '';
    const mighty = { login: 'mighty', password: 'password of mighty', homeGroupId: home, permissionSetIds: [administrators] };
    expect(await refusal(baker(users.create, { body: mighty }))).toMatchObject({ status: 404 });
  });

  it('R46: a set that reaches All warns', async () => {
    const all = await groupOf(licet.admin, 'All');
    const home = (await customerOf('Piekarnia Młyn')).group.id;
    const body = {
      name: 'reads all',
      accessGroupId: all.id,
      groupIds: [all.id],
      rights: [{ function: 'licenses', level: 'read' } as const],
    };
    const set = await licet.admin(permissionSets.create, { body });
    expect(set.reachesAll).toBe(true);
    const user = await licet.admin(users.create, {
      body: { login: 'too-much', password: 'password of too-much', homeGroupId: home, permissionSetIds: [set.id] },
    });
    expect(user.reachesAll).toBe(true);
  });

  it('R40: made-up passwords are handed out once, to the one who started', async () => {
    const oak = await customerOf('Stolarnia Dąb');
    const body = { customers: [{ companyId: oak.id, user: { login: 'oak' }, installer: null }] };
    const batch = await ended(await licet.admin(customers.setUp, { body }));
    expect(batch.steps[0]).toMatchObject({ state: 'done', installer: null, passwordWaits: true });
    const [given] = await licet.admin(setups.credentials, { params: { id: batch.id } });
    expect(given).toMatchObject({ customer: 'Stolarnia Dąb', login: 'oak' });
    const oakUser = await licet.signIn('oak', given?.password ?? '');
    expect((await oakUser(session.current)).homeGroup.name).toBe('Stolarnia Dąb');
    expect(await licet.admin(setups.credentials, { params: { id: batch.id } })).toEqual([]);
  });

  it('R40: one failing customer stops no other, and can be tried again; a set-up customer can be set up again', async () => {
    const [one, two] = await Promise.all([customerOf('Kwiaciarnia Łąka'), customerOf('Piekarnia Młyn')]);
    const started = await licet.admin(customers.setUp, { body: { customers: [wish(one.id, 'florist'), wish(two.id, 'baker')] } });
    const batch = await ended(started);
    expect(batch).toMatchObject({ done: 1, failed: 1 });
    const failed = batch.steps.find((step) => step.state === 'failed');
    expect(failed?.reason).toContain('baker is taken');
    expect(failed?.reasons).toEqual([{ code: 'login-taken', parameters: { login: 'baker' } }]);
    expect(failed?.user).toBeNull();
    const again = await ended(await licet.admin(customers.setUp, { body: { customers: [wish(two.id, 'second-baker')] } }));
    expect(again).toMatchObject({ done: 1, failed: 0 });
    // The sets of the first time serve the second user, too.
    const second = await licet.admin(users.show, { params: { id: again.steps[0]?.user?.id ?? '' } });
    const first = (await licet.admin(users.list, { query: { q: 'baker' } })).rows.find((user) => user.login === 'baker');
    expect(second.permissionSets).toEqual(first?.permissionSets);
    await licet.admin(users.remove, { params: { id: second.id } });
    expect(await ended(await licet.admin(setups.retry, { params: { id: batch.id } }))).toMatchObject({ failed: 1 });
  });

  it('R40: the login proposed is free, so that a set-up customer is set up again with it; alike names get one each', async () => {
    const proposed = async (client?: Client) => (await customerOf('Zakład Ślusarski', client)).proposedLogin;
    licet.portal.control.createCustomer(licet.portal.control.company('Łąka Serwis').id, 'Zakład Ślusarski');
    await synchronize(licet);
    const smith = await customerOf('Zakład Ślusarski');
    for (const login of ['zaklad-slusarski', 'zaklad-slusarski-2']) {
      expect(await proposed()).toBe(login);
      const body = { customers: [{ companyId: smith.id, user: { login: login.toUpperCase() }, installer: null }] };
      expect(await ended(await licet.admin(customers.setUp, { body }))).toMatchObject({ done: 1, failed: 0 });
    }
    expect(await proposed()).toBe('zaklad-slusarski-3');
    // Who may make no user there is not told which logins are taken.
    const rights = [{ function: 'groups-and-computers', level: 'read' } as const];
    const reader = await makeUser(licet, { login: 'slow-reader', homeGroupId: smith.group.id, groupIds: [smith.group.id], rights });
    expect(await proposed(reader.client)).toBe('zaklad-slusarski');
    licet.portal.control.createCustomer(licet.portal.control.company('Łąka Serwis').id, 'Zakład – Ślusarski');
    await synchronize(licet);
    const alike = (await licet.admin(customers.list, { query: { q: 'zakład', limit: 500 } })).rows;
    expect(alike.map((row) => row.proposedLogin).sort()).toEqual(['zaklad-slusarski-3', 'zaklad-slusarski-4']);
  });

  it('R41: an installer for which no license has units left is made without one, and the step says so', async () => {
    const smith = await customerOf('Zakład Ślusarski');
    const setUp = async (shareId: 'first' | null) => {
      const body = { customers: [{ companyId: smith.id, user: null, installer: { name: 'Bare', shareId } }] };
      return (await ended(await licet.admin(customers.setUp, { body }))).steps[0];
    };
    expect(await setUp('first')).toMatchObject({
      state: 'done',
      installer: { name: 'Bare' },
      reason: expect.stringContaining('names no license'),
      reasons: [{ code: 'installer-without-license', parameters: {} }],
    });
    expect(await setUp(null)).toMatchObject({ state: 'done', reason: null, reasons: [] });
  });

  it('R40, R24: skip marks ready without either', async () => {
    const waiting = (await licet.admin(customers.list, { query: { setup: 'not-set-up', limit: 500 } })).rows;
    const [first] = waiting;
    expect(await licet.admin(customers.skip, { body: { companyIds: [first?.id ?? ''] } })).toEqual({ changed: 1 });
    expect(await customerOf(first?.name ?? '')).toMatchObject({ setup: 'ready', users: 0, installers: 0 });
    expect(await licet.admin(customers.skip, { body: {} })).toEqual({ changed: waiting.length - 1 });
    expect((await licet.admin(customers.list, { query: { setup: 'not-set-up' } })).total).toBe(0);
  });

  it('R43: rights are checked before anything is made', async () => {
    const oak = await customerOf('Stolarnia Dąb');
    const rights = [
      { function: 'groups-and-computers', level: 'write' },
      { function: 'users', level: 'write' },
    ] as const;
    const clerk = await makeUser(licet, { login: 'clerk', homeGroupId: oak.group.id, groupIds: [oak.group.id], rights: [...rights] });
    const before = (await licet.admin(users.list)).total;
    const [seen] = (await clerk.client(customers.list)).rows;
    expect(seen?.lacks.map((lack) => lack.function)).toContain('permission-sets');
    const problem = await refusal(clerk.client(customers.setUp, { body: { customers: [wish(oak.id, 'never')] } }));
    expect(problem).toMatchObject({ status: 403, code: 'not-permitted' });
    expect(problem.detail).toContain('permission-sets');
    expect(problem.reason).toMatchObject({ code: 'customer-right-missing', parameters: { customer: 'Stolarnia Dąb' } });
    expect((await licet.admin(users.list)).total).toBe(before);
    expect((await clerk.client(setups.list)).total).toBe(0);
    const elsewhere = await customerOf('Piekarnia Młyn');
    expect(await refusal(clerk.client(customers.setUp, { body: { customers: [wish(elsewhere.id, 'never')] } }))).toMatchObject({
      status: 404,
    });
  });
});

describe('offboarding, the mirror of the setup', () => {
  it('R22: suspends users, revokes installers and archives; each step is shown and taken back exactly', async () => {
    const baker = await customerOf('Piekarnia Młyn');
    const userFacts = async () =>
      (await licet.admin(users.list, { query: { groupId: baker.group.id } })).rows.map((user) => [user.login, user.enabled]);
    const installerFacts = async () =>
      (await licet.admin(installers.list, { query: { groupId: baker.group.id } })).rows.map((one) => [one.name, one.state]);
    const helper = (await licet.admin(users.list, { query: { q: 'baker-helper' } })).rows[0]?.id ?? '';
    await licet.admin(users.change, { params: { id: helper }, body: { enabled: false } });
    const before = [await userFacts(), await installerFacts(), (await customerOf('Piekarnia Młyn')).setup];
    const owed = await licet.admin(customers.handover, { params: { id: baker.id } });
    expect(owed.licenses.length).toBeGreaterThan(0);
    expect(owed.users.map((user) => user['login'])).toContain('baker');

    const plan = await licet.admin(customers.offboardingPlan, { body: { companyIds: [baker.id] } });
    expect(plan).toMatchObject([{ customer: { name: 'Piekarnia Młyn' }, setup: 'ready', lacks: [] }]);
    expect(plan[0]?.users.map((user) => user.login)).toEqual(['baker', 'too-much']);
    expect(plan[0]?.installers.map((one) => one.name)).toEqual(['Installer of baker', 'Installer of second-baker']);
    const batch = await ended(await licet.admin(customers.offboard, { body: { companyIds: [baker.id] } }));
    expect(batch.steps[0]?.did).toEqual({ usersSuspended: 2, installersRevoked: 2, archived: true });
    expect(batch).toMatchObject({ kind: 'offboarding', done: 1, failed: 0 });
    expect(new Set((await userFacts()).map(([, enabled]) => enabled))).toEqual(new Set([false]));
    expect(new Set((await installerFacts()).map(([, state]) => state))).toEqual(new Set(['revoked']));
    expect((await customerOf('Piekarnia Młyn')).setup).toBe('archived');
    const [entry] = (await licet.admin(audit.list, { query: { groupId: baker.group.id, limit: 20 } })).rows.filter(
      (one) => one.action === 'customer-offboarded',
    );
    expect(entry).toMatchObject({ before: { setup: 'ready' }, after: { setup: 'archived', usersSuspended: 2, installersRevoked: 2 } });
    expect(await refusal(licet.signIn('baker', 'password of baker'))).toMatchObject({ code: 'wrong-login' });
    // Hidden, not gone: its licenses are kept and synchronized on.
    expect((await allLicenses(licet.admin)).some((row) => row.licenseUser.name === 'Piekarnia Młyn')).toBe(true);
    await synchronize(licet);
    expect((await customerOf('Piekarnia Młyn')).setup).toBe('archived');

    const { context } = licet.server;
    const present = context.now;
    context.now = () => new Date(present().getTime() + 31 * 86_400_000);
    const late = await refusal(licet.admin(setups.undo, { params: { id: batch.id } })).finally(() => (context.now = present));
    expect(late).toMatchObject({ status: 409, reason: { code: 'offboarding-not-undoable' } });
    const undone = await licet.admin(setups.undo, { params: { id: batch.id } });
    expect(undone.steps[0]?.state).toBe('undone');
    expect([await userFacts(), await installerFacts(), (await customerOf('Piekarnia Młyn')).setup]).toEqual(before);
  });

  it('R22: one customer is archived and restored without unlinking its account', async () => {
    const oak = await customerOf('Stolarnia Dąb');
    await licet.admin(customers.archive, { body: { companyIds: [oak.id] } });
    expect((await customerOf('Stolarnia Dąb')).setup).toBe('archived');
    await licet.admin(customers.restore, { body: { companyIds: [oak.id] } });
    expect((await customerOf('Stolarnia Dąb')).setup).toBe('ready');
  });

  it('R22, R24: restoring gives back the state from before, and a customer that is not archived none', async () => {
    licet.portal.control.createCustomer(licet.portal.control.company('Łąka Serwis').id, 'Tartak Nowy');
    await synchronize(licet);
    const mill = await customerOf('Tartak Nowy');
    expect(mill.setup).toBe('not-set-up');
    const body = { companyIds: [mill.id] };
    expect(await licet.admin(customers.restore, { body })).toEqual({ changed: 0 });
    expect(await licet.admin(customers.archive, { body })).toEqual({ changed: 1 });
    const refused = await refusal(
      licet.admin(customers.setUp, { body: { customers: [{ companyId: mill.id, user: null, installer: null }] } }),
    );
    expect(refused).toMatchObject({ code: 'conflict', reason: { code: 'customer-unfit', parameters: { setup: 'archived' } } });
    expect(await licet.admin(customers.restore, { body })).toEqual({ changed: 1 });
    expect((await customerOf('Tartak Nowy')).setup).toBe('not-set-up');
  });

  it('R22: what is owed comes as CSV, too, with a name that is a formula defused', async () => {
    licet.portal.control.createCustomer(licet.portal.control.company('Łąka Serwis').id, '=1+1');
    await synchronize(licet);
    const odd = await customerOf('=1+1');
    const text = await licet.admin(customers.handoverCsv, { params: { id: (await customerOf('Piekarnia Młyn')).id } });
    expect(String(text)).toContain('baker');
    const user = { login: '=odd', password: 'password of odd!' };
    await ended(await licet.admin(customers.setUp, { body: { customers: [{ companyId: odd.id, user, installer: null }] } }));
    expect(String(await licet.admin(customers.handoverCsv, { params: { id: odd.id } }))).toContain("'=odd");
  });
});

describe('two things at once with one customer come one after the other', () => {
  const rounds = [1, 2, 3, 4, 5, 6];

  it.each(rounds)('R22, R40: a setup and an archiving, %i', async (round) => {
    const { id } = await customerOf('Tartak Nowy');
    await licet.admin(customers.restore, { body: { companyIds: [id] } });
    const login = `mill-${round}`;
    const batch = await licet.admin(customers.setUp, { body: { customers: [wish(id, login)] } });
    expect(await licet.admin(customers.archive, { body: { companyIds: [id] } })).toEqual({ changed: 1 });
    const { steps } = await ended(batch);
    // Archived is the last that was asked for, whichever came first.
    expect((await customerOf('Tartak Nowy')).setup).toBe('archived');
    const made = (await licet.admin(users.list, { query: { q: login } })).total;
    if (steps[0]?.state === 'failed') {
      expect(steps[0]).toMatchObject({ user: null, installer: null, reasons: [{ code: 'customer-archived' }] });
      expect(made).toBe(0);
    } else expect([steps[0]?.state, made]).toEqual(['done', 1]);
  });

  it('R22: an archived customer is not offboarded again', async () => {
    const { id } = await customerOf('Tartak Nowy');
    expect(await refusal(licet.admin(customers.offboard, { body: { companyIds: [id] } }))).toMatchObject({
      code: 'conflict',
      reason: { code: 'customer-archived', parameters: { customer: 'Tartak Nowy' } },
    });
    await licet.admin(customers.restore, { body: { companyIds: [id] } });
    await ended(await licet.admin(customers.setUp, { body: { customers: [wish(id, 'miller')] } }));
  });

  it.each(rounds)('R22: taking an offboarding back and another offboarding, %i', async () => {
    const { id, group } = await customerOf('Tartak Nowy');
    const body = { companyIds: [id] };
    // Both are let in while the customer stands; whichever archives it first is taken back while the other is on its way.
    const both = await Promise.allSettled([1, 2].map(() => licet.admin(customers.offboard, { body })));
    const started = both.filter((one) => one.status === 'fulfilled').map((one) => one.value);
    const first = await Promise.any(
      started.map(async (batch) => {
        const now = await ended(batch);
        if (now.done === 0) throw new Error('the other was first');
        return now;
      }),
    );
    const [undone, ...ends] = await Promise.all([
      licet.admin(setups.undo, { params: { id: first.id } }),
      ...started.filter((batch) => batch.id !== first.id).map((batch) => ended(batch)),
    ]);
    expect(undone.steps[0]?.state).toBe('undone');
    const off = ends.find((batch) => batch.steps[0]?.state === 'done');
    for (const batch of ends) if (batch !== off) expect(batch.steps[0]?.reasons).toMatchObject([{ code: 'customer-archived' }]);
    const [theirs, made] = await Promise.all([
      licet.admin(users.list, { query: { groupId: group.id } }),
      licet.admin(installers.list, { query: { groupId: group.id } }),
    ]);
    expect(new Set(theirs.rows.map((user) => user.enabled))).toEqual(new Set([off === undefined]));
    expect(new Set(made.rows.map((one) => one.state === 'revoked'))).toEqual(new Set([off !== undefined]));
    expect((await customerOf('Tartak Nowy')).setup).toBe(off ? 'archived' : 'ready');
    if (off) await licet.admin(setups.undo, { params: { id: off.id } });
  });

  it.each(rounds)('R22: two offboardings, %i: one does all of it, the other nothing', async () => {
    const body = { companyIds: [(await customerOf('Tartak Nowy')).id] };
    const both = await Promise.allSettled([1, 2].map(() => licet.admin(customers.offboard, { body })));
    const started = both.filter((one) => one.status === 'fulfilled').map((one) => one.value);
    const steps = (await Promise.all(started.map((batch) => ended(batch)))).flatMap((batch) =>
      batch.steps.map((step) => ({ batch, step })),
    );
    const done = steps.filter(({ step }) => step.state === 'done');
    expect(done).toHaveLength(1);
    for (const { step } of steps) if (step.state !== 'done') expect(step.reasons).toMatchObject([{ code: 'customer-archived' }]);
    await licet.admin(setups.undo, { params: { id: done[0]?.batch.id ?? '' } });
    expect((await customerOf('Tartak Nowy')).setup).toBe('ready');
  });
});
