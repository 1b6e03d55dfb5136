// S19, R32: what a move is said to change is what it changes, and undoing it leaves everything as it was: on random worlds, seen
// through the doors that users, tokens and installers come through, by the alerts that notification rules raise, and in reports as
// their owners read them.
import {
  alerts,
  createClient,
  installers,
  licenses,
  notificationRules,
  permissionSets,
  pools,
  reports,
  tokens,
  users,
} from '@licet/contract';
import type { Client, ReportFilter } from '@licet/contract';
import { levels, licenseStates } from '@licet/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateRules } from '../../apps/server/src/features/notifications/evaluate.ts';
import { link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { pictureOf } from '../support/picture.ts';
import { treeOf } from '../support/reading.ts';
import type { Node } from '../support/reading.ts';

const SEED = 20_261_122;
const MOVES = 40;

interface Token {
  id: string;
  client: Client;
}

let licet: Licet;
let places: Node[];
const people: Person[] = [];
const keys: Token[] = [];
const kept: { id: string; client: Client }[] = [];

beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  places = (await treeOf(licet.admin, 'access')).filter((node) => !['lost-and-found'].includes(node.kind));
  const randomUser = fc.record({
    home: fc.constantFrom(...places),
    sets: fc.array(
      fc.record({ level: fc.constantFrom(...levels), groups: fc.uniqueArray(fc.constantFrom(...places), { minLength: 1, maxLength: 3 }) }),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  });
  for (const [i, wish] of fc.sample(randomUser, { numRuns: 12, seed: SEED }).entries()) await addPerson(`person-${i}`, wish);
  for (const [i, pool] of (await allPools()).entries()) await addInstallers(pool, i);
  for (const [i, place] of places.entries()) {
    if (i % 2 === 0) await addRule(licet.admin, place.id);
    else await addReport(licet.admin, place.id, filters[i % filters.length]);
  }
});
afterAll(() => licet.close());

type Wish = { home: Node; sets: { level: (typeof levels)[number]; groups: Node[] }[] };

async function addPerson(login: string, { home, sets: [first, second] }: Wish): Promise<void> {
  const rightsOf = (level: (typeof levels)[number]) => [
    { function: 'licenses' as const, level },
    { function: 'notifications' as const, level: 'write' as const },
    { function: 'reports' as const, level: 'write' as const },
  ];
  const groupIds = (first?.groups ?? []).map((group) => group.id);
  const person = await makeUser(licet, { login, homeGroupId: home.id, groupIds, rights: rightsOf(first?.level ?? 'read') });
  people.push(person);
  if (second) {
    const body = {
      name: `second of ${login}`,
      accessGroupId: home.id,
      groupIds: second.groups.map((group) => group.id),
      rights: rightsOf(second.level),
    };
    const set = await licet.admin(permissionSets.create, { body });
    const { permissionSets: held } = await licet.admin(users.show, { params: { id: person.id } });
    await licet.admin(users.change, {
      params: { id: person.id },
      body: { permissionSetIds: [...held.map((one) => one.id), set.id] },
    });
  }
  await addRule(person.client, groupIds[0] ?? '');
  await addReport(person.client, groupIds[0] ?? '', filters[people.length % filters.length]);
  const made = await person.client(tokens.create, { body: { name: `key of ${login}` } });
  if (people.length % 4 === 0) await takeElsewhere(person, groupIds[0] ?? '');
  keys.push({ id: made.id, client: createClient({ baseUrl: licet.url, headers: { authorization: `Bearer ${made.secret}` } }) });
}

/** From now on this person may have rules and reports in another customer's group only: those made before are silent. */
async function takeElsewhere({ id }: Person, here: string): Promise<void> {
  const { permissionSets: held } = await licet.admin(users.show, { params: { id } });
  for (const set of held) {
    const { rights } = await licet.admin(permissionSets.show, { params: { id: set.id } });
    const left = rights.filter((right) => right.function === 'licenses');
    await licet.admin(permissionSets.change, { params: { id: set.id }, body: { rights: left } });
  }
  const elsewhere = places.find((node) => node.kind === 'customer' && node.id !== here)?.id ?? '';
  const rights = (['notifications', 'reports'] as const).map((fn) => ({ function: fn, level: 'write' as const }));
  const body = { name: `elsewhere of ${id}`, accessGroupId: elsewhere, groupIds: [elsewhere], rights };
  const set = await licet.admin(permissionSets.create, { body });
  await licet.admin(users.change, { params: { id }, body: { permissionSetIds: [...held.map((one) => one.id), set.id] } });
}

/** A rule that raises an alert for every license that it watches. It is snoozed: nothing is to be sent. */
async function addRule(client: Client, accessGroupId: string): Promise<void> {
  const condition = { kind: 'state' as const, states: [...licenseStates] };
  const rule = await client(notificationRules.create, {
    body: { name: 'watches', accessGroupId, condition, recipients: ['ops@msp.example'], enabled: false },
  });
  const until = new Date(Date.now() + 86_400_000).toISOString();
  await client(notificationRules.snooze, { params: { id: rule.id }, body: { until } });
  await client(notificationRules.change, { params: { id: rule.id }, body: { enabled: true } });
}

