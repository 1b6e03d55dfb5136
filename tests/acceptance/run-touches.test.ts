// R13, "rights recomputed, shown in the run": what a plan is said to touch, what the run then keeps, and what everybody can do.
import { audit, customers, groups, installers, permissionSets, syncRuns } from '@licet/contract';
import type { Answer, Client } from '@licet/contract';
import { sharedRights } from '@licet/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { batchEnd, customerOf } from '../support/setups.ts';

type Touches = Answer<typeof syncRuns.touches>;
const MOVED = 'Przedszkole Żabka';

let licet: Licet;
const people: Person[] = [];
const idOf = async (name: string) => (await groupOf(licet.admin, name)).id;
const touchesOf = (client: Client, id: string) => client(syncRuns.touches, { params: { id } });
const control = () => licet.portal.control;

async function person(login: string, ...places: string[]): Promise<Person> {
  const groupIds = await Promise.all(places.map(idOf));
  const rights = (['licenses', 'groups-and-computers', 'installers'] as const).map((name) => ({ function: name, level: 'read' as const }));
  const made = await makeUser(licet, { login, homeGroupId: groupIds[0] ?? '', groupIds, rights });
  people.push(made);
  return made;
}

/** An installer with a license of a customer, kept with the customer or in another group. */
async function installerOf(name: string, customer: string, keptIn = customer): Promise<string> {
  const [groupId, accessGroupId] = [await idOf(customer), await idOf(keptIn)];
  const [choice] = await licet.admin(installers.licenses, { query: { groupId } });
  return (await licet.admin(installers.create, { body: { name, groupId, accessGroupId, shareId: choice?.shareId ?? null } })).id;
}

/** Who sees a group, how many licenses each sees, and which installers do not work: found by trying. */
async function observe(group: string) {
  const seeing: string[] = [];
  const counts = new Map<string, number>();
  for (const { login, client } of people) {
    if ((await client(groups.tree)).some((node) => node.name === group)) seeing.push(login);
    counts.set(login, (await allLicenses(client)).length);
  }
  const { rows } = await licet.admin(installers.list, { query: { limit: 500 } });
  return { seeing, counts, broken: new Map(rows.flatMap((row) => (row.breakage ? [[row.name, row.breakage] as const] : []))) };
}

const only = (these: string[], those: string[]) => these.filter((one) => !those.includes(one)).sort();
const gaining = ({ users }: Touches) => users.filter((user) => user.gains.length > 0).map((user) => user.login);
const losing = ({ users }: Touches) => users.filter((user) => user.loses.length > 0).map((user) => user.login);
const effects = ({ installers: list }: Touches) => list.map((one) => [one.name, one.effect, one.breakage]);

beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  await person('old-parent', 'Harbour Systems');
  await person('new-parent', 'Łąka Serwis');
  await person('above-both', 'Wzgórze IT');
  await person('both-parents', 'Harbour Systems', 'Łąka Serwis');
  await person('customer', MOVED);
  await person('elsewhere', 'Piekarnia Młyn');
});
afterAll(() => licet.close());

/** A preview, applied: what it said, what the run keeps, and what changed for everybody. */
async function predictAndApply(group: string) {
  const preview = await synchronize(licet, { preview: true });
  const predicted = await touchesOf(licet.admin, preview.id);
  const before = await observe(group);
  await licet.admin(syncRuns.apply, { params: { id: preview.id } });
  await runEnd(licet, preview.id);
  return { runId: preview.id, predicted, kept: await touchesOf(licet.admin, preview.id), before, after: await observe(group) };
}

