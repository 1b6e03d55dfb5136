// R18, S8: what is out of sight today is so for any moment, also when a pool brought a company near for a while.
import { customers, groups, pools, portalAccounts } from '@licet/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';

const LOGIN = 'manager@wzgorze.example';
let licet: Licet;
beforeAll(async () => void (licet = await startLicet()));
afterAll(() => licet.close());

async function moment(): Promise<string> {
  await sleep(5);
  const at = new Date().toISOString();
  await sleep(5);
  return at;
}

it('R18, S8: a group that was deleted is not told to who holds a pool of its company', async () => {
  const { accountId } = await link(licet, LOGIN, 'demo-manager');
  const [mill, oak] = [await groupOf(licet.admin, 'Piekarnia Młyn'), await groupOf(licet.admin, 'Stolarnia Dąb')];
  const rights = (['licenses', 'groups-and-computers'] as const).map((fn) => ({ function: fn, level: 'read' as const }));
  const joiner = await makeUser(licet, { login: 'joiner', homeGroupId: oak.id, groupIds: [oak.id], rights });
  const moments = [await moment()];
  const pool = (await licet.admin(pools.list, { query: { q: 'Piekarnia Młyn' } })).rows[0]?.id ?? '';
  await licet.admin(pools.move, { params: { id: pool }, body: { to: oak.id } });
  moments.push(await moment());
  await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: LOGIN } });
  await licet.admin(customers.removeGroup, { params: { id: mill.id } });

  for (const asOf of moments) {
    const whole = await licet.admin(groups.tree, { query: { for: 'access', asOf } });
    expect(whole.map((group) => group.name)).toContain('Piekarnia Młyn');
    const seen = await joiner.client(groups.tree, { query: { for: 'access', asOf } });
    expect(seen.map((group) => group.name)).toEqual(['Stolarnia Dąb']);
    expect((await joiner.client(customers.list, { query: { asOf } })).rows.map((one) => one.name)).toEqual(['Stolarnia Dąb']);
    expect(await refusal(joiner.client(groups.show, { params: { id: mill.id }, query: { asOf } }))).toMatchObject({ status: 404 });
  }
});