/** What reports hold: everything, some, and what no license is like. */
const filters: ReportFilter[] = [{}, { use: 'over' }, { q: 'a' }, { state: ['normal'], type: ['msp'] }, { q: 'no such word' }];

async function addReport(client: Client, accessGroupId: string, filter: ReportFilter = {}): Promise<void> {
  const { id } = await client(reports.create, { body: { name: 'holds', accessGroupId, filter, columns: ['publicId'] } });
  kept.push({ id, client });
}

async function allPools() {
  return (await licet.admin(pools.list, { query: { limit: 500 } })).rows;
}

/** Installers for a pool's company: one kept with the customer, one with the manager above. */
async function addInstallers(pool: Awaited<ReturnType<typeof allPools>>[number], i: number): Promise<void> {
  const groupId = pool.accessGroup.id;
  const [choice] = await licet.admin(installers.licenses, { query: { groupId } });
  if (!choice) return;
  const above = places.find((node) => node.id === groupId)?.parentId ?? groupId;
  for (const accessGroupId of i % 2 === 0 ? [groupId, above] : [groupId])
    await licet.admin(installers.create, { body: { name: `installer ${i}`, groupId, accessGroupId, shareId: choice.shareId } });
}

const seesPool = async (client: Client, poolId: string) =>
  (await client(pools.list, { query: { poolId, gone: 'show', limit: 1 } }).catch(() => ({ total: 0 }))).total > 0;

/** What each can do now, found by trying. */
async function observe(poolId: string) {
  const seeing: string[] = [];
  for (const person of people) if (await seesPool(person.client, poolId)) seeing.push(person.login);
  const opening: string[] = [];
  for (const key of keys) if (await seesPool(key.client, poolId)) opening.push(key.id);
  const { rows } = await licet.admin(installers.list, { query: { limit: 500 } });
  const working = rows.filter((row) => row.state === 'active').map((row) => row.id);
  await evaluateRules(licet.server.context);
  const [license] = (await licet.admin(licenses.list, { query: { poolId, gone: 'show', limit: 1 } })).rows;
  const raised = await licet.admin(alerts.list, { query: { licenseId: license?.licenseId ?? '', show: 'open', limit: 500 } });
  const watching = raised.rows.map((alert) => alert.rule.id);
  const ofPool = (await licet.admin(licenses.list, { query: { poolId, limit: 500 } })).rows.map((row) => row.publicId);
  const holding: string[] = [];
  for (const report of kept) {
    const held = await report.client(reports.rows, { params: { id: report.id }, query: { limit: 500 } }).then(
      (page) => page.rows,
      () => [],
    );
    if (held.some((row) => ofPool.includes(row.publicId ?? null))) holding.push(report.id);
  }
  return { seeing, opening, working, watching, holding };
}

/** How many licenses of other pools each person sees: a move, and what keeps things working, changes nothing there. */
function seenElsewhere(poolId: string): Promise<number[]> {
  const total = async ({ client }: Person, query: { poolId?: string }) =>
    (await client(licenses.list, { query: { ...query, limit: 1 } })).total;
  return Promise.all(people.map(async (person) => (await total(person, {})) - (await total(person, { poolId }))));
}

const only = (these: string[], those: string[]) => these.filter((one) => !those.includes(one)).sort();
const ids = (list: { id: string }[]) => list.map((one) => one.id).sort();

