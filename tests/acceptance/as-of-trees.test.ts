// R18: trees, customers, paths and exports as of a past moment: the truth is remembered as the administrator reads it, and asked for later.
import { customers, fullExport, groups, licenses, pools, portalAccounts } from '@licet/contract';
import type { Client, GroupNode } from '@licet/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { batchEnd, customerOf } from '../support/setups.ts';

const [MANAGER, MANAGED] = ['manager@wzgorze.example', 'managed@laka.example'];

type When = { asOf?: string };

/** Everything that the lists of what runs change say: without times of reading, and without what no history is kept of. */
async function picture(client: Client, when: When = {}) {
  const tree = await client(groups.tree, { query: { for: 'access', ...when } });
  const companies = await client(licenses.companies, { query: when });
  const { rows } = await client(customers.list, { query: { limit: 500, ...when } });
  const list = rows.map(({ id, group, name, parent, setup, licenses: count }) => ({ id, group, name, parent, setup, count }));
  const held = await client(pools.list, { query: { limit: 500, ...when } });
  const placed = held.rows.map(({ id, name, accessGroup, licenses: count, state }) => ({ id, name, accessGroup, count, state }));
  const keys = (await allLicenses(client, when)).map(({ id, accessGroup, accounts }) => ({ id, group: accessGroup, accounts }));
  const document = await client(fullExport.show, { query: when });
  const products = await client(licenses.products, { query: when });
  return {
    tree: byId(tree),
    companies: byId(companies),
    customers: byId(list),
    pools: byId(placed),
    licenses: byId(keys),
    products,
    document: { ...document, asOf: '', accounts: document.accounts.map(({ id, login }) => ({ id, login })) },
  };
}
type Picture = Awaited<ReturnType<typeof picture>>;

const byId = <T extends { id: string }>(rows: T[]) => [...rows].sort((a, b) => Number(a.id) - Number(b.id));

let licet: Licet;
const truth: { what: string; at: string; whole: Picture; below: Map<string, Awaited<ReturnType<typeof filtered>>> }[] = [];
const control = () => licet.portal.control;
const people: Person[] = [];

/** Ids of the rows that filters by a company, and by an account, leave. */
async function filtered(client: Client, node: GroupNode, when: When) {
  const company = (await client(groups.show, { params: { id: node.id }, query: when })).company?.id ?? '';
  const ids = async (query: object) => (await allLicenses(client, { ...query, ...when })).map((row) => row.id).sort();
  return { company: await ids({ companyId: company }), accounts: [await ids({ accountId: ['1'] }), await ids({ accountId: ['2'] })] };
}

async function remember(what: string) {
  const whole = await picture(licet.admin);
  const below: (typeof truth)[number]['below'] = new Map();
  for (const node of whole.tree.filter((one) => ['Wzgórze IT', 'Harbour Systems', 'Łąka Serwis'].includes(one.name)))
    below.set(node.id, await filtered(licet.admin, node, {}));
  // A moment that lies strictly between this state and the next.
  await sleep(5);
  const at = new Date().toISOString();
  await sleep(5);
  truth.push({ what, at, whole, below });
}

const sync = (accountId: string) => synchronize(licet, { accountId });
const idOf = async (name: string) => (await groupOf(licet.admin, name)).id;

