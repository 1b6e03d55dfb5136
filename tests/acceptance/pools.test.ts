// S11, S12, S16, R30 to R32: pools, moving them, and what a move does to who sees what.
import { groups, licenses, overview, pools, portalAccounts, syncRuns } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, makeUser, refusal, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { allLicenses, groupOf, licenseOf } from '../support/reading.ts';

const LOGIN = 'manager@wzgorze.example';
const right = (fn: 'licenses' | 'groups-and-computers' | 'users', level: 'read' | 'use' | 'write') => ({ function: fn, level });

describe('S11, S12, R31, R32: moving a pool', () => {
  let licet: Licet;
  const people: Person[] = [];
  const groupIds: Record<string, string> = {};
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, LOGIN, 'demo-manager');
    for (const name of ['Wzgórze IT', 'Harbour Systems', 'Łąka Serwis', 'Piekarnia Młyn', 'Kwiaciarnia Łąka', 'Northwind Dental'])
      groupIds[name] = (await groupOf(licet.admin, name)).id;
    const person = async (login: string, home: string, reach: string[], ...rights: ReturnType<typeof right>[]) => {
      people.push(
        await makeUser(licet, { login, homeGroupId: groupIds[home] ?? '', groupIds: reach.map((name) => groupIds[name] ?? ''), rights }),
      );
    };
    await person('mill-reads', 'Piekarnia Młyn', ['Piekarnia Młyn'], right('licenses', 'read'));
    await person('flowers-writes', 'Kwiaciarnia Łąka', ['Kwiaciarnia Łąka'], right('licenses', 'write'));
    await person('meadow-writes', 'Łąka Serwis', ['Łąka Serwis'], right('licenses', 'write'), right('groups-and-computers', 'read'));
    await person('harbour-uses', 'Harbour Systems', ['Harbour Systems'], right('licenses', 'use'), right('groups-and-computers', 'read'));
    await person(
      'mill-and-dental',
      'Wzgórze IT',
      ['Piekarnia Młyn', 'Northwind Dental'],
      right('licenses', 'write'),
      right('licenses', 'write'),
    );
    await person('sees-no-licenses', 'Piekarnia Młyn', ['Piekarnia Młyn'], right('groups-and-computers', 'write'));
    await person('manager-writes', 'Wzgórze IT', ['Wzgórze IT'], right('licenses', 'write'), right('groups-and-computers', 'read'));
  });
  afterAll(() => licet.close());

  const poolOf = async (company: string) => {
    const { rows } = await licet.admin(pools.list, { query: { limit: 500 } });
    const found = rows.find((row) => row.name === company);
    if (!found) throw new Error(`${company} has no pool`);
    return found;
  };
  const personCalled = (login: string) => {
    const found = people.find((person) => person.login === login);
    if (!found) throw new Error(`nobody is called ${login}`);
    return found;
  };
  /** Logins of those who see the pool, found by asking as each of them. */
  const observers = async (poolId: string) => {
    const seeing: string[] = [];
    for (const { login, client } of people) {
      const list = await client(pools.list, { query: { limit: 500 } }).catch(() => ({ rows: [] }));
      if (list.rows.some((row) => row.id === poolId)) seeing.push(login);
    }
    return seeing.sort();
  };

  it('R30: a pool row sums its licenses', async () => {
    const mill = await poolOf('Piekarnia Młyn');
    const rows = await allLicenses(licet.admin, { poolId: mill.id });
    expect(rows).toHaveLength(2);
    expect(mill).toMatchObject({
      licenses: 2,
      quantity: rows.reduce((sum, row) => sum + (row.quantity.value ?? 0), 0),
      usage: rows.reduce((sum, row) => sum + (row.usage.value ?? 0), 0),
      accessGroup: { id: groupIds['Piekarnia Młyn'] },
      accounts: [LOGIN],
      can: { move: true },
    });
  });

  it.each([
    ['to a sibling’s group', 'Piekarnia Młyn', 'Kwiaciarnia Łąka'],
    ['up to the MSP', 'Northwind Dental', 'Harbour Systems'],
    ['to another MSP', 'Kwiaciarnia Łąka', 'Harbour Systems'],
    ['down to a customer elsewhere', 'Kwiaciarnia Łąka', 'Piekarnia Młyn'],
  ])('R32: moved %s, the list of who gains and loses is exactly what comes to pass', async (_, company, to) => {
    const pool = await poolOf(company);
    const target = groupIds[to] ?? '';
    const before = await observers(pool.id);
    const impact = await licet.admin(pools.moveImpact, { params: { id: pool.id }, query: { to: target } });
    expect(impact).toMatchObject({ from: { id: pool.accessGroup.id }, to: { id: target }, licenses: pool.licenses });
    // Looking changes nothing.
    expect(await observers(pool.id)).toEqual(before);

    const moved = await licet.admin(pools.move, { params: { id: pool.id }, body: { to: target } });
    expect(moved).toMatchObject({ id: pool.id, accessGroup: { id: target }, licenses: pool.licenses, quantity: pool.quantity });
    const after = await observers(pool.id);
    expect(impact.gain.map((one) => one.login).sort()).toEqual(after.filter((login) => !before.includes(login)));
    expect(impact.lose.map((one) => one.login).sort()).toEqual(before.filter((login) => !after.includes(login)));
    // The same list, taken after the move, turned round.
    const back = await licet.admin(pools.moveImpact, { params: { id: pool.id }, query: { to: pool.accessGroup.id } });
    expect({ gain: back.gain, lose: back.lose }).toEqual({ gain: impact.lose, lose: impact.gain });
  });

  it('a moved pool is seen through every door by whoever gained it', async () => {
    const { client } = personCalled('mill-reads');
    const pool = await poolOf('Kwiaciarnia Łąka');
    expect(pool.accessGroup.id).toBe(groupIds['Piekarnia Młyn']);
    const rows = await allLicenses(client, { poolId: pool.id });
    expect(rows.map((row) => row.licenseUser.name)).toEqual(['Kwiaciarnia Łąka']);
    expect((await client(overview.search, { query: { q: 'kwiaciarnia' } })).licenses).toHaveLength(1);
    expect((await client(licenses.tags, { query: {} })).map((tag) => tag.tag)).toContain('Kwiaciarnia Łąka');
    expect((await client(licenses.history, { params: { id: rows[0]?.licenseId ?? '' } })).total).toBeGreaterThan(0);
  });

  it('S12: licenses that arrive later join the pool where it now is', async () => {
    const { publicId } = licet.portal.control.orderLicense('Kwiaciarnia Łąka', { productCode: '9104', quantity: 3 });
    await synchronize(licet);
    const pool = await poolOf('Kwiaciarnia Łąka');
    expect(await licenseOf(licet.admin, publicId)).toMatchObject({
      poolId: pool.id,
      accessGroup: { id: groupIds['Piekarnia Młyn'] },
      licenseUser: { name: 'Kwiaciarnia Łąka' },
    });
    expect((await allLicenses(personCalled('mill-reads').client)).map((row) => row.publicId)).toContain(publicId);
    expect((await allLicenses(personCalled('harbour-uses').client)).map((row) => row.publicId)).not.toContain(publicId);
  });

  it('a moved pool stays where it is when its company is moved or renamed upstream', async () => {
    licet.portal.control.moveCompany('Kwiaciarnia Łąka', 'Harbour Systems');
    licet.portal.control.renameCompany('Kwiaciarnia Łąka', 'Kwiaciarnia Port');
    await synchronize(licet);
    expect((await poolOf('Kwiaciarnia Port')).accessGroup.id).toBe(groupIds['Piekarnia Młyn']);
  });

  it('R31: a move needs write on licenses in the old and in the new group', async () => {
    const pool = await poolOf('Kwiaciarnia Port');
    const tries = async (login: string, poolId: string, to: string) => {
      const { client } = personCalled(login);
      const moved = await refusal(client(pools.move, { params: { id: poolId }, body: { to: groupIds[to] ?? '' } }));
      const asked = await refusal(client(pools.moveImpact, { params: { id: poolId }, query: { to: groupIds[to] ?? '' } }));
      expect(asked.code).toBe(moved.code);
      return moved;
    };
    // Sees it and may not write.
    expect(await tries('mill-reads', pool.id, 'Piekarnia Młyn')).toMatchObject({ status: 403, needs: right('licenses', 'write') });
    // May write where it would go, and does not see where it is.
    expect(await tries('flowers-writes', pool.id, 'Kwiaciarnia Łąka')).toMatchObject({ status: 404 });
    // May write where it is, and does not see where it would go.
    expect(await tries('meadow-writes', pool.id, 'Northwind Dental')).toMatchObject({ status: 404 });
    // Sees where it would go without writing there.
    const uses = await makeUser(licet, {
      login: 'writes-here-reads-there',
      homeGroupId: groupIds['Wzgórze IT'] ?? '',
      groupIds: [groupIds['Piekarnia Młyn'] ?? ''],
      rights: [right('licenses', 'write')],
    });
    people.push(uses);
    expect(await tries('writes-here-reads-there', pool.id, 'Northwind Dental')).toMatchObject({ status: 404 });
    expect((await poolOf('Kwiaciarnia Port')).accessGroup).toEqual(pool.accessGroup);

    const { client } = personCalled('mill-and-dental');
    const moved = await client(pools.move, { params: { id: pool.id }, body: { to: groupIds['Northwind Dental'] ?? '' } });
    expect(moved.accessGroup.id).toBe(groupIds['Northwind Dental']);
  });

  it('a move to where the pool is already is refused; one to nowhere is not found', async () => {
    const pool = await poolOf('Kwiaciarnia Port');
    expect(await refusal(licet.admin(pools.move, { params: { id: pool.id }, body: { to: pool.accessGroup.id } }))).toMatchObject({
      status: 409,
    });
    expect(await refusal(licet.admin(pools.move, { params: { id: pool.id }, body: { to: '999999' } }))).toMatchObject({ status: 404 });
    expect(await refusal(licet.admin(pools.move, { params: { id: '999999' }, body: { to: pool.accessGroup.id } }))).toMatchObject({
      status: 404,
    });
  });

  it('S11: no door moves a license out of its pool', async () => {
    const document = (await (await fetch(`${licet.url}/api/docs/json`)).json()) as {
      paths: Record<string, Record<string, { requestBody?: unknown }>>;
    };
    const changing = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, door]) =>
        path.startsWith('/api/licenses') && method !== 'get' ? [{ path, body: JSON.stringify(door.requestBody) }] : [],
      ),
    );
    expect(changing.map((door) => door.path).sort()).toEqual([
      '/api/licenses/details-wanted',
      '/api/licenses/tags',
      '/api/licenses/{id}/tags',
    ]);
    for (const door of changing) expect(door.body).not.toMatch(/pool|group/i);
  });

  it('no run changed where a pool is', async () => {
    const { rows } = await licet.admin(syncRuns.list, { query: { limit: 500 } });
    for (const run of rows) expect(Object.keys(run.counts)).not.toContain('pool-moved');
  });
});

