// S8: the proof of isolation that a customer is handed tells the truth, also when somebody has been given too much.
import { access, customers, groups, permissionSets, setups, users } from '@licet/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';

let licet: Licet;
let companyId: string;
beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  const rows = (await licet.admin(customers.list, { query: { limit: 500 } })).rows;
  const wishes = ['Piekarnia Młyn', 'Stolarnia Dąb'].map((name, i) => ({
    companyId: rows.find((row) => row.name === name)?.id ?? '',
    user: { login: `user-${i}`, password: `password of ${i}` },
    installer: { name: `installer ${i}` },
  }));
  companyId = wishes[0]?.companyId ?? '';
  const batch = await licet.admin(customers.setUp, { body: { customers: wishes } });
  while ((await licet.admin(setups.show, { params: { id: batch.id } })).done < 2) await sleep(25);
});
afterAll(() => licet.close());

it('S8: names who sees the customer, through the walls themselves, and that its users see nothing of others', async () => {
  const msp = await groupOf(licet.admin, 'Wzgórze IT');
  const rights = [{ function: 'licenses', level: 'read' } as const];
  await makeUser(licet, { login: 'manager', homeGroupId: msp.id, groupIds: [msp.id], rights });
  const report = await licet.admin(access.isolation, { params: { id: companyId } });
  expect(report).toMatchObject({ customer: 'Piekarnia Młyn', tried: 4, isolated: true, unnamed: false });
  expect(report.walls).toMatch(/^[0-9a-f]{64}$/);
  expect(Object.keys(report.holds)).toEqual(expect.arrayContaining(['groups', 'installers', 'licenses', 'pools', 'shares', 'users']));
  const [own] = report.own;
  expect(own).toMatchObject({ login: 'user-0', outside: {} });
  expect(own?.inside['licenses']).toBe(report.holds['licenses']);
  expect(own?.shared['groups']).toBeGreaterThan(0);
  expect(report.others.map((one) => [one.login, one.kind])).toEqual([
    ['admin', 'manager'],
    ['manager', 'manager'],
  ]);
});

it('S8: a right given across the wall makes the report say so, on both sides', async () => {
  const [oak, mill] = [await groupOf(licet.admin, 'Stolarnia Dąb'), await groupOf(licet.admin, 'Piekarnia Młyn')];
  const set = await licet.admin(permissionSets.create, {
    body: { name: 'too much', accessGroupId: oak.id, groupIds: [mill.id], rights: [{ function: 'licenses', level: 'read' }] },
  });
  const oakUser = (await licet.admin(users.list, { query: { q: 'user-1' } })).rows[0];
  const held = oakUser?.permissionSets.map((one) => one.id) ?? [];
  await licet.admin(users.change, { params: { id: oakUser?.id ?? '' }, body: { permissionSetIds: [...held, set.id] } });
  const report = await licet.admin(access.isolation, { params: { id: companyId } });
  expect(report.isolated).toBe(false);
  expect(report.others.find((one) => one.login === 'user-1')).toMatchObject({ kind: 'stranger' });
  const oakId = (await licet.admin(customers.list, { query: { q: 'Stolarnia Dąb' } })).rows[0]?.id ?? '';
  const theirs = await licet.admin(access.isolation, { params: { id: oakId } });
  expect(theirs.isolated).toBe(false);
  expect(theirs.own[0]?.outside['licenses']).toBeGreaterThan(0);
});

it('S8: a customer’s own reader gets it for the own customer, without names out of sight', async () => {
  const baker = await licet.signIn('user-0', 'password of 0');
  const report = await baker(access.isolation, { params: { id: companyId } });
  expect(report.own.map((one) => one.login)).toEqual(['user-0']);
  expect(report.others).toEqual([]);
  // Of others who see it the customer learns that there are some: neither who they are, nor how many users there are at all.
  expect(report).toMatchObject({ unnamed: true, tried: 1 });
  const oakId = (await licet.admin(customers.list, { query: { q: 'Stolarnia Dąb' } })).rows[0]?.id ?? '';
  // A manager is no customer: what is below it has a report each.
  const manager = await groupOf(licet.admin, 'Wzgórze IT');
  const company = (await licet.admin(groups.show, { params: { id: manager.id } })).company?.id ?? '';
  expect(await refusal(licet.admin(access.isolation, { params: { id: company } }))).toMatchObject({ status: 404 });
  expect(await refusal(baker(access.isolation, { params: { id: oakId } }))).toMatchObject({ status: 404 });
});
