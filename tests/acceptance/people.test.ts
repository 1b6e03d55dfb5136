// R42, R44, R46, R48: users and rights made by those who hold them, felt at once, explained as they are enforced.
import {
  access,
  audit,
  createClient,
  groups,
  licenses,
  notificationRules,
  permissionSets,
  pools,
  portalAccounts,
  reports,
  session,
  tokens,
  users,
} from '@licet/contract';
import type { Client, User } from '@licet/contract';
import { functions } from '@licet/domain';
import type { AccessFunction, AccessLevel, ObjectKind } from '@licet/domain';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_PASSWORD, link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { openSession } from '../support/session.ts';

type Rights = Partial<Record<AccessFunction, AccessLevel>>;
const rightsOf = (rights: Rights) => Object.entries(rights).map(([fn, level]) => ({ function: fn as AccessFunction, level: level }));

let licet: Licet;
let mill: string;
let florist: string;
/** Administers the users of one customer. */
let keeper: Person;
let keepersSet: string;
let other: Person;

const setOf = async (client: Client, name: string, groupIds: string[], rights: Rights, accessGroupId = groupIds[0]!) =>
  (await client(permissionSets.create, { body: { name, accessGroupId, groupIds, rights: rightsOf(rights) } })).id;

const newUser = (client: Client, login: string, homeGroupId: string, permissionSetIds: string[] = []) =>
  client(users.create, { body: { login, password: `password of ${login}`, homeGroupId, permissionSetIds } });

beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  mill = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
  florist = (await groupOf(licet.admin, 'Kwiaciarnia Łąka')).id;
  keeper = await makeUser(licet, {
    login: 'keeper',
    homeGroupId: mill,
    groupIds: [mill],
    rights: rightsOf({ licenses: 'read', 'groups-and-computers': 'read', users: 'write', 'permission-sets': 'write', audit: 'read' }),
  });
  keepersSet = (await licet.admin(users.show, { params: { id: keeper.id } })).permissionSets[0]!.id;
  other = await makeUser(licet, { login: 'other', homeGroupId: florist, groupIds: [florist], rights: rightsOf({ licenses: 'read' }) });
});
afterAll(() => licet.close());
afterEach(() => void vi.useRealTimers());