describe('S16: pooling', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it('by account: all its licenses in one pool, in the group of the account’s company, later ones too', async () => {
    const { runId } = await licet.admin(portalAccounts.link, {
      body: { login: 'msp@hillside.example', password: 'demo-msp', pooling: 'account' },
    });
    await runEnd(licet, runId);
    const hill = await groupOf(licet.admin, 'Hillside Computing');
    const { rows } = await licet.admin(pools.list, { query: {} });
    expect(rows).toMatchObject([{ name: 'msp@hillside.example', accessGroup: { id: hill.id }, licenses: 4, companyUpstreamId: null }]);
    const { publicId } = licet.portal.control.orderLicense('Hilltop Garage', { productCode: '9104', quantity: 1 });
    await synchronize(licet);
    expect((await licenseOf(licet.admin, publicId)).poolId).toBe(rows[0]?.id);
    // The license user is the company all the same.
    expect((await licenseOf(licet.admin, publicId)).licenseUser.name).toBe('Hilltop Garage');
    const moved = await licet.admin(pools.move, {
      params: { id: rows[0]?.id ?? '' },
      body: { to: (await groupOf(licet.admin, 'Hilltop Garage')).id },
    });
    expect(moved.licenses).toBe(5);
    const later = licet.portal.control.orderLicense('Greenfield School', { productCode: '9104', quantity: 1 });
    await synchronize(licet);
    expect((await licenseOf(licet.admin, later.publicId)).accessGroup.id).toBe(moved.accessGroup.id);
  });

  it('by company, beside it: a pool for each company with licenses', async () => {
    await link(licet, LOGIN, 'demo-manager');
    const document = await exported(licet);
    const manager = licet.portal.world.companies;
    const own = document.pools.filter((pool) => pool.companyUpstreamId !== null);
    const withLicenses = new Set(
      document.licenses
        .filter((l) => manager.get(l.companyUpstreamId)?.parentId !== licet.portal.control.company('Hillside Computing').id)
        .map((l) => l.companyUpstreamId),
    );
    expect(own.map((pool) => pool.companyUpstreamId).sort()).toEqual([...withLicenses].sort());
    expect(document.pools).toHaveLength(own.length + 1);
  });
});