beforeAll(async () => {
  licet = await startLicet();
  await remember('before any account was linked');
  const first = (await link(licet, MANAGER, 'demo-manager')).accountId;
  await remember('imported');
  const right = (name: 'licenses' | 'groups-and-computers') => ({ function: name, level: 'read' as const });
  const both = [right('licenses'), right('groups-and-computers')];
  const person = async (login: string, rights: typeof both, ...names: string[]) => {
    const ids = await Promise.all(names.map(idOf));
    people.push(await makeUser(licet, { login, homeGroupId: ids[0] ?? '', groupIds: ids, rights }));
  };
  await person('two-companies', both, 'Piekarnia Młyn', 'Northwind Dental');
  await person('customer', both, 'Przedszkole Żabka');
  await person('licenses-only', [right('licenses')], 'Łąka Serwis');
  await person('tree-only', [right('groups-and-computers')], 'Harbour Systems');

  control().createCustomer('Łąka Serwis', 'Nowy Klient');
  control().orderLicense('Nowy Klient', { productCode: '2015', quantity: 3 });
  await sync(first);
  await remember('company added, with a license');
  control().renameCompany('Piekarnia Młyn', 'Piekarnia Wiatrak');
  control().renameCompany('Harbour Systems', 'Haven Systems');
  await sync(first);
  await remember('companies renamed, one of them a manager');
  control().renameCompany('Haven Systems', 'Harbour Systems');
  control().moveCompany('Przedszkole Żabka', 'Łąka Serwis');
  await sync(first);
  await remember('company moved, and the manager as before');
  control().suspendCompany(control().company('Northwind Dental').id);
  await sync(first);
  await remember('company suspended');

  const baker = await customerOf(licet.admin, 'Piekarnia Wiatrak');
  const batch = await licet.admin(customers.setUp, {
    body: { customers: [{ companyId: baker.id, user: { login: 'baker' }, installer: null }] },
  });
  await batchEnd(licet.admin, batch.id);
  await remember('customer set up');
  await licet.admin(customers.archive, { body: { companyIds: [baker.id] } });
  await remember('customer archived');
  await licet.admin(customers.restore, { body: { companyIds: [baker.id] } });
  await licet.admin(customers.skip, { body: { companyIds: [(await customerOf(licet.admin, 'Nowy Klient')).id] } });
  await remember('customer restored, another one skipped');
  const [pool] = (await licet.admin(pools.list, { query: { q: 'Northwind' } })).rows;
  await licet.admin(pools.move, { params: { id: pool?.id ?? '' }, body: { to: await idOf('Piekarnia Wiatrak') } });
  await remember('pool moved');

  const second = (await link(licet, MANAGED, 'demo-managed')).accountId;
  await remember('another account linked');
  control().setPermission(MANAGED, 'Kwiaciarnia Łąka', 'no-access');
  await sync(second);
  await remember('the second account sees less, the first still all');
  control().setPermission(MANAGED, 'Kwiaciarnia Łąka', null);
  await sync(second);
  await remember('the second account sees it again');
  control().removeCompany('River & Sons Solicitors');
  control().moveCompany('Przedszkole Żabka', 'Harbour Systems');
  await sync(first);
  await remember('company gone, another one moved');
  await licet.admin(portalAccounts.remove, { params: { id: first }, body: { confirmLogin: MANAGER } });
  await remember('first account removed: what the second sees hangs elsewhere');
  const gone = await groupOf(licet.admin, 'River & Sons Solicitors');
  await licet.admin(customers.removeGroup, { params: { id: gone.id } });
  await remember('group deleted');
  const [removed] = await licet.admin(portalAccounts.removed);
  await licet.admin(portalAccounts.restore, { params: { id: removed?.id ?? '' } });
  await remember('account brought back');
}, 120_000);
afterAll(() => licet.close());

