// S1 to S5, R1, R2: linking a portal account.
import { certificates, customers, groups, overview, portalAccounts, session } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { truthOf } from '../support/truth.ts';

describe('linking a portal account', () => {
  let licet: Licet;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it('S3: refuses a distributor, says why and what would work, and stores nothing', async () => {
    const problem = await refusal(
      licet.admin(portalAccounts.link, { body: { login: 'distributor@polnoc.example', password: 'demo-distributor' } }),
    );
    expect(problem).toMatchObject({
      status: 422,
      code: 'refused-account-type',
      reason: { code: 'account-type-refused', parameters: { company: 'Północ Distribution', companyType: 'distributor' } },
    });
    expect(`${problem.detail} ${problem.remedy}`).toMatch(/distributor/i);
    expect(`${problem.detail} ${problem.remedy}`).toMatch(/MSP/);
    expect(await licet.admin(portalAccounts.list)).toEqual([]);
  });

  it('S4: refuses an account that can read nothing', async () => {
    const problem = await refusal(licet.admin(portalAccounts.link, { body: { login: 'nobody@wzgorze.example', password: 'demo-nobody' } }));
    expect(problem).toMatchObject({ code: 'reads-nothing', reason: { code: 'reads-nothing', parameters: { company: 'Wzgórze IT' } } });
    expect(await licet.admin(portalAccounts.list)).toEqual([]);
  });

  it('refuses a wrong password with the remedy', async () => {
    const problem = await refusal(licet.admin(portalAccounts.link, { body: { login: 'manager@wzgorze.example', password: 'wrong' } }));
    expect(problem).toMatchObject({ status: 422, code: 'wrong-credentials', reason: { code: 'credentials-refused' } });
    expect(problem.remedy).toBeTruthy();
  });

  it('S1, S2: MSP functions appear with the first linked account, not before', async () => {
    const functionsNow = async () => ({
      msp: (await licet.admin(session.current)).msp,
      accounts: (await licet.admin(overview.show)).accounts.length,
      customers: (await licet.admin(customers.list, { query: {} })).total,
      authorities: (await licet.admin(certificates.list)).length,
      groups: (await licet.admin(groups.tree)).filter((group) => group.kind === 'msp' || group.kind === 'customer').length,
    });
    expect(await functionsNow()).toEqual({ msp: false, accounts: 0, customers: 0, authorities: 0, groups: 0 });
    expect((await exported(licet)).companies).toEqual([]);
    const { run } = await link(licet, 'manager@wzgorze.example', 'demo-manager');
    expect(run.state).toBe('succeeded');
    const truth = truthOf(licet.portal, 'manager@wzgorze.example').companies;
    const ofCustomers = truth.filter((company) => company.type === 1007).length;
    expect(ofCustomers).toBeGreaterThan(5);
    expect(await functionsNow()).toEqual({ msp: true, accounts: 1, customers: ofCustomers, authorities: 1, groups: truth.length });
  });

  it('refuses to link the same login again', async () => {
    const problem = await refusal(
      licet.admin(portalAccounts.link, { body: { login: 'MANAGER@wzgorze.example', password: 'demo-manager' } }),
    );
    expect(problem).toMatchObject({ status: 409, code: 'already-linked' });
  });
});