describe('S16: an account that was removed is linked again with one pool', () => {
  const MSP = 'msp@hillside.example';
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  const linkWith = async (pooling: 'company' | 'account') => {
    const { account, runId } = await licet.admin(portalAccounts.link, { body: { login: MSP, password: 'demo-msp', pooling } });
    expect((await runEnd(licet, runId)).state).toBe('succeeded');
    return account.id;
  };
  const remove = (id: string) => licet.admin(portalAccounts.remove, { params: { id }, body: { confirmLogin: MSP } });
  const poolCount = async (group: string) =>
    (await licet.admin(groups.show, { params: { id: (await groupOf(licet.admin, group)).id } })).counts.pools;

  it('S16: licenses come back into the one pool, and the pools of the companies are no more', async () => {
    let id = await linkWith('company');
    const before = await allLicenses(licet.admin);
    const garage = before.find((row) => row.licenseUser.name === 'Hilltop Garage');
    const school = await groupOf(licet.admin, 'Greenfield School');
    await licet.admin(pools.move, { params: { id: garage?.poolId ?? '' }, body: { to: school.id } });
    await remove(id);
    // One license does not come back.
    licet.portal.control.removeLicense(garage?.publicId ?? '');

    id = await linkWith('account');
    const after = await allLicenses(licet.admin, { gone: 'show' });
    expect(after.map((row) => row.id).sort()).toEqual(before.map((row) => row.id).sort());
    expect(after.filter((row) => row.gone).map((row) => row.publicId)).toEqual([garage?.publicId]);
    const hill = await groupOf(licet.admin, 'Hillside Computing');
    const { rows } = await licet.admin(pools.list, { query: { gone: 'show' } });
    expect(rows).toMatchObject([{ name: MSP, accessGroup: { id: hill.id }, licenses: before.length }]);
    expect(new Set(after.map((row) => row.poolId))).toEqual(new Set([rows[0]?.id]));
    expect((await exported(licet)).pools.map((pool) => pool.id)).toEqual([rows[0]?.id]);
    expect([await poolCount('Hillside Computing'), await poolCount('Hilltop Garage'), await poolCount('Greenfield School')]).toEqual([
      1, 0, 0,
    ]);
    const { total } = await licet.admin(licenses.history, { params: { id: garage?.licenseId ?? '' } });
    expect(total).toBeGreaterThan(1);

    // And once more, now out of the pool of the earlier link.
    await remove(id);
    await linkWith('account');
    const again = (await licet.admin(pools.list, { query: { gone: 'show' } })).rows;
    expect(again).toMatchObject([{ name: MSP, licenses: before.length }]);
    expect((await synchronize(licet)).counts).toEqual({});

    await remove((await licet.admin(portalAccounts.list))[0]?.id ?? '');
    await linkWith('company');
    expect((await licet.admin(pools.list, { query: {} })).rows.map((row) => row.name)).not.toContain(MSP);
  });

  it('S16: what another account keeps in pools of companies stays there', async () => {
    const id = (await licet.admin(portalAccounts.list))[0]?.id ?? '';
    const before = await allLicenses(licet.admin);
    await link(licet, LOGIN, 'demo-manager');
    const own = await allLicenses(licet.admin, {
      accountId: [(await licet.admin(portalAccounts.list)).find((a) => a.login === LOGIN)?.id ?? ''],
    });
    await remove(id);
    await linkWith('account');
    const after = new Map((await allLicenses(licet.admin)).map((row) => [row.id, row.poolId]));
    for (const row of own) expect(after.get(row.id)).toBe(row.poolId);
    expect(before.length).toBeGreaterThan(0);
  });
});