describe('R18: trees, customers and documents as of a past moment', () => {
  it('every list says at each moment what it said then', async () => {
    for (const [i, { what, whole }] of truth.entries()) expect(whole, what).not.toEqual(truth[i - 1]?.whole);
    for (const { what, at, whole } of truth) expect(await picture(licet.admin, { asOf: at }), what).toEqual(whole);
  });

  it('a group tells its path, its parent and its company of then, and was not there before it was made', async () => {
    for (const { what, at, whole } of truth) {
      const names = new Map(whole.tree.map((node) => [node.id, node]));
      const pathOf = (id: string | null): string =>
        id === null ? '' : `${pathOf(names.get(id)?.parentId ?? null)}/${names.get(id)?.name ?? ''}`;
      for (const node of whole.tree.filter((one) => one.setup !== null).slice(0, 8)) {
        const shown = await licet.admin(groups.show, { params: { id: node.id }, query: { asOf: at } });
        expect(shown, what).toMatchObject({ ...node, path: pathOf(node.id), company: { status: node.companyStatus } });
        expect(shown.counts, what).toMatchObject({ groups: whole.tree.filter((one) => one.parentId === node.id).length, users: null });
      }
    }
    const [before] = truth;
    const id = await idOf('Nowy Klient');
    expect(await refusal(licet.admin(groups.show, { params: { id }, query: { asOf: before?.at ?? '' } }))).toMatchObject({ status: 404 });
  });

  it('filters by a company and by an account go by the tree and the accounts of then', async () => {
    for (const { what, at, whole, below } of truth)
      for (const [id, ought] of below) {
        const node = whole.tree.find((one) => one.id === id) as GroupNode;
        expect(await filtered(licet.admin, node, { asOf: at }), what).toEqual(ought);
      }
  });

  it('the list of customers is searched, narrowed and paged as it was', async () => {
    for (const { what, at, whole } of truth) {
      for (const setup of ['not-set-up', 'ready', 'archived', 'unlinked'] as const) {
        const { rows, total } = await licet.admin(customers.list, { query: { asOf: at, setup, limit: 500 } });
        const ought = whole.customers.filter((one) => one.setup === setup).map((one) => one.id);
        expect([rows.map((row) => row.id).sort(), total], `${what}, ${setup}`).toEqual([ought.sort(), ought.length]);
        for (const row of rows) expect([row.users, row.installers, row.computers, row.lacks]).toEqual([null, null, null, []]);
      }
      const found = await licet.admin(customers.list, { query: { asOf: at, q: 'wiatrak' } });
      expect(found.total, what).toBe(whole.customers.filter((one) => one.name === 'Piekarnia Wiatrak').length);
      const garden = whole.tree.find((node) => node.name === 'Łąka Serwis');
      if (!garden) continue;
      const within = await licet.admin(customers.list, { query: { asOf: at, groupId: garden.id, limit: 500 } });
      const ought = whole.customers.filter((one) => one.parent === 'Łąka Serwis').map((one) => one.id);
      expect(within.rows.map((row) => row.id).sort(), what).toEqual(ought.sort());
    }
  });

  it('R18, S8: others see of then what they see today, and what it was called then; nothing else', async () => {
    for (const { login, client } of people) {
      const today = await picture(client).catch(() => undefined);
      const mayTree = login !== 'licenses-only';
      const groupsNow = new Set((mayTree ? await client(groups.tree, { query: { for: 'access' } }) : []).map((node) => node.id));
      const mayLicenses = login !== 'tree-only';
      const licensesNow = new Set((mayLicenses ? await allLicenses(client, { gone: 'show' }) : []).map((row) => row.id));
      expect(today === undefined, login).toBe(!mayTree || !mayLicenses);
      for (const { what, at, whole } of truth) {
        const seen = new Set(whole.tree.filter((node) => groupsNow.has(node.id)).map((node) => node.id));
        if (mayTree) {
          const ought = whole.tree
            .filter((node) => seen.has(node.id))
            .map((node) => ({ ...node, parentId: node.parentId !== null && seen.has(node.parentId) ? node.parentId : null }));
          expect(byId(await client(groups.tree, { query: { for: 'access', asOf: at } })), `${login}, ${what}`).toEqual(ought);
          const list = await client(customers.list, { query: { asOf: at, limit: 500 } });
          const known = whole.customers.filter((one) => seen.has(one.group.id));
          expect(
            byId(list.rows).map(({ id, name, setup }) => ({ id, name, setup })),
            `${login}, ${what}`,
          ).toEqual(known.map(({ id, name, setup }) => ({ id, name, setup })));
        }
        if (!mayLicenses) continue;
        const companies = await client(licenses.companies, { query: { asOf: at } });
        const names = new Map(whole.companies.map((one) => [one.id, one.name]));
        for (const one of companies) expect(one.name, `${login}, ${what}`).toBe(names.get(one.id));
        const own = whole.licenses.filter((row) => licensesNow.has(row.id));
        const rows = await allLicenses(client, { asOf: at });
        expect(rows.map((row) => row.id).sort(), `${login}, ${what}`).toEqual(own.map((row) => row.id).sort());
        expect(
          companies.reduce((sum, one) => sum + one.licenses, 0),
          `${login}, ${what}`,
        ).toBe(new Set(rows.map((row) => row.licenseId)).size);
        const document = await client(fullExport.show, { query: { asOf: at } });
        expect(
          document.companies.map((one) => one.name).filter((name) => !whole.document.companies.some((one) => one.name === name)),
        ).toEqual([]);
      }
    }
  });
});
