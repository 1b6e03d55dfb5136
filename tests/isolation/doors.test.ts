// S8 over HTTP: every door of the contract, as users of every sort: sees own, nothing of others, 404 for what is others'.
// A door that this test does not know fails it, and so does one that the server has and the contract has not.
import * as contract from '@licet/contract';
import { addressOf } from '@licet/contract';
import type { Client, Endpoint, ExportDocument, GroupNode, LicenseRow, Problem } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from './world.ts';
import type { Row, Seer, World } from './world.ts';

let world: World;
let all: Record<string, Row[]>;
beforeAll(async () => {
  world = await makeWorld();
  const tables = [
    'groups',
    'companies',
    'pools',
    'licenses',
    'shares',
    'users',
    'permission_sets',
    'sync_runs',
    'portal_accounts',
    'api_tokens',
    'changes',
    'audit_entries',
    'authorities',
    'installers',
    'computers',
    'setups',
    'operations',
    'saved_views',
    'notification_rules',
    'alerts',
    'reports',
  ];
  all = {};
  for (const table of tables) all[table] = await world.rows(table);
});
afterAll(() => world.close());

type Fn = Parameters<Seer['reach']>[0];
const nameOf = (endpoint: Endpoint) => `${endpoint.method} ${endpoint.path}`;
/** Every endpoint that the contract exports, however it is grouped. */
function contractDoors(): Map<string, Endpoint> {
  const doors = new Map<string, Endpoint>();
  const isEndpoint = (value: unknown): value is Endpoint =>
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'summary' in value;
  for (const exported of Object.values(contract) as unknown[]) {
    const candidates: unknown[] = typeof exported === 'object' && exported !== null ? [exported, ...Object.values(exported)] : [];
    // The agents' listener is another one, and knows no users.
    for (const one of candidates) if (isEndpoint(one) && !one.path.startsWith('/api/agent/')) doors.set(nameOf(one), one);
  }
  return doors;
}

interface Reply {
  status: number;
  text: string;
  body: unknown;
}

