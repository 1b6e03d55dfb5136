// R45: linking, synchronizing and removing are for administrators.
import { licenses, portalAccounts, syncRuns } from '@licet/contract';
import { functions } from '@licet/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';

describe('R45: what only administrators may do', () => {
  let licet: Licet;
  let accountId: string;
  /** Holds every right there is, but at home in one customer's group: not an administrator. */
  let mighty: Person;

  beforeAll(async () => {
    licet = await startLicet();
    ({ accountId } = await link(licet, 'manager@wzgorze.example', 'demo-manager'));
    const { rows } = await licet.admin(licenses.list, { query: { limit: 1 } });
    const groupId = rows[0]?.accessGroup.id as string;
    const rights = functions.map((fn) => ({ function: fn, level: 'write' as const }));
    mighty = await makeUser(licet, { login: 'mighty', homeGroupId: groupId, groupIds: ['1'], rights });
  });
  afterAll(() => licet.close());

  it('R45: linking, changing and removing an account are refused to others, with the right that is missing', async () => {
    const { client } = mighty;
    const refusals = [
      await refusal(client(portalAccounts.link, { body: { login: 'msp@hillside.example', password: 'demo-msp' } })),
      await refusal(client(portalAccounts.change, { params: { id: accountId }, body: { policy: 'ask' } })),
      await refusal(client(portalAccounts.removalPlan, { params: { id: accountId } })),
      await refusal(client(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: 'manager@wzgorze.example' } })),
      await refusal(client(syncRuns.start, { body: {} })),
    ];
    for (const problem of refusals) {
      expect(problem).toMatchObject({ status: 403, code: 'not-permitted', needs: { function: 'licenses', level: 'write' } });
    }
    expect(await licet.admin(portalAccounts.list)).toMatchObject([{ id: accountId, policy: 'under-threshold' }]);
  });

  it('S20, R33: removal lists what goes, wants the login typed, and takes that and nothing else', async () => {
    const before = await exported(licet);
    const plan = await licet.admin(portalAccounts.removalPlan, { params: { id: accountId } });
    expect(plan.pools.map((pool) => pool.id).sort()).toEqual(before.pools.map((pool) => pool.id).sort());
    expect(plan.unlinkedGroups).toHaveLength(before.companies.length);
    expect(plan.keptCompanies).toEqual([]);

    const mistyped = await refusal(licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: 'manager' } }));
    expect(mistyped).toMatchObject({ status: 422, code: 'login-mismatch' });
    expect((await exported(licet)).licenses).toEqual(before.licenses);

    await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: 'Manager@wzgorze.example' } });
    const after = await exported(licet);
    expect(after.accounts).toEqual([]);
    expect(after.licenses.every((license) => license.gone)).toBe(true);
    expect(after.companies.map((company) => [company.upstreamId, company.setup])).toEqual(
      before.companies.map((company) => [company.upstreamId, 'unlinked']),
    );
  });

  it('the same login can be linked again, and everything returns under the same ids', async () => {
    const gone = await exported(licet);
    await link(licet, 'manager@wzgorze.example', 'demo-manager');
    const back = await exported(licet);
    expect(back.pools).toEqual(gone.pools);
    expect(back.licenses.map((license) => license.publicId)).toEqual(gone.licenses.map((license) => license.publicId));
    expect(back.licenses.every((license) => !license.gone)).toBe(true);
  });
});