describe("users made by a customer's own user", () => {
  it('R42: with the same rights or fewer, at home in the own group', async () => {
    const fewer = await setOf(keeper.client, 'readers', [mill], { licenses: 'read' });
    const made = await newUser(keeper.client, 'baker', mill, [fewer]);
    expect(made).toMatchObject({ login: 'baker', homeGroup: { id: mill }, reachesAll: false, can: { change: true, remove: true } });
    const same = await newUser(keeper.client, 'second-keeper', mill, [keepersSet]);
    expect(same.permissionSets.map(({ id }) => id)).toEqual([keepersSet]);
    const baker = await licet.signIn('baker', 'password of baker');
    expect(new Set((await allLicenses(baker)).map((row) => row.accessGroup.id))).toEqual(new Set([mill]));
    expect((await keeper.client(users.list, { query: {} })).rows.map((row) => row.login)).toEqual(['baker', 'keeper', 'second-keeper']);
    for (const { id } of [made, same]) await keeper.client(users.remove, { params: { id } });
  });

  it('R42, R44: never with more, in a higher group, or at home elsewhere', async () => {
    const { client } = keeper;
    const more = await Promise.all([
      refusal(setOf(client, 'writers', [mill], { licenses: 'write' })),
      refusal(setOf(client, 'elsewhere', [florist], { licenses: 'read' }, mill)),
      refusal(setOf(client, 'all', ['1'], { licenses: 'read' }, mill)),
      refusal(client(permissionSets.change, { params: { id: keepersSet }, body: { rights: rightsOf({ licenses: 'write' }) } })),
      refusal(newUser(client, 'outsider', florist)),
    ]);
    expect(more.map(({ code }) => code)).toEqual(['not-permitted', 'not-found', 'not-found', 'not-permitted', 'not-found']);
    const wide = await setOf(licet.admin, 'wide', [mill], { licenses: 'write' });
    expect(await refusal(newUser(client, 'too-much', mill, [wide]))).toMatchObject({
      code: 'not-permitted',
      needs: { function: 'licenses', level: 'write' },
    });
    const administrators = (await licet.admin(permissionSets.list, { query: { q: 'Administrator' } })).rows[0]!.id;
    expect((await refusal(newUser(client, 'too-much', mill, [administrators]))).code).toBe('not-found');
    expect((await licet.admin(users.list, { query: { q: 'too-much' } })).total).toBe(0);
    await licet.admin(permissionSets.remove, { params: { id: wide } });
  });

  it('R42: cannot see, change, look through or remove others, nor whoever holds more at home in the same group', async () => {
    const { client } = keeper;
    const stronger = await makeUser(licet, {
      login: 'stronger',
      homeGroupId: mill,
      groupIds: [mill],
      rights: rightsOf({ licenses: 'write' }),
    });
    const view = await openSession(licet.url, 'keeper', 'password of keeper');
    const touch = async (id: string) => [
      await refusal(client(users.change, { params: { id }, body: { password: 'a password of mine' } })),
      await refusal(client(users.remove, { params: { id } })),
      await refusal(view(users.viewAs, { params: { id } })),
    ];
    expect((await refusal(client(users.show, { params: { id: other.id } }))).code).toBe('not-found');
    expect((await touch(other.id)).map(({ code }) => code)).toEqual(['not-found', 'not-found', 'not-found']);
    for (const problem of await touch(stronger.id))
      expect(problem).toMatchObject({ code: 'not-permitted', needs: { function: 'licenses', level: 'write' } });
    await licet.admin(users.remove, { params: { id: stronger.id } });
  });

  it('R42: what a user holds out of sight stays when the rest is changed', async () => {
    const hidden = await setOf(licet.admin, 'hidden', [mill], { licenses: 'read' }, '1');
    const seen = await setOf(licet.admin, 'seen', [mill], { 'groups-and-computers': 'read' });
    const { id } = await newUser(licet.admin, 'half-seen', mill, [hidden, seen]);
    expect((await keeper.client(users.show, { params: { id } })).permissionSets.map((set) => set.name)).toEqual(['seen']);
    await keeper.client(users.change, { params: { id }, body: { permissionSetIds: [] } });
    expect((await licet.admin(users.show, { params: { id } })).permissionSets.map((set) => set.name)).toEqual(['hidden']);
    await licet.admin(users.remove, { params: { id } });
  });

  it('R46: a set that holds in All is marked, and so is whoever has it', async () => {
    const wide = await setOf(licet.admin, 'everywhere', ['1'], { reports: 'read' });
    expect(await licet.admin(permissionSets.show, { params: { id: wide } })).toMatchObject({ reachesAll: true });
    const { id } = await newUser(licet.admin, 'far-reaching', mill);
    expect(await licet.admin(users.show, { params: { id } })).toMatchObject({ reachesAll: false });
    const changed = await licet.admin(users.change, { params: { id }, body: { permissionSetIds: [wide] } });
    expect(changed).toMatchObject({ reachesAll: true });
    expect((await refusal(licet.admin(permissionSets.remove, { params: { id: wide } }))).code).toBe('still-held');
    await licet.admin(users.remove, { params: { id } });
    await licet.admin(permissionSets.remove, { params: { id: wide } });
  });
});