async function knock(seer: Seer, endpoint: Endpoint, call: { params?: unknown; query?: unknown; body?: unknown } = {}): Promise<Reply> {
  const response = await fetch(world.licet.url + addressOf(endpoint, call), {
    method: endpoint.method,
    headers: { authorization: `Bearer ${seer.secret}`, ...(call.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, text, body: isJson && text !== '' ? JSON.parse(text) : text };
}

const text = (row: Row, column: string) => String(row[column]);
const number = (row: Row, column: string) => row[column] as number;
const rowsOf = (table: string, keep: (row: Row) => boolean) => (all[table] ?? []).filter(keep);
const idsOf = (rows: Row[]) => rows.map((row) => text(row, 'id')).sort();
const readsLicenses = (seer: Seer) => (row: Row) => seer.reach('licenses').has(number(row, 'access_group_id'));
const readsCompany = (seer: Seer) => (row: Row) =>
  seer.any.has(number(row, 'group_id')) || rowsOf('pools', readsLicenses(seer)).some((pool) => pool['company_id'] === row['id']);
/** Of a change of a company: the company is in sight, or a license of it. */
const knowsCompany = (seer: Seer) => (change: Row) =>
  rowsOf('companies', (row) => row['id'] === change['company_id']).some(readsCompany(seer)) ||
  rowsOf('licenses', (row) => row['company_id'] === change['company_id']).some(readsLicenses(seer));
const readsUser = (seer: Seer) => (row: Row) => row['id'] === seer.id || seer.reach('users').has(number(row, 'home_group_id'));
const not =
  (keep: (row: Row) => boolean) =>
  (row: Row): boolean =>
    !keep(row);
const reads =
  (fn: Fn, column: string) =>
  (seer: Seer) =>
  (row: Row): boolean =>
    seer.reach(fn).has(number(row, column));
const standing = (row: Row) => row['gone'] === false;

/** Words that must appear in no answer to this seer: names, public ids, tags and logins of what is out of sight. */
function secretsFrom(seer: Seer): string[] {
  // What there is was read once, so who may not know what is found out once, too.
  const found = secrets.get(seer.login) ?? findSecrets(seer);
  secrets.set(seer.login, found);
  return found;
}
const secrets = new Map<string, string[]>();

function findSecrets(seer: Seer): string[] {
  const shares = rowsOf('shares', not(readsLicenses(seer)));
  const licenses = rowsOf('licenses', not(readsLicenses(seer)));
  const hidden = [
    ...rowsOf('companies', not(readsCompany(seer))).flatMap((row) => [text(row, 'name'), text(row, 'upstream_id')]),
    ...rowsOf('changes', (row) => row['kind'] === 'company-renamed' && !knowsCompany(seer)(row)).map((row) =>
      String((row['before'] as { name?: unknown }).name),
    ),
    ...licenses.flatMap((row) => [text(row, 'public_id'), ...(row['tags'] as string[])]),
    ...shares.map((row) => text(row, 'license_user')),
    ...rowsOf('users', not(readsUser(seer)))
      .map((row) => text(row, 'login'))
      .filter((login) => login !== 'admin'),
    ...rowsOf('installers', not(reads('installers', 'access_group_id')(seer))).map((row) => text(row, 'name')),
    ...rowsOf('authorities', not(reads('certificates', 'access_group_id')(seer))).map((row) => text(row, 'name')),
    ...rowsOf(
      'permission_sets',
      (row) => !seer.setIds.has(number(row, 'id')) && !seer.reach('permission-sets').has(number(row, 'access_group_id')),
    ).map((row) => text(row, 'name')),
    ...rowsOf('saved_views', not(readsView(seer))).map((row) => text(row, 'name')),
    ...rowsOf('notification_rules', not(readsRule(seer))).flatMap((row) => [text(row, 'name'), text(row, 'webhook_url')]),
    ...rowsOf('reports', not(readsReport(seer))).flatMap((row) => [text(row, 'name'), ...(row['recipients'] as string[])]),
    ...rowsOf('portal_accounts', (row) => !seer.reach('portal-accounts').has(number(row, 'access_group_id'))).map((row) =>
      text(row, 'login'),
    ),
  ];
  // What is the name of something in sight as well gives nothing away.
  const seen = [
    ...rowsOf('companies', readsCompany(seer)).map((row) => text(row, 'name')),
    ...rowsOf('groups', (row) => seer.any.has(number(row, 'id'))).map((row) => text(row, 'name')),
    ...rowsOf('licenses', readsLicenses(seer)).flatMap((row) => row['tags'] as string[]),
    ...rowsOf('permission_sets', (row) => seer.setIds.has(number(row, 'id'))).map((row) => text(row, 'name')),
  ];
  return [...new Set(hidden)].filter((word) => !seen.some((known) => known.includes(word)) && word !== 'Administrator' && word !== 'null');
}

function expectNothingForeign(seer: Seer, answer: string, door: string): void {
  const found = secretsFrom(seer).filter((word) => answer.includes(JSON.stringify(word).slice(1, -1)));
  expect(found, `${door} as ${seer.login}`).toEqual([]);
}

/** A door that asks for a right: 403 for who holds it nowhere, naming it. */
async function guarded(
  seer: Seer,
  endpoint: Endpoint,
  fn: Fn,
  level: 'read' | 'use' | 'write',
  call: object,
  then: (reply: Reply) => void,
): Promise<void> {
  const reply = await knock(seer, endpoint, call);
  if (seer.reach(fn, level).size > 0) return then(reply);
  expect([reply.status, (reply.body as Problem).needs], `${nameOf(endpoint)} as ${seer.login}`).toEqual([403, { function: fn, level }]);
}

/** A list of one's own: exactly these ids, whatever the page. */
const listing =
  (fn: Fn, call: object, ids: (reply: Reply) => string[], expected: (seer: Seer) => string[], level: 'read' | 'write' = 'read') =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> =>
    guarded(seer, endpoint, fn, level, call, (reply) => {
      expect(reply.status).toBe(200);
      expect(ids(reply).sort(), `${nameOf(endpoint)} as ${seer.login}`).toEqual(expected(seer).sort());
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    });

/** A thing by its id: there for own, 404 for what is out of sight, the same as for what does not exist. */
const byId =
  (
    fn: Fn,
    level: 'read' | 'write',
    own: (seer: Seer) => string[],
    foreign: (seer: Seer) => string[],
    call: object = {},
    fine: number[] = [200],
  ) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    for (const id of own(seer).slice(0, 3)) {
      await guarded(seer, endpoint, fn, level, { ...call, params: { id } }, (reply) => {
        expect(fine, `${nameOf(endpoint)} ${id} as ${seer.login}: ${reply.text}`).toContain(reply.status);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    const nowhere = await knock(seer, endpoint, { ...call, params: { id: '99999999' } });
    for (const id of foreign(seer)) {
      await guarded(seer, endpoint, fn, level, { ...call, params: { id } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${id} as ${seer.login}`).toBe(404);
        expect(reply.text).toBe(nowhere.text);
      });
    }
  };

const rows = <T>(reply: Reply) => (reply.body as { rows: T[] }).rows;
const list = <T>(reply: Reply) => reply.body as T[];
const ownLicenses = (seer: Seer) => idsOf(rowsOf('licenses', readsLicenses(seer)));
const foreignLicenses = (seer: Seer) => idsOf(rowsOf('licenses', not(readsLicenses(seer)))).slice(0, 6);
const ownShares = (seer: Seer) => idsOf(rowsOf('shares', (row) => readsLicenses(seer)(row) && standing(row)));
const visibleRuns = () => [] as string[];
const allRuns = () => idsOf(all['sync_runs'] ?? []);
const everyGroup = () => idsOf(all['groups'] ?? []);
const writes = (seer: Seer) => (row: Row) => seer.reach('licenses', 'write').has(number(row, 'access_group_id'));

const readsSet = (seer: Seer) => (row: Row) =>
  seer.setIds.has(number(row, 'id')) || seer.reach('permission-sets').has(number(row, 'access_group_id'));
const readsView = (seer: Seer) => (row: Row) => row['owner_id'] === seer.id || readsLicenses(seer)(row);
const readsRule = (seer: Seer) => reads('notifications', 'access_group_id')(seer);
const writesRule = (seer: Seer) => (row: Row) =>
  seer.reach('notifications', 'write').has(number(row, 'access_group_id')) && seer.reach('licenses').has(number(row, 'access_group_id'));
const readsReport = (seer: Seer) => reads('reports', 'access_group_id')(seer);
const writesReport = (seer: Seer) => (row: Row) =>
  seer.reach('reports', 'write').has(number(row, 'access_group_id')) && seer.reach('licenses').has(number(row, 'access_group_id'));
const readsAlert = (seer: Seer) => (row: Row) =>
  rowsOf('notification_rules', readsRule(seer)).some((rule) => rule['id'] === row['rule_id']) &&
  (row['license_id'] === null
    ? rowsOf('portal_accounts', reads('portal-accounts', 'access_group_id')(seer)).some((account) => account['id'] === row['account_id'])
    : rowsOf('licenses', readsLicenses(seer)).some((license) => license['id'] === row['license_id']));
const readsAudit = (seer: Seer) => (row: Row) =>
  seer.reach('audit').has(number(row, 'group_id')) && seer.reach(row['function'] as Fn).has(number(row, 'group_id'));

/** What can be asked about, the table that it stands in, and who sees it. */
const explained = (seer: Seer): [kind: string, table: string, sees: (row: Row) => boolean][] => [
  ['group', 'groups', (row) => seer.any.has(number(row, 'id'))],
  ['pool', 'pools', readsLicenses(seer)],
  ['license', 'licenses', readsLicenses(seer)],
  ['computer', 'computers', reads('groups-and-computers', 'group_id')(seer)],
  ['installer', 'installers', reads('installers', 'access_group_id')(seer)],
  ['user', 'users', readsUser(seer)],
  ['permission-set', 'permission_sets', readsSet(seer)],
  ['certificate', 'authorities', reads('certificates', 'access_group_id')(seer)],
  ['portal-account', 'portal_accounts', reads('portal-accounts', 'access_group_id')(seer)],
];

/**
 * A door of one object, tried on every object there is: 403 for who holds the right nowhere, 404 out of sight, 403 in sight
 * without the right there. Where it is allowed, it is gone through only when it changes nothing.
 */
const objectDoor =
  (fn: Fn, level: 'read' | 'use' | 'write', table: string, sees: (row: Row) => boolean, place: string, call: object = {}) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = (await world.rows(table)).length;
    for (const row of all[table] ?? []) {
      const allowed = sees(row) && (level === 'read' || seer.reach(fn, level).has(number(row, place)));
      const somewhere = seer.reach(fn, level).size > 0;
      const oneself = table === 'users' && row['id'] === seer.id;
      if (somewhere && level === 'write' && (allowed || oneself)) continue;
      const reply = await knock(seer, endpoint, { ...call, params: { id: text(row, 'id') } });
      const expected = !somewhere ? 403 : !sees(row) ? 404 : allowed ? 200 : 403;
      expect(reply.status, `${nameOf(endpoint)} ${text(row, 'id')} as ${seer.login}: ${reply.text.slice(0, 200)}`).toBe(expected);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
    expect((await world.rows(table)).length).toBe(before);
  };

const installerDoor =
  (level: 'read' | 'use' | 'write', call: object = {}) =>
  (seer: Seer, endpoint: Endpoint) =>
    objectDoor('installers', level, 'installers', reads('installers', 'access_group_id')(seer), 'access_group_id', call)(seer, endpoint);

/** Computers by several ids: one that is out of sight, or may not be written, refuses the whole. */
const computersDoor =
  (more: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('computers');
    const own = idsOf(rowsOf('computers', (row) => seer.reach('groups-and-computers', 'write').has(number(row, 'group_id'))));
    const somewhere = seer.reach('groups-and-computers', 'write').size > 0;
    for (const row of rowsOf('computers', (one) => !own.includes(text(one, 'id')))) {
      const reply = await knock(seer, endpoint, { body: { ids: [...own, text(row, 'id')], ...more } });
      const seen = reads('groups-and-computers', 'group_id')(seer)(row);
      expect(reply.status, `${nameOf(endpoint)} as ${seer.login}`).toBe(somewhere && !seen ? 404 : 403);
    }
    const placed = (list: Row[]) => list.map((row) => `${text(row, 'id')} in ${text(row, 'group_id')}`).sort();
    expect(placed(await world.rows('computers'))).toEqual(placed(before));
  };

/** A door of a customer: those out of sight are not found; those in sight are refused to who lacks what the door needs there. */
const customersDoor =
  (callOf: (id: string) => object, level: 'read' | 'write' | 'more' = 'more') =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const states = async () => (await world.rows('companies')).map((row) => `${text(row, 'id')} ${text(row, 'setup')}`).sort();
    const before = await states();
    const users = (await world.rows('users')).length;
    const needed = level === 'read' ? 'read' : 'write';
    const somewhere = seer.reach('groups-and-computers', needed).size > 0;
    for (const row of all['companies'] ?? []) {
      const seen = seer.any.has(number(row, 'group_id'));
      const holds =
        seen && (level === 'read' || (level === 'write' && seer.reach('groups-and-computers', 'write').has(number(row, 'group_id'))));
      if (holds && somewhere && level === 'write') continue;
      const reply = await knock(seer, endpoint, callOf(text(row, 'id')));
      const expected = !somewhere ? 403 : !seen ? 404 : holds ? 200 : 403;
      expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}: ${reply.text.slice(0, 200)}`).toBe(expected);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
    expect(await states()).toEqual(before);
    expect((await world.rows('users')).length).toBe(users);
  };

/** Batches are their maker's, and the administrator made them all. */
const setupDoor = async (seer: Seer, endpoint: Endpoint): Promise<void> => {
  expect(all['setups']?.length).toBeGreaterThan(0);
  for (const row of all['setups'] ?? []) {
    const reply = await knock(seer, endpoint, { params: { id: text(row, 'id') } });
    expect(reply.status, `as ${seer.login}`).toBe(seer.reach('groups-and-computers', 'write').size > 0 ? 404 : 403);
  }
};

/** Views: what is neither one's own nor shared where one writes is not changed, and out of sight it is not found. */
const viewDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('saved_views');
    for (const row of before) {
      if (row['owner_id'] === seer.id || writes(seer)(row)) continue;
      await guarded(seer, endpoint, 'licenses', 'read', { ...call, params: { id: text(row, 'id') } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`).toBe(readsView(seer)(row) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(await world.rows('saved_views')).toEqual(before);
  };

/** A door of a notification rule: those of others are not found, or may not be written; one's own are left alone. */
const ruleDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('notification_rules');
    for (const row of before) {
      if (writesRule(seer)(row)) continue;
      await guarded(seer, endpoint, 'notifications', 'write', { ...call, params: { id: text(row, 'id') } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`).toBe(readsRule(seer)(row) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(await world.rows('notification_rules')).toEqual(before);
  };

/** A door of a report: those of others are not found, or may not be written; one's own are left alone. */
const reportDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('reports');
    for (const row of before) {
      if (writesReport(seer)(row)) continue;
      await guarded(seer, endpoint, 'reports', 'write', { ...call, params: { id: text(row, 'id') } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`).toBe(readsReport(seer)(row) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(await world.rows('reports')).toEqual(before);
  };

/** What a report in sight holds: the licenses in its group and below that the seer reads, wherever it is kept; others are not found. */
const contentsDoor =
  (query: object, idsIn: (reply: Reply) => (string | null)[]) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    for (const row of all['reports'] ?? []) {
      const call = { params: { id: text(row, 'id') }, query };
      await guarded(seer, endpoint, 'reports', 'read', call, (reply) => {
        const where = `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`;
        expect(reply.status, where).toBe(readsReport(seer)(row) ? 200 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
        if (reply.status !== 200) return;
        const below = groupsBelow(number(row, 'access_group_id'));
        const held = rowsOf(
          'shares',
          (share) => standing(share) && readsLicenses(seer)(share) && below.has(number(share, 'access_group_id')),
        );
        const ought = held.map((share) => rowsOf('licenses', (one) => one['id'] === share['license_id'])[0]?.['public_id'] ?? null);
        expect(idsIn(reply).sort(), where).toEqual(ought.sort());
      });
    }
  };

function groupsBelow(top: number): Set<number> {
  const below = new Set([top]);
  // A set that grows while it is walked is walked to its end.
  for (const id of below) for (const group of rowsOf('groups', (one) => one['parent_id'] === id)) below.add(number(group, 'id'));
  return below;
}

/** Administrators only: 403 for everybody here, whatever is asked about, and nothing given away. */
const administrators =
  (call: object = {}) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const reply = await knock(seer, endpoint, call);
    expect(reply.status, `${nameOf(endpoint)} as ${seer.login}`).toBe(403);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  };
/** What opens a sign-in is changed in a session only: a token is refused, the right password beside it or not. */
const ownSessionDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const tables = ['second_steps', 'recovery_codes', 'passkeys', 'user_identities'];
    const before = await Promise.all(tables.map((table) => world.rows(table)));
    const reply = await knock(seer, endpoint, call);
    expect([reply.status, (reply.body as Problem).reason?.code], `${nameOf(endpoint)} as ${seer.login}`).toEqual([
      403,
      'needs-own-session',
    ]);
    expect(await Promise.all(tables.map((table) => world.rows(table)))).toEqual(before);
  };
const proven = (seer: Seer) => ({ proof: { password: `password of ${seer.login}` } });

const anAccount = () => ({ params: { id: idsOf(all['portal_accounts'] ?? [])[0] } });
const aRun = () => ({ params: { id: allRuns()[0] } });

const doors: Record<string, (seer: Seer, endpoint: Endpoint) => Promise<void>> = {
  'POST /api/session': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint, { body: { login: seer.login, password: 'not this one' } });
    expect(reply.status).toBe(401);
  },
  'GET /api/session': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    expect(reply.body).toMatchObject({ user: { login: seer.login }, administrator: false, msp: true });
    const home = rowsOf('users', (row) => row['id'] === seer.id)[0]?.['home_group_id'];
    // One's own home group is no secret, even to those who may read nothing in it.
    expect((reply.body as { homeGroup: { id: string } }).homeGroup.id).toBe(String(home));
    for (const word of secretsFrom(seer))
      if (word !== (reply.body as { homeGroup: { name: string } }).homeGroup.name) expect(reply.text).not.toContain(word);
  },
  'DELETE /api/session': async (seer, endpoint) => {
    expect((await knock(seer, endpoint)).status).toBeLessThan(300);
    // A token is not a session: it goes on.
    expect((await knock(seer, contract.session.current)).status).toBe(200);
  },
  'PATCH /api/session/preferences': async (seer, endpoint) => {
    const before = rowsOf(
      'users',
      not((row) => row['id'] === seer.id),
    ).map((row) => [row['id'], row['theme']]);
    expect((await knock(seer, endpoint, { body: { theme: 'dark' } })).body).toMatchObject({ user: { login: seer.login, theme: 'dark' } });
    expect(
      (await world.rows('users'))
        .filter((row) => row['id'] !== seer.id && !world.seers.some((one) => one.id === row['id']))
        .map((row) => [row['id'], row['theme']]),
    ).toEqual(before.filter(([id]) => !world.seers.some((one) => one.id === id)));
  },
  'POST /api/tokens': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint, { body: { name: 'another' } });
    const made = (await world.rows('api_tokens')).find((row) => String(row['id']) === (reply.body as { id: string }).id);
    expect(made?.['user_id']).toBe(seer.id);
  },
  'GET /api/tokens': async (seer, endpoint) => {
    const own = (await world.rows('api_tokens')).filter((row) => row['user_id'] === seer.id);
    expect(
      list<{ id: string }>(await knock(seer, endpoint))
        .map((token) => token.id)
        .sort(),
    ).toEqual(idsOf(own));
  },
  'DELETE /api/tokens/:id': async (seer, endpoint) => {
    const foreign = (await world.rows('api_tokens')).filter((row) => row['user_id'] !== seer.id);
    expect(foreign.length).toBeGreaterThan(3);
    for (const token of foreign) expect((await knock(seer, endpoint, { params: { id: text(token, 'id') } })).status).toBe(404);
    expect((await world.rows('api_tokens')).filter((row) => row['user_id'] !== seer.id)).toHaveLength(foreign.length);
  },
  'GET /api/portal-accounts': listing(
    'portal-accounts',
    {},
    (reply) => list<{ id: string }>(reply).map((account) => account.id),
    visibleRuns,
  ),
  'POST /api/portal-accounts': administrators({ body: { login: 'msp@hillside.example', password: 'demo-msp' } }),
  'POST /api/portal-accounts/import': administrators({ body: { kind: 'eba' } }),
  'PATCH /api/portal-accounts/:id': (seer, endpoint) => administrators({ ...anAccount(), body: { policy: 'apply' } })(seer, endpoint),
  'GET /api/portal-accounts/:id/removal': (seer, endpoint) => administrators(anAccount())(seer, endpoint),
  'DELETE /api/portal-accounts/:id': (seer, endpoint) =>
    administrators({ ...anAccount(), body: { confirmLogin: 'manager@wzgorze.example' } })(seer, endpoint),
  'POST /api/sync-runs': administrators({ body: {} }),
  'GET /api/sync-runs': listing(
    'portal-accounts',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((run) => run.id),
    visibleRuns,
  ),
  'GET /api/sync-runs/:id': byId('portal-accounts', 'read', visibleRuns, allRuns),
  'GET /api/sync-runs/:id/changes': byId('portal-accounts', 'read', visibleRuns, allRuns),
  'GET /api/sync-runs/:id/touches': byId('portal-accounts', 'read', visibleRuns, allRuns),
  'POST /api/sync-runs/:id/apply': (seer, endpoint) => administrators(aRun())(seer, endpoint),
  'POST /api/sync-runs/:id/discard': (seer, endpoint) => administrators(aRun())(seer, endpoint),
  'POST /api/sync-runs/:id/stop': (seer, endpoint) => administrators(aRun())(seer, endpoint),
  'GET /api/licenses': async (seer, endpoint) => {
    const ids = (reply: Reply) => rows<LicenseRow>(reply).map((row) => row.id);
    await listing('licenses', { query: { limit: 500 } }, ids, ownShares)(seer, endpoint);
    if (seer.reach('licenses').size === 0) return;
    // The count is of what is listed, page, filter, moment and search included.
    for (const query of [
      { limit: 1 },
      { limit: 1, offset: 1 },
      { limit: 1, gone: 'show' },
      { limit: 1, asOf: new Date().toISOString() },
      { limit: 1, q: 'eset' },
    ]) {
      const reply = await knock(seer, endpoint, { query });
      expect((reply.body as { total: number }).total, JSON.stringify(query)).toBe(ownShares(seer).length);
    }
    // What others hold cannot be found out by filtering for it.
    for (const row of rowsOf('licenses', not(readsLicenses(seer)))) {
      for (const query of [
        { q: text(row, 'public_id') },
        { tag: `tag of ${text(row, 'public_id')}` },
        { poolId: text(row, 'pool_id'), limit: 500 },
      ]) {
        const foreign = rows<LicenseRow>(await knock(seer, endpoint, { query })).filter((one) => one.licenseId === text(row, 'id'));
        expect(foreign).toEqual([]);
      }
    }
    // Accounts are named to those who may read portal accounts there, and to nobody else.
    for (const row of rows<LicenseRow>(await knock(seer, endpoint, { query: { limit: 500 } }))) expect(row.accounts).toEqual([]);
  },
  'GET /api/licenses.csv': async (seer, endpoint) =>
    guarded(seer, endpoint, 'licenses', 'read', { query: { columns: 'publicId,licenseUser,tags,accessGroup,account' } }, (reply) => {
      const lines = reply.text.replace('\uFEFF', '').split('\r\n').filter(Boolean).slice(1);
      expect(lines).toHaveLength(ownShares(seer).length);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'GET /api/licenses/:id': byId('licenses', 'read', ownLicenses, foreignLicenses),
  'GET /api/licenses/:id/history': byId('licenses', 'read', ownLicenses, foreignLicenses),
  'PUT /api/licenses/:id/tags': async (seer, endpoint) => {
    const tagsOf = async (id: string) => (await world.rows('licenses')).find((row) => text(row, 'id') === id)?.['tags'];
    for (const license of all['licenses'] ?? []) {
      const id = text(license, 'id');
      const before = await tagsOf(id);
      const reply = await knock(seer, endpoint, { params: { id }, body: { tags: before } });
      const expected =
        seer.reach('licenses', 'write').size === 0 ? 403 : !readsLicenses(seer)(license) ? 404 : writes(seer)(license) ? 200 : 403;
      expect(reply.status, `tags of ${id} as ${seer.login}`).toBe(expected);
      if (expected !== 200) await knock(seer, endpoint, { params: { id }, body: { tags: ['stolen'] } });
      expect(await tagsOf(id)).toEqual(before);
    }
  },
  'POST /api/licenses/tags': async (seer, endpoint) => {
    const writable = idsOf(rowsOf('licenses', writes(seer)));
    const [foreign] = foreignLicenses(seer);
    const reply = await knock(seer, endpoint, { body: { licenseIds: [...writable, foreign ?? '99999999'], add: ['stolen'], remove: [] } });
    expect(reply.status, `as ${seer.login}`).toBe(writable.length > 0 ? 404 : 403);
    // One that is out of sight refuses the whole.
    expect((await world.rows('licenses')).filter((row) => (row['tags'] as string[]).includes('stolen'))).toEqual([]);
    if (writable.length > 0)
      expect((await knock(seer, endpoint, { body: { licenseIds: writable, add: [], remove: ['nothing'] } })).body).toEqual({ changed: 0 });
  },
  'GET /api/tags': async (seer, endpoint) => {
    const counted = new Map<string, number>();
    for (const row of rowsOf('licenses', (one) => readsLicenses(seer)(one) && one['gone_at'] === null))
      for (const tag of row['tags'] as string[]) counted.set(tag, (counted.get(tag) ?? 0) + 1);
    const expected = [...counted].map(([tag, n]) => `${tag}: ${n}`);
    await listing(
      'licenses',
      { query: { limit: 500 } },
      (reply) => list<{ tag: string; licenses: number }>(reply).map((one) => `${one.tag}: ${one.licenses}`),
      () => expected,
    )(seer, endpoint);
  },
  'GET /api/products': async (seer, endpoint) => {
    const counted = new Map<string, Set<string>>();
    for (const row of rowsOf('shares', (one) => readsLicenses(seer)(one) && standing(one)))
      counted.set(text(row, 'product_code'), (counted.get(text(row, 'product_code')) ?? new Set()).add(text(row, 'license_id')));
    const expected = [...counted].map(([code, ids]) => `${code}: ${ids.size}`);
    await listing(
      'licenses',
      {},
      (reply) => list<{ code: string; licenses: number }>(reply).map((one) => `${one.code}: ${one.licenses}`),
      () => expected,
    )(seer, endpoint);
  },
  'GET /api/license-companies': async (seer, endpoint) =>
    guarded(seer, endpoint, 'licenses', 'read', {}, (reply) => {
      const companies = list<{ id: string; licenses: number }>(reply);
      const counts = new Map<string, number>();
      for (const row of rowsOf('licenses', (one) => readsLicenses(seer)(one) && one['gone_at'] === null))
        counts.set(text(row, 'company_id'), (counts.get(text(row, 'company_id')) ?? 0) + 1);
      expect(
        companies
          .filter((one) => one.licenses > 0)
          .map((one) => `${one.id}: ${one.licenses}`)
          .sort(),
      ).toEqual([...counts].map(([id, n]) => `${id}: ${n}`).sort());
      const seen = new Set(idsOf(rowsOf('companies', readsCompany(seer))));
      for (const one of companies) expect(seen.has(one.id)).toBe(true);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'POST /api/licenses/details-wanted': async (seer, endpoint) => {
    const ids = idsOf(all['licenses'] ?? []);
    await world.owner.query(`update licenses set details_at = '2020-01-01'`);
    await world.owner.query('update license_sightings set wanted_at = null');
    await guarded(seer, endpoint, 'licenses', 'read', { body: { licenseIds: ids } }, (reply) => expect(reply.status).toBe(204));
    const wanted = (await world.rows('license_sightings')).filter((row) => row['wanted_at'] !== null).map((row) => text(row, 'license_id'));
    expect([...new Set(wanted)].sort(), `as ${seer.login}`).toEqual(
      idsOf(rowsOf('licenses', (row) => readsLicenses(seer)(row) && row['gone_at'] === null)),
    );
  },
  'GET /api/pools': listing(
    'licenses',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((pool) => pool.id),
    (seer) =>
      idsOf(
        rowsOf(
          'pools',
          (pool) => readsLicenses(seer)(pool) && (all['shares'] ?? []).some((share) => share['pool_id'] === pool['id'] && standing(share)),
        ),
      ),
  ),
  'GET /api/pools/:id/move-impact': async (seer, endpoint) => {
    const [to] = [...seer.reach('licenses', 'write')];
    const own = () => idsOf(rowsOf('pools', writes(seer)));
    const foreign = () => idsOf(rowsOf('pools', not(readsLicenses(seer)))).slice(0, 5);
    await byId('licenses', 'write', own, foreign, { query: { to: String(to ?? 1) } })(seer, endpoint);
    // Where it would go is out of sight too.
    for (const pool of own()) {
      for (const group of everyGroup()
        .filter((id) => !seer.any.has(Number(id)))
        .slice(0, 4))
        expect((await knock(seer, endpoint, { params: { id: pool }, query: { to: group } })).status).toBe(404);
    }
  },
  'POST /api/pools/:id/move': async (seer, endpoint) => {
    const places = async () => (await world.rows('pools')).map((row) => `${text(row, 'id')} in ${text(row, 'access_group_id')}`).sort();
    const before = await places();
    const [to] = [...seer.reach('licenses', 'write')];
    for (const pool of rowsOf('pools', not(writes(seer)))) {
      const reply = await knock(seer, endpoint, { params: { id: text(pool, 'id') }, body: { to: String(to ?? 1) } });
      expect(reply.status, `${text(pool, 'id')} as ${seer.login}`).toBe(to !== undefined && !readsLicenses(seer)(pool) ? 404 : 403);
    }
    for (const pool of rowsOf('pools', writes(seer))) {
      for (const group of everyGroup().filter((id) => !seer.reach('licenses', 'write').has(Number(id)))) {
        const reply = await knock(seer, endpoint, { params: { id: text(pool, 'id') }, body: { to: group } });
        expect(reply.status, `to ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
      }
    }
    expect(await places()).toEqual(before);
  },
  'GET /api/groups': async (seer, endpoint) => {
    const seen = rowsOf('groups', (row) => seer.any.has(number(row, 'id')));
    const ids = (reply: Reply) => list<GroupNode>(reply).map((node) => node.id);
    await listing('groups-and-computers', { query: { for: 'access' } }, ids, () => idsOf(seen))(seer, endpoint);
    await listing('groups-and-computers', { query: { for: 'computers' } }, ids, () =>
      idsOf(seen.filter((row) => row['kind'] !== 'shared-objects')),
    )(seer, endpoint);
  },
  'GET /api/groups/:id': async (seer, endpoint) => {
    const seen = (id: string) => seer.any.has(Number(id));
    await byId(
      'groups-and-computers',
      'read',
      () => everyGroup().filter(seen),
      () => everyGroup().filter((id) => !seen(id)),
    )(seer, endpoint);
    for (const id of seer.reach('groups-and-computers')) {
      const { counts } = (await knock(seer, endpoint, { params: { id: String(id) } })).body as { counts: Record<string, number> };
      expect(counts['users'], `users counted in ${id} as ${seer.login}`).toBe(
        (await world.rows('users')).filter((row) => row['home_group_id'] === id && readsUser(seer)(row)).length,
      );
      expect(counts['licenses']).toBe(
        rowsOf('licenses', (row) => row['access_group_id'] === id && readsLicenses(seer)(row) && row['gone_at'] === null).length,
      );
    }
  },
  'GET /api/users': listing(
    'users',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((user) => user.id),
    (seer) => idsOf(rowsOf('users', readsUser(seer))),
  ),
  'GET /api/users/:id': (seer, endpoint) => objectDoor('users', 'read', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'POST /api/users': async (seer, endpoint) => {
    const ids = idsOf(await world.rows('users'));
    for (const group of everyGroup()) {
      if (seer.reach('users', 'write').has(Number(group))) continue;
      const body = { login: 'intruder', password: 'long enough for this', homeGroupId: group };
      const nowhere = seer.reach('users', 'write').size === 0;
      expect((await knock(seer, endpoint, { body })).status, group).toBe(nowhere || seer.any.has(Number(group)) ? 403 : 404);
    }
    const [home] = [...seer.reach('users', 'write')];
    for (const set of rowsOf('permission_sets', (row) => !seer.setIds.has(number(row, 'id')))) {
      const body = {
        login: 'intruder',
        password: 'long enough for this',
        homeGroupId: String(home ?? 1),
        permissionSetIds: [text(set, 'id')],
      };
      const seen = seer.reach('permission-sets').has(number(set, 'access_group_id'));
      if (!seen) expect([403, 404]).toContain((await knock(seer, endpoint, { body })).status);
    }
    expect(idsOf(await world.rows('users'))).toEqual(ids);
  },
  'PATCH /api/users/:id': (seer, endpoint) =>
    objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id', { body: { enabled: false } })(seer, endpoint),
  'DELETE /api/users/:id': (seer, endpoint) => objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'POST /api/users/:id/view': (seer, endpoint) => objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'DELETE /api/users/:id/sign-in-methods': (seer, endpoint) =>
    objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'DELETE /api/users/:id/sessions': (seer, endpoint) =>
    objectDoor('users', 'write', 'users', readsUser(seer), 'home_group_id')(seer, endpoint),
  'GET /api/settings/sign-in': (seer, endpoint) =>
    guarded(seer, endpoint, 'settings', 'read', {}, (reply) => {
      expect(reply.status).toBe(200);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'PUT /api/settings/sign-in': administrators({ body: { secondStepFor: 'everybody', trustSingleSignOn: true } }),
  'GET /api/settings/mail': administrators(),
  'PUT /api/settings/mail': administrators({
    body: { host: 'mail.example', port: 25, security: 'none', login: null, sender: 'a@b.example' },
  }),
  'DELETE /api/settings/mail': administrators(),
  'POST /api/settings/mail/test': administrators({ body: { to: 'a@b.example' } }),
  'GET /api/notification-rules': listing(
    'notifications',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('notification_rules', readsRule(seer))),
  ),
  'POST /api/notification-rules': async (seer, endpoint) => {
    const before = idsOf(await world.rows('notification_rules'));
    for (const group of everyGroup()) {
      if (writesRule(seer)({ access_group_id: Number(group) })) continue;
      const body = { name: 'stolen', accessGroupId: group, condition: { kind: 'usage', percent: 1 }, recipients: ['a@b.example'] };
      await guarded(seer, endpoint, 'notifications', 'write', { body }, (reply) => {
        expect(reply.status, `in ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(idsOf(await world.rows('notification_rules'))).toEqual(before);
  },
  'GET /api/notification-rules/:id': (seer, endpoint) =>
    objectDoor('notifications', 'read', 'notification_rules', readsRule(seer), 'access_group_id')(seer, endpoint),
  'PATCH /api/notification-rules/:id': ruleDoor({ body: { recipients: ['a@b.example'] } }),
  'DELETE /api/notification-rules/:id': ruleDoor({}),
  'PUT /api/notification-rules/:id/snooze': ruleDoor({ body: { until: null } }),
  'POST /api/notification-rules/:id/test': ruleDoor({}),
  'GET /api/alerts': listing(
    'notifications',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('alerts', readsAlert(seer))),
  ),
  'GET /api/reports': listing(
    'reports',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('reports', readsReport(seer))),
  ),
  'POST /api/reports': async (seer, endpoint) => {
    const before = idsOf(await world.rows('reports'));
    for (const group of everyGroup()) {
      if (writesReport(seer)({ access_group_id: Number(group) })) continue;
      await guarded(seer, endpoint, 'reports', 'write', { body: { name: 'stolen', accessGroupId: group } }, (reply) => {
        expect(reply.status, `in ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(idsOf(await world.rows('reports'))).toEqual(before);
  },
  'GET /api/reports/:id': (seer, endpoint) =>
    objectDoor('reports', 'read', 'reports', readsReport(seer), 'access_group_id')(seer, endpoint),
  'PATCH /api/reports/:id': reportDoor({ body: { recipients: ['a@b.example'] } }),
  'DELETE /api/reports/:id': reportDoor({}),
  'POST /api/reports/:id/send': reportDoor({}),
  'GET /api/reports/:id/rows': contentsDoor({ limit: 500 }, (reply) => rows<{ publicId: string | null }>(reply).map((row) => row.publicId)),
  'GET /api/reports/:id/csv': contentsDoor({ language: 'en' }, (reply) =>
    reply.text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[1] || null),
  ),
  // A token sees where its user is signed in, and ends nothing.
  'GET /api/account/sessions': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const mine = (await world.rows('sessions')).filter((row) => (row['sess'] as { userId?: number }).userId === seer.id);
    expect((reply.body as { current: boolean }[]).map(({ current }) => current)).toEqual(mine.map(() => false));
    for (const row of await world.rows('sessions')) expect(reply.text).not.toContain(text(row, 'sid'));
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'DELETE /api/account/sessions': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'DELETE /api/account/sessions/:id': (seer, endpoint) =>
    ownSessionDoor({ params: { id: 'a'.repeat(64) }, body: proven(seer) })(seer, endpoint),
  'GET /api/sign-in': async (seer, endpoint) => {
    expect((await knock(seer, endpoint)).body).toEqual({ singleSignOn: null });
  },
  // A token has gone through no first step, and carries no passkey.
  'POST /api/session/second-step': async (seer, endpoint) => {
    expect((await knock(seer, endpoint, { body: { code: '123456' } })).status).toBe(403);
  },
  'POST /api/session/passkey/options': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    // Not even which passkeys there are.
    expect(Object.keys(reply.body as object).sort()).toEqual(['challenge', 'rpId', 'timeout', 'userVerification']);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'POST /api/session/passkey': async (seer, endpoint) => {
    for (const row of await world.rows('passkeys')) {
      const credential = { id: text(row, 'credential_id'), response: {} };
      expect((await knock(seer, endpoint, { body: { credential } })).status).toBe(401);
    }
  },
  'GET /api/single-sign-on/start': async (seer, endpoint) => expect((await knock(seer, endpoint)).status).toBe(404),
  'GET /api/single-sign-on/callback': async (seer, endpoint) => expect((await knock(seer, endpoint)).status).toBe(404),
  'GET /api/account/security': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const { passkeys, secondStep } = reply.body as { passkeys: { id: string }[]; secondStep: unknown };
    const mine = (row: Row) => row['user_id'] === seer.id;
    expect(passkeys.map(({ id }) => id)).toEqual(idsOf((await world.rows('passkeys')).filter(mine)));
    expect(secondStep !== null).toBe((await world.rows('second_steps')).some(mine));
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'POST /api/account/second-step': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'POST /api/account/proof/options': ownSessionDoor({}),
  'PUT /api/account/second-step': ownSessionDoor({ body: { code: '123456' } }),
  'POST /api/account/second-step/recovery-codes': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'DELETE /api/account/second-step': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'POST /api/account/passkeys/options': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'POST /api/account/passkeys': ownSessionDoor({ body: { name: 'stolen', credential: { id: 'x', response: {} } } }),
  'DELETE /api/account/passkeys/:id': async (seer, endpoint) => {
    for (const row of await world.rows('passkeys'))
      await ownSessionDoor({ params: { id: text(row, 'id') }, body: proven(seer) })(seer, endpoint);
  },
  'DELETE /api/session/view': async (seer, endpoint) => {
    expect((await knock(seer, endpoint)).body).toMatchObject({ user: { login: seer.login }, viewedBy: null });
  },
  'POST /api/session/password': async (seer, endpoint) => {
    const body = { current: 'not this one', next: 'long enough for this' };
    // The seers come with API tokens, which open no way to another password.
    expect((await knock(seer, endpoint, { body })).status).toBe(403);
  },
  'GET /api/permission-sets': listing(
    'permission-sets',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((set) => set.id),
    (seer) => idsOf(rowsOf('permission_sets', readsSet(seer))),
  ),
  'GET /api/permission-sets/:id': (seer, endpoint) =>
    objectDoor('permission-sets', 'read', 'permission_sets', readsSet(seer), 'access_group_id')(seer, endpoint),
  'POST /api/permission-sets': async (seer, endpoint) => {
    const ids = idsOf(await world.rows('permission_sets'));
    const [own] = [...seer.reach('permission-sets', 'write')];
    for (const group of everyGroup()) {
      const stored = { name: 'all', accessGroupId: group, groupIds: [group], rights: [{ function: 'licenses', level: 'read' }] };
      if (!seer.reach('permission-sets', 'write').has(Number(group)))
        expect([403, 404]).toContain((await knock(seer, endpoint, { body: stored })).status);
      // Nobody grants what they do not hold.
      const granted = { ...stored, accessGroupId: String(own ?? 1), rights: [{ function: 'settings', level: 'read' }] };
      expect([403, 404]).toContain((await knock(seer, endpoint, { body: granted })).status);
    }
    expect(idsOf(await world.rows('permission_sets'))).toEqual(ids);
  },
  'PATCH /api/permission-sets/:id': (seer, endpoint) =>
    objectDoor('permission-sets', 'write', 'permission_sets', readsSet(seer), 'access_group_id', { body: { name: 'stolen' } })(
      seer,
      endpoint,
    ),
  'DELETE /api/permission-sets/:id': (seer, endpoint) =>
    objectDoor('permission-sets', 'write', 'permission_sets', readsSet(seer), 'access_group_id')(seer, endpoint),
  'GET /api/access/explain': async (seer, endpoint) => {
    for (const [kind, table, sees] of explained(seer)) {
      for (const row of rowsOf(table, () => true).slice(0, 25)) {
        const query = { kind, id: text(row, 'id'), userId: String(seer.id) };
        await guarded(seer, endpoint, 'users', 'read', { query }, (reply) => {
          expect(reply.status, `${kind} ${query.id} as ${seer.login}`).toBe(sees(row) ? 200 : 404);
          expectNothingForeign(seer, reply.text, nameOf(endpoint));
        });
      }
    }
    for (const user of rowsOf('users', not(readsUser(seer)))) {
      const [group] = [...seer.any];
      if (group === undefined) continue;
      const query = { kind: 'group', id: String(group), userId: text(user, 'id') };
      await guarded(seer, endpoint, 'users', 'read', { query }, (reply) => expect(reply.status).toBe(404));
    }
  },
  'GET /api/access/who': async (seer, endpoint) => {
    for (const [kind, table, sees] of explained(seer)) {
      for (const row of rowsOf(table, () => true).slice(0, 25)) {
        const query = { kind, id: text(row, 'id') };
        await guarded(seer, endpoint, 'users', 'read', { query }, (reply) => {
          expect(reply.status, `${kind} ${query.id} as ${seer.login}`).toBe(sees(row) ? 200 : 404);
          expectNothingForeign(seer, reply.text, nameOf(endpoint));
        });
      }
    }
  },
  'GET /api/customers/:id/isolation': async (seer, endpoint) => {
    for (const row of all['companies'] ?? []) {
      await guarded(seer, endpoint, 'audit', 'read', { params: { id: text(row, 'id') } }, (reply) => {
        const group = (all['groups'] ?? []).find((one) => one['id'] === row['group_id']);
        const customer = group?.['kind'] === 'customer' && seer.any.has(number(row, 'group_id'));
        expect(reply.status).toBe(customer ? 200 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
  },
  'GET /api/audit': async (seer, endpoint) => {
    const own = async () => idsOf((await world.rows('audit_entries')).filter(readsAudit(seer)));
    await guarded(seer, endpoint, 'audit', 'read', { query: { limit: 500 } }, (reply) => expect(reply.status).toBe(200));
    if (seer.reach('audit').size === 0) return;
    const reply = await knock(seer, endpoint, { query: { limit: 500 } });
    expect(
      rows<{ id: string }>(reply)
        .map((entry) => entry.id)
        .sort(),
    ).toEqual(await own());
    expect((reply.body as { total: number }).total).toBe((await own()).length);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'GET /api/audit.csv': async (seer, endpoint) =>
    guarded(seer, endpoint, 'audit', 'read', {}, (reply) => {
      expect(reply.status).toBe(200);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'GET /api/audit/export': async (seer, endpoint) =>
    guarded(seer, endpoint, 'audit', 'read', {}, (reply) => {
      const { chains } = reply.body as { chains: { group: { id: string }; function: string; entries: number; links: unknown[] }[] };
      for (const chain of chains) {
        expect(seer.reach('audit').has(Number(chain.group.id)) && seer.reach(chain.function as Fn).has(Number(chain.group.id))).toBe(true);
        expect(chain.links).toHaveLength(chain.entries);
      }
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'GET /api/certificates': listing(
    'certificates',
    {},
    (reply) => list<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('authorities', (row) => row['kind'] === 'msp' && reads('certificates', 'access_group_id')(seer)(row))),
  ),
  'GET /api/installers': listing(
    'installers',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('installers', reads('installers', 'access_group_id')(seer))),
  ),
  'GET /api/installers/licenses': async (seer, endpoint) => {
    for (const group of everyGroup()) {
      await guarded(seer, endpoint, 'installers', 'write', { query: { groupId: group } }, (reply) => {
        expect(reply.status).toBe(seer.any.has(Number(group)) ? 200 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
  },
  'GET /api/installers/:id': (seer, endpoint) => installerDoor('read')(seer, endpoint),
  'POST /api/installers': async (seer, endpoint) => {
    const ids = idsOf(await world.rows('installers'));
    for (const group of everyGroup()) {
      if (seer.reach('installers', 'write').has(Number(group)) && seer.reach('groups-and-computers', 'write').has(Number(group))) continue;
      expect([403, 404]).toContain((await knock(seer, endpoint, { body: { name: 'stolen', groupId: group } })).status);
    }
    expect(idsOf(await world.rows('installers'))).toEqual(ids);
  },
  'PATCH /api/installers/:id': (seer, endpoint) => installerDoor('write', { body: { name: 'stolen' } })(seer, endpoint),
  'POST /api/installers/:id/rotate': (seer, endpoint) => installerDoor('write', { body: {} })(seer, endpoint),
  'POST /api/installers/:id/revoke': (seer, endpoint) => installerDoor('write')(seer, endpoint),
  'GET /api/installers/:id/download': async (seer, endpoint) => {
    for (const row of all['installers'] ?? []) {
      const seen = reads('installers', 'access_group_id')(seer)(row);
      const uses = seer.reach('installers', 'use').has(number(row, 'access_group_id'));
      // Whoever has the script puts computers into the group.
      const into = seer.reach('groups-and-computers', 'use').has(number(row, 'group_id'));
      const somewhere = seer.reach('installers', 'use').size > 0;
      const reply = await knock(seer, endpoint, { params: { id: text(row, 'id') } });
      expect(reply.status, `${text(row, 'name')} as ${seer.login}`).toBe(!somewhere ? 403 : !seen ? 404 : uses && into ? 200 : 403);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
  },
  'GET /api/saved-views': listing(
    'licenses',
    {},
    (reply) => list<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('saved_views', readsView(seer))),
  ),
  'POST /api/saved-views': async (seer, endpoint) => {
    const before = idsOf(await world.rows('saved_views'));
    for (const group of everyGroup()) {
      if (seer.reach('licenses', 'write').has(Number(group))) continue;
      const body = { name: 'stolen', query: { view: 'pools' }, shared: true, accessGroupId: group };
      await guarded(seer, endpoint, 'licenses', 'read', { body }, (reply) => {
        expect(reply.status, `in ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(idsOf(await world.rows('saved_views'))).toEqual(before);
  },
  'PATCH /api/saved-views/:id': viewDoor({ body: { name: 'stolen' } }),
  'DELETE /api/saved-views/:id': viewDoor({}),
  'GET /api/computers': listing(
    'groups-and-computers',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('computers', reads('groups-and-computers', 'group_id')(seer))),
  ),
  'GET /api/computers/:id': (seer, endpoint) =>
    objectDoor('groups-and-computers', 'read', 'computers', reads('groups-and-computers', 'group_id')(seer), 'group_id')(seer, endpoint),
  'POST /api/computers/move': (seer, endpoint) =>
    computersDoor({ to: String([...seer.reach('groups-and-computers', 'write')][0] ?? 1) })(seer, endpoint),
  'POST /api/computers/deactivate': (seer, endpoint) => computersDoor({})(seer, endpoint),
  'POST /api/computers/remove': (seer, endpoint) => computersDoor({})(seer, endpoint),
  'GET /api/customers': async (seer, endpoint) =>
    guarded(seer, endpoint, 'groups-and-computers', 'read', { query: { limit: 500 } }, (reply) => {
      const own = rowsOf('companies', (row) => seer.any.has(number(row, 'group_id')) && row['type'] === 1007);
      expect(
        rows<{ id: string }>(reply)
          .map((one) => one.id)
          .sort(),
      ).toEqual(idsOf(own));
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'POST /api/customers/setup': (seer, endpoint) =>
    customersDoor((id) => ({ body: { customers: [{ companyId: id, user: { login: 'intruder' }, installer: null }] } }))(seer, endpoint),
  'POST /api/customers/skip': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }), 'write')(seer, endpoint),
  'POST /api/customers/offboard': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }))(seer, endpoint),
  'POST /api/customers/offboarding-plan': (seer, endpoint) =>
    customersDoor((id) => ({ body: { companyIds: [id] } }), 'read')(seer, endpoint),
  'POST /api/customers/archive': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }), 'write')(seer, endpoint),
  'POST /api/customers/restore': (seer, endpoint) => customersDoor((id) => ({ body: { companyIds: [id] } }), 'write')(seer, endpoint),
  'GET /api/customers/:id/handover.csv': (seer, endpoint) => customersDoor((id) => ({ params: { id } }), 'read')(seer, endpoint),
  'GET /api/customers/:id/handover': (seer, endpoint) => customersDoor((id) => ({ params: { id } }), 'read')(seer, endpoint),
  'DELETE /api/groups/:id': async (seer, endpoint) => {
    const before = idsOf(await world.rows('groups'));
    for (const group of everyGroup()) {
      const reply = await knock(seer, endpoint, { params: { id: group } });
      const writesIt = seer.reach('groups-and-computers', 'write').has(Number(group));
      const nowhere = seer.reach('groups-and-computers', 'write').size === 0;
      expect(reply.status, `${group} as ${seer.login}`).toBe(nowhere ? 403 : !seer.any.has(Number(group)) ? 404 : writesIt ? 409 : 403);
    }
    expect(idsOf(await world.rows('groups'))).toEqual(before);
  },
  'GET /api/setups': listing(
    'groups-and-computers',
    { query: {} },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    () => [],
    'write',
  ),
  'GET /api/setups/:id': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/setups/:id/credentials': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/setups/:id/retry': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/setups/:id/undo': (seer, endpoint) => setupDoor(seer, endpoint),
  'POST /api/pool-moves/:id/undo': async (seer, endpoint) => {
    for (const operation of all['operations'] ?? []) {
      const reply = await knock(seer, endpoint, { params: { id: text(operation, 'id') } });
      const nowhere = seer.reach('licenses', 'write').size === 0;
      if (readsLicenses(seer)(operation)) expect([403, 404]).toContain(reply.status);
      else expect(reply.status, `as ${seer.login}`).toBe(nowhere ? 403 : 404);
    }
  },
  'GET /api/removed-portal-accounts': administrators(),
  'POST /api/removed-portal-accounts/:id/restore': administrators({ params: { id: '1' } }),
  'GET /api/export': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const document = reply.body as ExportDocument;
    expect(document.accounts).toEqual([]);
    expect(document.companies.map((one) => one.upstreamId).sort()).toEqual(
      rowsOf('companies', readsCompany(seer))
        .map((row) => text(row, 'upstream_id'))
        .sort(),
    );
    expect(document.pools.map((one) => one.id).sort()).toEqual(idsOf(rowsOf('pools', readsLicenses(seer))));
    // A line of the usage report that turned out to be another license's is no license.
    const lines = new Set(idsOf(rowsOf('licenses', (row) => row['public_id'] === null && row['gone_at'] !== null)));
    const shares = rowsOf('shares', (row) => readsLicenses(seer)(row) && !lines.has(text(row, 'license_id'))).map(
      (row) => `${text(row, 'pool_id')} ${text(row, 'product_code')}`,
    );
    expect(document.licenses.map((one) => `${one.pool} ${one.productCode}`).sort()).toEqual(shares.sort());
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'GET /api/overview': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const { licenses, units, customers, accounts } = reply.body as {
      licenses: { total: number; overUsed: number };
      units: object;
      customers: { total: number };
      accounts: unknown[];
    };
    const shares = rowsOf('shares', (row) => readsLicenses(seer)(row) && standing(row));
    const sum = (column: string) => shares.reduce((so, row) => so + ((row[column] as number | null) ?? 0), 0);
    expect(accounts).toEqual([]);
    expect(licenses.total).toBe(rowsOf('licenses', (row) => readsLicenses(seer)(row) && row['gone_at'] === null).length);
    expect(licenses.overUsed).toBe(shares.filter((row) => (row['usage'] as number) > (row['quantity'] as number)).length);
    expect(units).toEqual({ ordered: sum('quantity'), used: sum('usage') });
    expect(customers.total).toBe(rowsOf('companies', (row) => readsCompany(seer)(row) && row['type'] === 1007).length);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'GET /api/search': async (seer, endpoint) => {
    const words = [
      ...rowsOf('companies', () => true).map((row) => text(row, 'name')),
      ...rowsOf('licenses', () => true).map((row) => text(row, 'public_id')),
      'eset',
      'a',
      'customer-',
      'tag of',
    ];
    for (const q of words) {
      const reply = await knock(seer, endpoint, { query: { q, limit: 50 } });
      const found = reply.body as { companies: { id: string }[]; licenses: { id: string }[]; users: { id: string }[] };
      const within = (ids: { id: string }[], own: string[]) => ids.filter(({ id }) => !own.includes(id));
      expect(within(found.companies, idsOf(rowsOf('companies', readsCompany(seer)))), q).toEqual([]);
      expect(within(found.licenses, ownLicenses(seer)), q).toEqual([]);
      expect(within(found.users, idsOf(rowsOf('users', readsUser(seer)))), q).toEqual([]);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }
    const own = rowsOf('companies', readsCompany(seer))[0];
    if (own)
      expect((await knock(seer, endpoint, { query: { q: text(own, 'name') } })).text).toContain(
        text(own, 'upstream_id').length > 0 ? JSON.stringify(text(own, 'name')) : '',
      );
  },
  'GET /api/health': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    expect(Object.keys(reply.body as object).sort()).toEqual(['database', 'status', 'version']);
  },
};

describe('S8: the doors', () => {
  it('every door of the contract is known to this test, and no other', () => {
    expect([...contractDoors().keys()].sort()).toEqual(Object.keys(doors).sort());
  });

  it('the server has the doors of the contract and no others', async () => {
    const document = (await (await fetch(`${world.licet.url}/api/docs/json`)).json()) as { paths: Record<string, Record<string, unknown>> };
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(served.sort()).toEqual([...contractDoors().keys()].sort());
  });

  it('only the ways in and out and the health are open to those who are not signed in', async () => {
    const open: string[] = [];
    for (const endpoint of contractDoors().values()) {
      const address = addressOf(endpoint, { params: { id: '1' }, query: {} });
      const response = await fetch(world.licet.url + address, { method: endpoint.method });
      if (response.status !== 401) open.push(nameOf(endpoint));
    }
    expect(open.sort()).toEqual([
      'DELETE /api/session',
      'GET /api/health',
      'GET /api/sign-in',
      'GET /api/single-sign-on/callback',
      'GET /api/single-sign-on/start',
      'POST /api/session',
      'POST /api/session/passkey',
      'POST /api/session/passkey/options',
      'POST /api/session/second-step',
    ]);
  });

  it('the seers are of every sort', () => {
    for (const seer of world.seers) expect(secretsFrom(seer).length, seer.login).toBeGreaterThan(3);
    expect(world.seers.filter((seer) => ownShares(seer).length > 0).length).toBeGreaterThan(3);
    expect(ownShares(world.seer('no-rights'))).toEqual([]);
  });

  it.each(Object.keys(doors))('%s', async (name) => {
    const endpoint = contractDoors().get(name);
    if (!endpoint) throw new Error(`the contract has no ${name}`);
    for (const seer of world.seers) await doors[name]?.(seer, endpoint);
  });

  it('S8, R18: no door that answers for a past moment tells of then what is out of sight today', async () => {
    const past = [...contractDoors().values()].filter(({ query }) => query && 'asOf' in query.shape);
    expect(past.map(nameOf).sort()).toEqual([
      'GET /api/customers',
      'GET /api/export',
      'GET /api/groups',
      'GET /api/groups/:id',
      'GET /api/license-companies',
      'GET /api/licenses',
      'GET /api/licenses.csv',
      'GET /api/pools',
      'GET /api/products',
    ]);
    const changed = [...new Set(rowsOf('changes', (row) => row['before'] !== null).map((row) => Number(row['at'] as Date)))];
    expect(rowsOf('changes', (row) => row['kind'] === 'company-renamed').length).toBeGreaterThan(0);
    for (const seer of world.seers)
      for (const endpoint of past)
        for (const at of changed) {
          const query = { asOf: new Date(at - 1).toISOString() };
          const ids = endpoint.path.includes(':id') ? everyGroup() : [''];
          for (const id of ids) {
            const reply = await knock(seer, endpoint, { query, params: { id } });
            if (id !== '' && !seer.any.has(Number(id))) expect(reply.status, `${id} as ${seer.login}`).not.toBe(200);
            expectNothingForeign(seer, reply.text, `${nameOf(endpoint)} as of ${query.asOf}`);
          }
        }
  });

  it('the administrator sees through the same doors what the others do not', async () => {
    const admin: Client = world.licet.admin;
    const found = await admin(contract.licenses.list, { query: { limit: 500 } });
    expect(found.total).toBe(rowsOf('shares', standing).length);
    expect((await admin(contract.portalAccounts.list)).length).toBe(2);
  });
});