describe('S16: changing the pooling of a linked account', () => {
  let licet: Licet;
  let accountId: string;
  const pooling = (to: 'company' | 'account') => licet.admin(portalAccounts.change, { params: { id: accountId }, body: { pooling: to } });
  beforeAll(async () => {
    licet = await startLicet();
    const { account, runId } = await licet.admin(portalAccounts.link, {
      body: { login: 'msp@hillside.example', password: 'demo-msp', pooling: 'account' },
    });
    accountId = account.id;
    await runEnd(licet, runId);
  });
  afterAll(() => licet.close());

  it('S16: to company: the pool is split, each new pool where the old one stood; licenses keep their ids and their history', async () => {
    const before = await allLicenses(licet.admin, {});
    const garage = await groupOf(licet.admin, 'Hilltop Garage');
    await licet.admin(pools.move, { params: { id: before[0]?.poolId ?? '' }, body: { to: garage.id } });
    await pooling('company');
    const after = await allLicenses(licet.admin, {});
    expect(after.map((row) => row.id).sort()).toEqual(before.map((row) => row.id).sort());
    expect(new Set(after.map((row) => row.accessGroup.id))).toEqual(new Set([garage.id]));
    const users = new Set(after.map((row) => row.licenseUser.name));
    expect(new Set(after.map((row) => row.poolId)).size).toBe(users.size);
    expect(users.size).toBeGreaterThan(1);
    const { total } = await licet.admin(licenses.history, { params: { id: after[0]?.licenseId ?? '' } });
    expect(total).toBeGreaterThan(0);
    expect((await synchronize(licet)).counts).toEqual({});
  });

  it('S16: back to account: refused while pools stand in different groups, one pool again when they do not', async () => {
    const [first, ...others] = (await licet.admin(pools.list, { query: {} })).rows;
    const home = await groupOf(licet.admin, 'Hillside Computing');
    await licet.admin(pools.move, { params: { id: first?.id ?? '' }, body: { to: home.id } });
    expect(await refusal(pooling('account'))).toMatchObject({ status: 409, code: 'conflict' });
    expect((await licet.admin(pools.list, { query: {} })).total).toBe(others.length + 1);
    for (const pool of others) await licet.admin(pools.move, { params: { id: pool.id }, body: { to: home.id } });
    await pooling('account');
    const { rows } = await licet.admin(pools.list, { query: {} });
    expect(rows).toMatchObject([{ name: 'msp@hillside.example', accessGroup: { id: home.id } }]);
    expect((await exported(licet)).pools).toHaveLength(1);
  });
});