describe('what a change of rights does', () => {
  it('R44: is felt with the next request: set, groups, membership, disabling', async () => {
    const set = await setOf(licet.admin, 'changing', [mill], { licenses: 'read' });
    const { id } = await newUser(licet.admin, 'changing', florist, [set]);
    const client = await licet.signIn('changing', 'password of changing');
    const groupsSeen = async () => [...new Set((await allLicenses(client)).map((row) => row.accessGroup.id))].sort();
    expect(await groupsSeen()).toEqual([mill]);
    await licet.admin(permissionSets.change, { params: { id: set }, body: { groupIds: [mill, florist] } });
    expect(await groupsSeen()).toEqual([mill, florist].sort());
    await licet.admin(permissionSets.change, { params: { id: set }, body: { rights: rightsOf({ reports: 'read' }) } });
    expect(await refusal(client(licenses.list))).toMatchObject({ code: 'not-permitted' });
    await licet.admin(permissionSets.change, {
      params: { id: set },
      body: { rights: rightsOf({ licenses: 'read' }), groupIds: [florist] },
    });
    expect(await groupsSeen()).toEqual([florist]);
    await licet.admin(users.change, { params: { id }, body: { permissionSetIds: [] } });
    expect((await refusal(client(licenses.list))).code).toBe('not-permitted');
    await licet.admin(users.change, { params: { id }, body: { enabled: false } });
    expect((await refusal(client(session.current))).code).toBe('not-signed-in');
    await licet.admin(users.remove, { params: { id } });
  });

  it('R44: the last administrator can neither be removed, disabled nor stripped of the rights', async () => {
    const me = (await licet.admin(session.current)).user.id;
    const mine = (await licet.admin(session.current)).permissionSets[0]!.id;
    const second = await newUser(licet.admin, 'second', '1', [mine]);
    const client = await licet.signIn('second', 'password of second');
    // With two of them, one may go.
    await client(users.change, { params: { id: me }, body: { enabled: false } });
    const refused = await Promise.all([
      refusal(client(users.remove, { params: { id: second.id } })),
      refusal(client(users.change, { params: { id: second.id }, body: { enabled: false } })),
      refusal(client(users.change, { params: { id: second.id }, body: { homeGroupId: mill } })),
      refusal(client(users.change, { params: { id: second.id }, body: { permissionSetIds: [] } })),
      refusal(client(permissionSets.change, { params: { id: mine }, body: { rights: rightsOf({ licenses: 'write' }) } })),
    ]);
    expect(refused.map(({ code }) => code)).toEqual(Array(5).fill('conflict'));
    await client(users.change, { params: { id: me }, body: { enabled: true } });
    expect((await client(session.current)).administrator).toBe(true);
    await licet.admin(users.remove, { params: { id: second.id } });
  });

  it('R44: a token of one permission set carries no more, and makes none that does', async () => {
    const set = await setOf(licet.admin, 'narrow', [mill], { licenses: 'read' });
    const wide = await setOf(licet.admin, 'wider', [florist], { licenses: 'read' });
    await newUser(licet.admin, 'two-sets', mill, [set, wide]);
    const owner = await openSession(licet.url, 'two-sets', 'password of two-sets');
    const made = await owner(tokens.create, { body: { name: 'narrow', permissionSetId: set } });
    expect(made.permissionSet).toEqual({ id: set, name: 'narrow' });
    const client = createClient({ baseUrl: licet.url, headers: { authorization: `Bearer ${made.secret}` } });
    const seen = async (one: Client) => [...new Set((await allLicenses(one)).map((row) => row.accessGroup.id))].sort();
    expect(await seen(client)).toEqual([mill]);
    expect(await seen(owner)).toEqual([mill, florist].sort());
    for (const permissionSetId of [null, wide])
      expect((await refusal(client(tokens.create, { body: { name: 'more', permissionSetId } }))).code).toBe('not-permitted');
    expect((await client(tokens.create, { body: { name: 'as much', permissionSetId: set } })).permissionSet?.id).toBe(set);
    expect((await refusal(owner(tokens.create, { body: { name: 'not mine', permissionSetId: keepersSet } }))).code).toBe('not-found');
    await licet.admin(users.change, {
      params: { id: (await owner(session.current)).user.id },
      body: { permissionSetIds: [wide] },
    });
    expect((await refusal(client(licenses.list))).code).toBe('not-permitted');
  });
});

