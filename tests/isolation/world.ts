// A small world with users of every sort, and an oracle of who may see what: worked out from the rules (a right held in a
// group holds in everything below it; rights add up), over the rows as the owner of the database sees them.
import { createClient, permissionSets, pools, portalAccounts, session, tokens, users, licenses } from '@licet/contract';
import type { Client } from '@licet/contract';
import type { AccessFunction, AccessLevel } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import pg from 'pg';
import { createIdentify } from '../../apps/server/src/features/sessions/identify.ts';
import type { Sight } from '../../apps/server/src/db/transaction.ts';
import { link, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { addMachines, addReports, addRules, addSetup, addViews, addWaysIn } from './world-things.ts';

export type Rights = Partial<Record<AccessFunction, AccessLevel>>;
export type Row = Record<string, unknown>;

export interface Seer {
  id: number;
  login: string;
  client: Client;
  secret: string;
  sight: Sight;
  /** Groups in which the user holds a function at a level, by the rules. */
  reach(fn: AccessFunction, level?: AccessLevel): ReadonlySet<number>;
  /** Groups in which the user may read anything at all. */
  any: ReadonlySet<number>;
  setIds: ReadonlySet<number>;
}

export interface World {
  licet: Licet;
  owner: pg.Client;
  seers: Seer[];
  seer(login: string): Seer;
  /** All rows of a table, as they are. */
  rows(table: string): Promise<Row[]>;
  close(): Promise<void>;
}

const ranks: Record<AccessLevel, number> = { read: 1, use: 2, write: 3 };

/** Login, home group, and what is held where. */
const people: [login: string, home: string, ...sets: [groups: string[], rights: Rights][]][] = [
  [
    'customer-one',
    'Piekarnia Młyn',
    [
      ['Piekarnia Młyn'],
      {
        licenses: 'write',
        'groups-and-computers': 'read',
        users: 'write',
        'permission-sets': 'write',
        'portal-accounts': 'write',
        installers: 'write',
        certificates: 'read',
        audit: 'read',
        notifications: 'write',
        reports: 'write',
      },
    ],
  ],
  ['customer-two', 'Kwiaciarnia Łąka', [['Kwiaciarnia Łąka'], { licenses: 'read', users: 'read', installers: 'write', audit: 'read' }]],
  [
    'whole-msp',
    'Łąka Serwis',
    [
      ['Łąka Serwis'],
      {
        licenses: 'read',
        'groups-and-computers': 'write',
        users: 'read',
        'permission-sets': 'read',
        'portal-accounts': 'read',
        installers: 'read',
        certificates: 'use',
        audit: 'read',
        notifications: 'read',
        reports: 'read',
      },
    ],
    [['Kwiaciarnia Łąka'], { licenses: 'write' }],
  ],
  [
    'two-sets',
    'Harbour Systems',
    [['Northwind Dental', 'Lighthouse Clinic'], { licenses: 'use', notifications: 'write', reports: 'write' }],
    [['Harbour Systems'], { users: 'read', 'permission-sets': 'write', audit: 'read' }],
  ],
  [
    'technician',
    'Wzgórze IT',
    [
      ['Piekarnia Młyn', 'Northwind Dental'],
      { 'groups-and-computers': 'write', installers: 'write', notifications: 'read', reports: 'read' },
    ],
    [['Łąka Serwis'], { users: 'write', certificates: 'read' }],
  ],
  ['all-licenses', 'Wzgórze IT', [['All'], { licenses: 'read' }]],
  ['no-rights', 'Piekarnia Młyn'],
];

export async function makeWorld(): Promise<World> {
  const licet = await startLicet();
  const { admin } = licet;
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  await link(licet, 'msp@hillside.example', 'demo-msp');
  // A change of every sort, so that history has something to give away.
  licet.portal.control.renameCompany('Lighthouse Clinic', 'Lighthouse Hospital');
  licet.portal.control.renameCompany('Lighthouse Hospital', 'Lighthouse Clinic');
  licet.portal.control.renameCompany('Hilltop Garage', 'Hilltop Workshop');
  licet.portal.control.setQuantity(licet.portal.control.company('Kwiaciarnia Łąka').licenses[0]?.publicId ?? '', 77);
  for (const account of await admin(portalAccounts.list)) await synchronize(licet, { accountId: account.id });
  for (const row of await allLicenses(admin))
    await admin(licenses.changeTags, { body: { licenseIds: [row.licenseId], add: [`tag of ${row.publicId}`], remove: [] } });
  // A pool in another customer's sight.
  const oak = (await admin(pools.list, { query: { limit: 500 } })).rows.find((pool) => pool.name === 'Stolarnia Dąb');
  await admin(pools.move, { params: { id: oak?.id ?? '' }, body: { to: (await groupOf(admin, 'Piekarnia Młyn')).id } });
  await addMachines(licet, ['Piekarnia Młyn', 'Northwind Dental', 'Kwiaciarnia Łąka']);
  await addSetup(licet, 'Lighthouse Clinic');
  await addSetup(licet, 'Piekarnia Młyn');
  const preview = await synchronize(licet, { accountId: (await admin(portalAccounts.list))[0]?.id ?? '', preview: true });
  await runEnd(licet, preview.id);

  const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
  await owner.connect();
  const rows = async (table: string) => (await owner.query<Row>(`select * from ${table}`)).rows;
  const seers: Seer[] = [];
  for (const [login, home, ...sets] of people) seers.push(await makeSeer(licet, owner, login, home, sets));
  for (const seer of seers.slice(0, 3)) await addWaysIn(owner, seer.id);
  const shared = ['All', 'Harbour Systems', 'Northwind Dental', 'Kwiaciarnia Łąka'].map(async (name) => (await groupOf(admin, name)).id);
  await addViews(owner, 1, await Promise.all(shared));
  const ruled = ['All', 'Łąka Serwis', 'Piekarnia Młyn', 'Kwiaciarnia Łąka', 'Northwind Dental', 'Lighthouse Clinic'];
  const ruledIds = await Promise.all(ruled.map(async (name) => (await groupOf(admin, name)).id));
  await addRules(owner, ruledIds);
  await addReports(owner, ruledIds);
  for (const seer of seers) await addViews(owner, seer.id, [...seer.reach('licenses', 'write')].slice(0, 1));
  return {
    licet,
    owner,
    seers,
    seer: (login) => {
      const found = seers.find((one) => one.login === login);
      if (!found) throw new Error(`nobody is called ${login}`);
      return found;
    },
    rows,
    close: async () => {
      await owner.end();
      await licet.close();
    },
  };
}

/** Makes a user with rights, and the oracle's knowledge of them. Groups are given by name. */
async function makeSeer(licet: Licet, owner: pg.Client, login: string, home: string, sets: [string[], Rights][]): Promise<Seer> {
  const idOf = async (name: string) => (await groupOf(licet.admin, name)).id;
  const placed = await Promise.all(sets.map(async ([names, rights]) => [await Promise.all(names.map(idOf)), rights] as [string[], Rights]));
  return makeSeerIn(licet, owner, login, await idOf(home), placed);
}

/** The same with groups given by id. */
export async function makeSeerIn(
  licet: Licet,
  owner: pg.Client,
  login: string,
  homeGroupId: string,
  sets: [groupIds: string[], Rights][],
): Promise<Seer> {
  const setIds: string[] = [];
  const grants: { groups: number[]; rights: Rights }[] = [];
  for (const [groupIds, rights] of sets) {
    const list = Object.entries(rights).map(([fn, level]) => ({ function: fn as AccessFunction, level }));
    const body = { name: `set ${setIds.length} of ${login}`, accessGroupId: homeGroupId, groupIds, rights: list };
    setIds.push((await licet.admin(permissionSets.create, { body })).id);
    grants.push({ groups: groupIds.map(Number), rights });
  }
  const password = `password of ${login}`;
  const made = await licet.admin(users.create, { body: { login, password, homeGroupId, permissionSetIds: setIds } });
  const secret = await tokenOf(licet.url, login, password);
  const sight = await sightOf(licet, secret);

  const parents = new Map(
    (await owner.query<{ id: number; parent_id: number | null }>('select id, parent_id from groups')).rows.map((row) => [
      row.id,
      row.parent_id,
    ]),
  );
  const isWithin = (group: number, top: number): boolean => {
    for (let at: number | null | undefined = group; at !== null && at !== undefined; at = parents.get(at)) if (at === top) return true;
    return false;
  };
  const reach = (fn: AccessFunction | undefined, level: AccessLevel): Set<number> =>
    new Set(
      [...parents.keys()].filter((group) =>
        grants.some(({ groups, rights }) =>
          Object.entries(rights).some(
            ([held, at]) => (fn === undefined || held === fn) && ranks[at] >= ranks[level] && groups.some((top) => isWithin(group, top)),
          ),
        ),
      ),
    );
  return {
    id: Number(made.id),
    login,
    secret,
    sight,
    client: createClient({ baseUrl: licet.url, headers: { authorization: `Bearer ${secret}` } }),
    reach: (fn, level = 'read') => reach(fn, level),
    any: reach(undefined, 'read'),
    setIds: new Set(setIds.map(Number)),
  };
}

async function tokenOf(url: string, login: string, password: string): Promise<string> {
  const response = await fetch(`${url}${session.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const client = createClient({ baseUrl: url, headers: { cookie } });
  return (await client(tokens.create, { body: { name: `token of ${login}` } })).secret;
}

/** What the server would put before the database for this user. */
async function sightOf(licet: Licet, secret: string): Promise<Sight> {
  const identify = createIdentify(licet.server.context);
  const actor = await identify({ headers: { authorization: `Bearer ${secret}` }, session: {} } as unknown as FastifyRequest);
  if (!actor) throw new Error('the token is nobody’s');
  return actor.sight;
}