describe('S19, R32: the impact of a move', () => {
  it('R32, S19: predicted is observed, and a move taken back leaves everything as it was', async () => {
    const everyPool = await allPools();
    const nobodys = places.filter((node) => node.kind === 'shared-objects');
    const moves = fc.sample(
      fc.record({
        pool: fc.nat(everyPool.length - 1),
        // Shared Objects come up oftener: sight is kept nowhere else.
        to: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...places) }, { weight: 1, arbitrary: fc.constantFrom(...nobodys) }),
        grant: fc.boolean(),
        reissueInstallers: fc.boolean(),
        graceHours: fc.constantFrom(0, 0, 24),
      }),
      { numRuns: MOVES, seed: SEED },
    );
    const met = {
      granted: 0,
      gain: 0,
      lose: 0,
      breaks: 0,
      changesHands: 0,
      tokens: 0,
      begins: 0,
      stops: 0,
      reportsBegin: 0,
      reportsStop: 0,
    };
    for (const { pool: index, to, ...options } of moves) {
      const pool = everyPool[index] as (typeof everyPool)[number];
      if (pool.accessGroup.id === to.id) continue;
      // New installers have no use for a grace period, and are refused beside one.
      if (options.reissueInstallers) options.graceHours = 0;
      const where = { params: { id: pool.id } };
      const before = await observe(pool.id);
      const elsewhere = await seenElsewhere(pool.id);
      const picture = await pictureOf(licet);
      const impact = await licet.admin(pools.moveImpact, { ...where, query: { to: to.id } });

      // The bare move.
      const bare = await licet.admin(pools.move, { ...where, body: { to: to.id } });
      const after = await observe(pool.id);
      expect(
        impact.gain
          .map((one) => one.login)
          .filter((login) => login !== 'admin')
          .sort(),
      ).toEqual(only(after.seeing, before.seeing));
      expect(impact.lose.map((one) => one.login).sort()).toEqual(only(before.seeing, after.seeing));
      const mine = new Set(keys.map((key) => key.id));
      expect(ids(impact.tokens.gain.filter((one) => mine.has(one.id)))).toEqual(only(after.opening, before.opening));
      expect(ids(impact.tokens.lose.filter((one) => mine.has(one.id)))).toEqual(only(before.opening, after.opening));
      expect(ids(impact.installers.breaks)).toEqual(only(before.working, after.working));
      expect(ids(impact.installers.works)).toEqual(only(after.working, before.working));
      expect(ids(impact.rules.begins)).toEqual(only(after.watching, before.watching));
      expect(ids(impact.rules.stops)).toEqual(only(before.watching, after.watching));
      for (const one of impact.installers.changesHands) expect(after.working).toContain(one.id);
      expect(ids(impact.reports.begins)).toEqual(only(after.holding, before.holding));
      expect(ids(impact.reports.stops)).toEqual(only(before.holding, after.holding));
      const { installers: files, rules, reports: lists } = impact;
      expect([impact, files, rules, lists].map((one) => one.others)).toEqual([false, false, false, false]);
      met.gain += impact.gain.length;
      met.lose += impact.lose.length;
      met.begins += impact.rules.begins.length;
      met.stops += impact.rules.stops.length;
      met.reportsBegin += lists.begins.length;
      met.reportsStop += lists.stops.length;
      met.breaks += impact.installers.breaks.length;
      met.changesHands += impact.installers.changesHands.length;
      met.tokens += impact.tokens.gain.length + impact.tokens.lose.length;
      await licet.admin(pools.undoMove, { params: { id: bare.operationId } });
      expect(await pictureOf(licet)).toEqual(picture);

      // The same with what keeps things working: nobody loses sight who was granted, nothing breaks that was helped.
      if (options.grant && !impact.grantable) {
        const shown = await refusal(licet.admin(pools.move, { ...where, body: { to: to.id, ...options } }));
        expect(shown).toMatchObject({ reason: { code: 'grant-shows-more' } });
        options.grant = false;
      }
      met.granted += options.grant ? 1 : 0;
      const helped = await licet.admin(pools.move, { ...where, body: { to: to.id, ...options } });
      const then = await observe(pool.id);
      if (options.grant) expect(only(before.seeing, then.seeing)).toEqual([]);
      expect(await seenElsewhere(pool.id)).toEqual(elsewhere);
      if (options.graceHours > 0) expect(only(before.working, then.working)).toEqual([]);
      if (options.reissueInstallers) expect(then.working.length).toBe(before.working.length + impact.installers.works.length);
      await licet.admin(pools.undoMove, { params: { id: helped.operationId } });
      expect(await pictureOf(licet)).toEqual(picture);
    }
    // The worlds were worth the name.
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(2);
  }, 240_000);

  it('R32: a move that somebody moved on since cannot be taken back, nor twice', async () => {
    const [pool] = await allPools();
    const [one, two] = places.filter((node) => node.id !== pool?.accessGroup.id);
    const where = { params: { id: pool?.id ?? '' } };
    const first = await licet.admin(pools.move, { ...where, body: { to: one?.id ?? '' } });
    const second = await licet.admin(pools.move, { ...where, body: { to: two?.id ?? '' } });
    expect(await refusal(licet.admin(pools.undoMove, { params: { id: first.operationId } }))).toMatchObject({ status: 409 });
    await licet.admin(pools.undoMove, { params: { id: second.operationId } });
    expect(await refusal(licet.admin(pools.undoMove, { params: { id: second.operationId } }))).toMatchObject({ status: 409 });
    await licet.admin(pools.undoMove, { params: { id: first.operationId } });
    expect((await allPools()).find((row) => row.id === pool?.id)?.accessGroup.id).toBe(pool?.accessGroup.id);
  });

  it('R31: who may not write in both groups takes no move back, and one out of sight is not found', async () => {
    const [pool] = await allPools();
    const [target] = places.filter((node) => node.id !== pool?.accessGroup.id);
    const moved = await licet.admin(pools.move, { params: { id: pool?.id ?? '' }, body: { to: target?.id ?? '' } });
    let refused = 0;
    for (const { client } of people) {
      const problem = await refusal(client(pools.undoMove, { params: { id: moved.operationId } })).catch(() => undefined);
      if (!problem) continue;
      refused += 1;
      expect([403, 404]).toContain(problem.status);
    }
    expect(refused).toBeGreaterThan(5);
    await licet.admin(pools.undoMove, { params: { id: moved.operationId } }).catch(() => undefined);
  });
});