describe('why somebody sees something', () => {
  /** Whether an object comes through its own door. */
  async function readable(client: Client, kind: ObjectKind, id: string): Promise<boolean> {
    const open = async () => {
      switch (kind) {
        case 'license':
          return client(licenses.show, { params: { id } });
        case 'pool':
          return (
            (await client(pools.list, { query: { limit: 500 } })).rows.some((row) => row.id === id) ||
            Promise.reject(new Error('out of sight'))
          );
        case 'user':
          return client(users.show, { params: { id } });
        case 'permission-set':
          return client(permissionSets.show, { params: { id } });
        case 'notification-rule':
          return client(notificationRules.show, { params: { id } });
        case 'report':
          return client(reports.show, { params: { id } });
        case 'portal-account':
          return (await client(portalAccounts.list)).some((row) => row.id === id) || Promise.reject(new Error('out of sight'));
        default:
          return client(groups.show, { params: { id } });
      }
    };
    return open().then(
      () => true,
      () => false,
    );
  }

  it('R48: the explanation says what the doors do, for every user and object', async () => {
    const technician = await makeUser(licet, {
      login: 'technician',
      homeGroupId: '1',
      groupIds: [(await groupOf(licet.admin, 'Łąka Serwis')).id],
      rights: rightsOf({ licenses: 'use', 'groups-and-computers': 'read', users: 'read', 'permission-sets': 'read', reports: 'read' }),
    });
    const whole = await makeUser(licet, {
      login: 'whole-reader',
      homeGroupId: '1',
      groupIds: ['1'],
      rights: functions.map((fn) => ({ function: fn, level: 'read' as const })),
    });
    for (const accessGroupId of ['1', mill, florist]) {
      const condition = { kind: 'usage', percent: 90 } as const;
      await licet.admin(notificationRules.create, { body: { name: 'r', accessGroupId, condition, recipients: ['a@example.com'] } });
      await licet.admin(reports.create, { body: { name: 'r', accessGroupId } });
    }
    const objects: [ObjectKind, string][] = [
      ...(await allLicenses(licet.admin)).map((row): [ObjectKind, string] => ['license', row.licenseId]),
      ...(await licet.admin(pools.list)).rows.map((row): [ObjectKind, string] => ['pool', row.id]),
      ...(await licet.admin(users.list)).rows.map((row): [ObjectKind, string] => ['user', row.id]),
      ...(await licet.admin(permissionSets.list)).rows.map((row): [ObjectKind, string] => ['permission-set', row.id]),
      ...(await licet.admin(portalAccounts.list)).map((row): [ObjectKind, string] => ['portal-account', row.id]),
      ...(await licet.admin(notificationRules.list)).rows.map((row): [ObjectKind, string] => ['notification-rule', row.id]),
      ...(await licet.admin(reports.list)).rows.map((row): [ObjectKind, string] => ['report', row.id]),
      ...(await licet.admin(groups.tree, { query: { for: 'access' } })).map((row): [ObjectKind, string] => ['group', row.id]),
    ];
    const told = { seen: 0, hidden: 0 };
    for (const person of [keeper, other, technician, whole]) {
      const { rights } = await person.client(session.current);
      for (const [kind, id] of new Map(objects.map((one) => [one.join(' '), one])).values()) {
        // The door of groups asks for this right besides the sight of the group.
        if (kind === 'group' && !rights['groups-and-computers']) continue;
        const { level } = await licet.admin(access.explain, { query: { userId: person.id, kind, id } });
        expect([person.login, kind, id, level !== null]).toEqual([person.login, kind, id, await readable(person.client, kind, id)]);
        told[level === null ? 'hidden' : 'seen'] += 1;
      }
    }
    expect(told.seen).toBeGreaterThan(50);
    expect(told.hidden).toBeGreaterThan(50);
  });

  it('R48: who sees it is told within the own sight, and whether there are others', async () => {
    const [row] = (await allLicenses(licet.admin)).filter((one) => one.accessGroup.id === mill);
    const which = { kind: 'license' as const, id: row!.licenseId };
    const all = await licet.admin(access.who, { query: which });
    expect(all.others).toBe(false);
    expect(all.users.map((user) => user.login)).toEqual(
      ['admin', 'keeper', 'technician', 'two-sets', 'whole-reader'].filter((login) => all.users.some((user) => user.login === login)),
    );
    expect(all.users.find((user) => user.login === 'keeper')?.ways).toEqual([
      { level: 'read', permissionSet: { id: keepersSet, name: 'set of keeper' }, path: [{ id: mill, name: 'Piekarnia Młyn' }] },
    ]);
    const own = await keeper.client(access.who, { query: which });
    expect(own.users.map((user) => user.login)).not.toContain('admin');
    expect(own.users.length).toBeLessThan(all.users.length);
    expect(own.others).toBe(true);
    expect((await refusal(keeper.client(access.explain, { query: { ...which, userId: other.id } }))).code).toBe('not-found');
  });
});

