// R80: the tiles of the status overview, each against what there is.
import { customers, overview, portalAccounts, syncRuns } from '@licet/contract';
import type { Answer } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeUser, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { customerOf } from '../support/setups.ts';

const LOGIN = 'manager@wzgorze.example';
type Overview = Answer<typeof overview.show>;

let licet: Licet;
let accountId: string;
const control = () => licet.portal.control;
const show = (): Promise<Overview> => licet.admin(overview.show);
const account = async () => (await show()).accounts[0];

/** Waits until the overview says so. */
async function until(what: (shown: Overview) => boolean): Promise<Overview> {
  for (let tries = 0; tries < 200; tries += 1) {
    const shown = await show();
    if (what(shown)) return shown;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the overview did not come to that');
}

beforeAll(async () => {
  licet = await startLicet();
});
afterAll(() => licet.close());

describe('R80: the tiles', () => {
  it('R80: nothing is linked: nothing is claimed', async () => {
    const { accounts, licenses, units, customers: customersTile, notConnected, expiring, overUsed } = await show();
    expect([accounts, expiring, overUsed, notConnected.groups]).toEqual([[], [], [], []]);
    expect([licenses.total, units, customersTile.total]).toEqual([0, { ordered: 0, used: 0 }, 0]);
  });

  it('R80: an account that is running, with its progress; use that nobody has read is unknown, not zero', async () => {
    // Licenses' own pages, which say what is used, come late.
    control().addFault({ kind: 'latency', path: '/License/Detail', ms: 1500 });
    const linked = await licet.admin(portalAccounts.link, { body: { login: LOGIN, password: 'demo-manager' } });
    accountId = linked.account.id;
    const shown = await until(({ accounts, licenses }) => accounts[0]?.state === 'running' && licenses.total > 0);
    expect(shown.accounts[0]).toMatchObject({ login: LOGIN, currentRunId: linked.runId, counts: { detailsRead: 0 } });
    expect(shown.licenses.unknownUsage).toBe((await allLicenses(licet.admin)).length);
    expect(shown.units).toMatchObject({ ordered: expect.any(Number) as number, used: null });
    const { progress } = await licet.admin(syncRuns.show, { params: { id: linked.runId } });
    expect(progress).toMatchObject({ done: 0, phase: expect.not.stringMatching(/^done$/) as string });
    control().clearFaults();
    const run = await runEnd(licet, linked.runId);
    expect(run.state).toBe('succeeded');
    expect(await account()).toMatchObject({ state: 'synchronized', currentRunId: null });
  });

  it('R80: licenses by state, and units used of ordered, are those of the list', async () => {
    const rows = await allLicenses(licet.admin);
    const shown = await show();
    const states = new Map(rows.map((row) => [row.licenseId, row.state]));
    const byState: Record<string, number> = {};
    for (const state of states.values()) byState[state] = (byState[state] ?? 0) + 1;
    expect(shown.licenses).toMatchObject({ total: states.size, byState });
    const sum = (of: 'quantity' | 'usage') => rows.reduce((so, row) => so + (row[of].value ?? 0), 0);
    expect(shown.units).toEqual({ ordered: sum('quantity'), used: sum('usage') });
    expect(shown.licenses.unknownUsage).toBe(rows.filter((row) => row.usage.value === null).length);
    const over = rows.filter((row) => (row.usage.value ?? 0) > (row.quantity.value ?? Infinity));
    expect(shown.licenses.overUsed).toBe(over.length);
    expect(shown.overUsed.map((row) => row.licenseId).sort()).toEqual(over.map((row) => row.licenseId).sort());
  });

  it('R80: what expires soon, the nearest first, with the days that are left', async () => {
    const { expiring } = await show();
    const today = Date.parse(new Date().toISOString().slice(0, 10));
    const soon = (await allLicenses(licet.admin)).filter((row) => {
      const days = row.expires ? (Date.parse(row.expires) - today) / 86_400_000 : NaN;
      return days >= -7 && days <= 45;
    });
    expect(new Set(expiring.map((row) => row.licenseId))).toEqual(new Set(soon.map((row) => row.licenseId)));
    expect(expiring.length).toBeGreaterThan(0);
    expect(expiring.map((row) => row.expires)).toEqual(expiring.map((row) => row.expires).sort());
    for (const row of expiring) expect(row.days).toBe((Date.parse(row.expires) - today) / 86_400_000);
  });

  it('R80: new customers, until they are set up or skipped', async () => {
    const before = (await show()).customers;
    expect(before.notSetUp).toBe(before.total);
    control().createCustomer('Łąka Serwis', 'Nowy Klient');
    await synchronize(licet);
    expect((await show()).customers).toMatchObject({ total: before.total + 1, notSetUp: before.notSetUp + 1 });
    const one = await customerOf(licet.admin, 'Nowy Klient');
    await licet.admin(customers.skip, { body: { companyIds: [one.id] } });
    expect((await show()).customers.notSetUp).toBe(before.notSetUp);
    await licet.admin(customers.skip, { body: {} });
    expect((await show()).customers).toMatchObject({ total: before.total + 1, notSetUp: 0 });
  });

  it('R80: an account that is held, one whose credentials are refused, one whose groups are not connected', async () => {
    control().addFault({ kind: 'empty' });
    const held = await synchronize(licet);
    control().clearFaults();
    expect(await account()).toMatchObject({ state: 'held', currentRunId: held.id, stateReasons: [{ code: 'companies-empty' }, {}] });
    await licet.admin(syncRuns.discard, { params: { id: held.id } });
    expect(await account()).toMatchObject({ state: 'synchronized' });

    control().changeLogin(LOGIN, { password: 'changed-meanwhile' });
    const refused = await synchronize(licet);
    expect(refused.state).toBe('failed');
    const shown = await show();
    expect(shown.accounts[0]).toMatchObject({ state: 'credentials-refused', stateReasons: [{ code: 'credentials-refused' }] });
    // The data that was read before still counts.
    expect(shown.licenses.total).toBeGreaterThan(0);
    control().changeLogin(LOGIN, { password: 'demo-manager' });
    await synchronize(licet);
  });

  it("R80: a customer's user gets only the own numbers", async () => {
    const { id } = await groupOf(licet.admin, 'Kwiaciarnia Łąka');
    const rights = (['licenses', 'groups-and-computers'] as const).map((name) => ({ function: name, level: 'read' as const }));
    const florist = await makeUser(licet, { login: 'florist', homeGroupId: id, groupIds: [id], rights });
    const own = await allLicenses(florist.client);
    const shown = await florist.client(overview.show);
    expect(shown.accounts).toEqual([]);
    expect(shown.licenses.total).toBe(new Set(own.map((row) => row.licenseId)).size);
    expect(shown.units).toEqual({
      ordered: own.reduce((so, row) => so + (row.quantity.value ?? 0), 0),
      used: own.reduce((so, row) => so + (row.usage.value ?? 0), 0),
    });
    expect(shown.customers.total).toBe(1);
    const ids = new Set(own.map((row) => row.licenseId));
    for (const row of [...shown.expiring, ...shown.overUsed]) expect(ids.has(row.licenseId)).toBe(true);
    expect(shown.licenses.total).toBeLessThan((await show()).licenses.total);
  });

  it('R80: after its account was removed, what is left to clear is not connected', async () => {
    await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: LOGIN } });
    const shown = await show();
    expect(shown.accounts).toEqual([]);
    expect(shown.notConnected.total).toBeGreaterThan(5);
    expect(shown.notConnected.groups.map((group) => group.name)).toContain('Nowy Klient');
    expect([shown.licenses.total, shown.units]).toEqual([0, { ordered: 0, used: 0 }]);
  });
});