describe('what a run touches', () => {
  it('R13: a company that moves: who gains and loses sight and which installers break is predicted, kept and observed', async () => {
    await installerOf('kept with the customer', MOVED);
    await installerOf('kept with the old parent', MOVED, 'Harbour Systems');
    await installerOf('kept above both', MOVED, 'Wzgórze IT');
    control().moveCompany(MOVED, 'Łąka Serwis');
    const { runId, predicted, kept, before, after } = await predictAndApply(MOVED);
    expect(gaining(predicted)).toEqual(only(after.seeing, before.seeing));
    expect(losing(predicted)).toEqual(only(before.seeing, after.seeing));
    expect([gaining(predicted), losing(predicted)]).toEqual([['new-parent'], ['old-parent']]);
    expect(predicted.users[0]?.gains).toMatchObject([
      { group: { name: MOVED }, functions: expect.arrayContaining(['licenses', 'groups-and-computers', 'installers']) as unknown },
    ]);
    expect(effects(predicted)).toEqual([['kept with the old parent', 'breaks', 'license-out-of-reach']]);
    expect([...after.broken]).toEqual([['kept with the old parent', 'license-out-of-reach']]);
    expect(before.broken.size).toBe(0);
    expect(kept).toEqual(predicted);
    // What is done later to rights does not change what the run did.
    await person('later', 'Łąka Serwis');
    expect(await touchesOf(licet.admin, runId)).toEqual(predicted);

    control().moveCompany(MOVED, 'Harbour Systems');
    const back = await predictAndApply(MOVED);
    expect(effects(back.kept)).toEqual([['kept with the old parent', 'works', null]]);
    expect([gaining(back.kept), losing(back.kept)]).toEqual([['old-parent'], ['later', 'new-parent']]);
    expect(back.after.broken.size).toBe(0);
  });

  it('R13: a license that goes breaks its installers, and one that follows a trial is named with them', async () => {
    await installerOf('of a license that goes', 'Żeglarz – wypożyczalnia jachtów');
    await installerOf('of a trial', 'Stolarnia Dąb');
    const [trial] = control().company('Stolarnia Dąb').licenses;
    for (const { publicId } of control().company('Żeglarz – wypożyczalnia jachtów').licenses) control().removeLicense(publicId);
    const full = control().convertToFull(trial?.publicId ?? '', 15);
    const { predicted, kept, after } = await predictAndApply(MOVED);
    expect(effects(kept)).toEqual([
      ['of a license that goes', 'breaks', 'license-gone'],
      ['of a trial', 'breaks', 'license-gone'],
    ]);
    expect(effects(predicted)).toEqual(effects(kept));
    expect(Object.fromEntries(after.broken)).toEqual({ 'of a license that goes': 'license-gone', 'of a trial': 'license-gone' });
    expect(kept.installers.map((one) => one.replaced)).toEqual([false, true]);
    expect(full.publicId).not.toBe(trial?.publicId);
  });

  it('R13: new licenses are counted for those who will see them, a suspended one breaks its installer until it is resumed', async () => {
    const [group, name] = [MOVED, 'Kwiaciarnia Łąka'];
    await installerOf('of a license that is suspended', name);
    control().createCustomer('Łąka Serwis', 'Nowy Klient');
    control().orderLicense('Nowy Klient', { productCode: '2015', quantity: 3 });
    control().orderLicense('Nowy Klient', { productCode: '9104', quantity: 3 });
    const arrived = await predictAndApply(group);
    for (const { login } of people) {
      const more = (arrived.after.counts.get(login) ?? 0) - (arrived.before.counts.get(login) ?? 0);
      expect(arrived.kept.users.find((user) => user.login === login)?.arriving ?? 0, login).toBe(more);
    }
    expect(arrived.predicted.users.map((user) => user.login)).toEqual(['above-both', 'admin', 'both-parents', 'later', 'new-parent']);
    expect(arrived.kept).toEqual(arrived.predicted);

    const company = control().company(name);
    control().suspendCompany(company.id);
    const suspended = await synchronize(licet);
    expect(effects(await touchesOf(licet.admin, suspended.id))).toEqual([
      ['of a license that is suspended', 'breaks', 'license-suspended'],
    ]);
    control().unsuspendCompany(company.id);
    const resumed = await synchronize(licet);
    expect(effects(await touchesOf(licet.admin, resumed.id))).toEqual([['of a license that is suspended', 'works', null]]);
  });

  it('R13, S8: the caller is told of users and installers in sight, and whether there are more', async () => {
    const right = (name: 'portal-accounts' | 'users' | 'installers') => ({ function: name, level: 'read' as const });
    const all = await groupOf(licet.admin, 'All');
    const clerk = await makeUser(licet, { login: 'clerk', homeGroupId: all.id, groupIds: [all.id], rights: [right('portal-accounts')] });
    control().moveCompany(MOVED, 'Łąka Serwis');
    const run = await synchronize(licet);
    const whole = await touchesOf(licet.admin, run.id);
    expect(whole.others).toEqual({ users: false, installers: false });
    const told = await touchesOf(clerk.client, run.id);
    expect(told).toEqual({ users: [], installers: [], others: { users: true, installers: true } });
    expect(whole.users.length * whole.installers.length).toBeGreaterThan(0);
    // Nothing changed, nothing touched.
    expect(await touchesOf(licet.admin, (await synchronize(licet)).id)).toMatchObject({ users: [], installers: [] });
  });

  it('R13, R41: of a company that moves, the run tells which Shared Objects its users see instead', async () => {
    const customer = await customerOf(licet.admin, MOVED);
    const other = await customerOf(licet.admin, 'Northwind Dental');
    const wanted = (companyId: string, login: string) => ({
      companyId,
      user: { login, password: `password of ${login}` },
      installer: null,
    });
    const given = [wanted(customer.id, 'set-up'), wanted(other.id, 'stays')];
    await batchEnd(licet.admin, (await licet.admin(customers.setUp, { body: { customers: given } })).id);
    const [own, neighbour] = [await licet.signIn('set-up', 'password of set-up'), await licet.signIn('stays', 'password of stays')];
    const sharedOf = async (client: Client) => {
      const mine = new Set((await client(groups.tree, { query: { for: 'access' } })).map((node) => node.id));
      const whole = await licet.admin(groups.tree, { query: { for: 'access' } });
      const shared = whole.filter((node) => node.kind === 'shared-objects' && mine.has(node.id));
      return shared.map((node) => whole.find((one) => one.id === node.parentId)?.name ?? '').sort();
    };
    const [before, beside] = [await sharedOf(own), await sharedOf(neighbour)];
    const [from, to] = before.includes('Łąka Serwis') ? ['Łąka Serwis', 'Harbour Systems'] : ['Harbour Systems', 'Łąka Serwis'];
    control().moveCompany(MOVED, to);
    const { runId, predicted, kept } = await predictAndApply(MOVED);
    const after = await sharedOf(own);
    expect([only(after, before), only(before, after)]).toEqual([[to], [from]]);
    expect(await sharedOf(neighbour)).toEqual(beside);
    expect(kept).toEqual(predicted);
    const touch = (login: string) => kept.users.find((user) => user.login === login);
    const names = (list: { company: string }[] | undefined) => (list ?? []).map((one) => one.company);
    expect([names(touch('set-up')?.sharedGains), names(touch('set-up')?.sharedLoses)]).toEqual([only(after, before), only(before, after)]);
    expect(touch('set-up')?.sharedGains[0]?.functions.toSorted()).toEqual(sharedRights.map((right) => right.function).sort());
    expect(touch('stays')).toBeUndefined();
    // What followed is in the audit, told by number: readers of a customer's chain learn no names of managers.
    const { rows } = await licet.admin(audit.list, { query: { groupId: customer.group.id, limit: 50 } });
    const entries = rows.filter((row) => row.action === 'permission-set-changed');
    expect(entries).toMatchObject([{ subject: { kind: 'permission-set', name: `${MOVED}: Shared Objects` } }]);

    // A set that somebody has changed is somebody's own, and follows nothing.
    const [set] = (await licet.admin(permissionSets.list, { query: { q: `${MOVED}: Shared Objects` } })).rows;
    const groupIds = [...(set?.groups ?? []).map((group) => group.id), await idOf('Piekarnia Młyn')];
    await licet.admin(permissionSets.change, { params: { id: set?.id ?? '' }, body: { groupIds } });
    control().moveCompany(MOVED, from);
    const back = await predictAndApply(MOVED);
    expect(await sharedOf(own)).toEqual(after);
    expect(back.kept.users.find((user) => user.login === 'set-up')).toBeUndefined();
    expect(runId).not.toBe(back.runId);
  });
});