describe('sessions', () => {
  const passwordOf = (login: string) => `password of ${login}`;
  let guest: User;
  beforeAll(async () => {
    const set = await setOf(licet.admin, 'guests', [mill], { licenses: 'write', users: 'write' });
    guest = await newUser(licet.admin, 'guest', mill, [set]);
  });

  it('R73: looking through the eyes of another changes nothing, ends, and is written down', async () => {
    const client = await openSession(licet.url, 'admin', ADMIN_PASSWORD);
    expect(await client(users.viewAs, { params: { id: guest.id } })).toMatchObject({
      user: { login: 'guest' },
      administrator: false,
      viewedBy: { login: 'admin' },
    });
    expect(new Set((await allLicenses(client)).map((row) => row.accessGroup.id))).toEqual(new Set([mill]));
    const tag = (await allLicenses(client))[0]!.licenseId;
    const tried = await Promise.all([
      refusal(client(licenses.setTags, { params: { id: tag }, body: { tags: ['mine'] } })),
      refusal(client(users.change, { params: { id: guest.id }, body: { name: 'x' } })),
      refusal(client(session.changePassword, { body: { current: passwordOf('guest'), next: 'another password' } })),
      refusal(client(tokens.create, { body: { name: 'theirs' } })),
    ]);
    expect(tried.map(({ code }) => code)).toEqual(Array(4).fill('read-only'));
    expect(await client(session.endView)).toMatchObject({ user: { login: 'admin' }, viewedBy: null, administrator: true });
    const { rows } = await licet.admin(audit.list, { query: { q: 'guest', limit: 2 } });
    expect(rows.map(({ action, by, subject }) => [action, by?.login, subject.name])).toEqual([
      ['view-as-ended', 'admin', 'guest'],
      ['view-as-begun', 'admin', 'guest'],
    ]);
  });

  it('a user who must change the password does nothing before, and is free after it', async () => {
    await licet.admin(users.change, { params: { id: guest.id }, body: { mustChangePassword: true } });
    const client = await openSession(licet.url, 'guest', passwordOf('guest'));
    expect(await client(session.current)).toMatchObject({ mustChangePassword: true });
    expect((await refusal(client(licenses.list))).code).toBe('password-change-needed');
    const change = (current: string, next: string) => client(session.changePassword, { body: { current, next } });
    expect((await refusal(change('wrong', 'a much better password'))).code).toBe('wrong-login');
    expect((await refusal(change(passwordOf('guest'), passwordOf('guest')))).code).toBe('malformed-request');
    expect(await change(passwordOf('guest'), 'a much better password')).toMatchObject({ mustChangePassword: false });
    expect((await client(licenses.list)).total).toBeGreaterThan(0);
    expect((await refusal(openSession(licet.url, 'guest', passwordOf('guest')))).code).toBe('wrong-login');
  });

  it('a new password ends the other sessions and the tokens', async () => {
    const first = await openSession(licet.url, 'guest', 'a much better password');
    const token = await licet.signIn('guest', 'a much better password');
    const second = await openSession(licet.url, 'guest', 'a much better password');
    await second(session.changePassword, { body: { current: 'a much better password', next: passwordOf('guest') } });
    for (const client of [first, token]) expect((await refusal(client(session.current))).code).toBe('not-signed-in');
    expect((await second(session.current)).user.login).toBe('guest');
  });

  it('a session ends after the minutes of its user without a request', async () => {
    await licet.admin(users.change, { params: { id: guest.id }, body: { autoLogoutMinutes: 5 } });
    vi.useFakeTimers({ toFake: ['Date'] });
    const client = await openSession(licet.url, 'guest', passwordOf('guest'));
    const later = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000);
    expect(await client(session.current)).toMatchObject({ autoLogoutMinutes: 5 });
    for (let asked = 0; asked < 3; asked += 1) {
      later(4);
      expect((await client(session.current)).user.login).toBe('guest');
    }
    later(6);
    expect((await refusal(client(session.current))).code).toBe('not-signed-in');
  });
});
