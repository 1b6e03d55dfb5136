// R14, R16 and section 6 end to end: whatever the portal does, old data stays, and the run says what was the matter.
import { portalAccounts, syncRuns } from '@licet/contract';
import type { FaultInput } from '@licet/local-portal';
import { describe, expect, it } from 'vitest';
import { exported, link, runEnd, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, licenseOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const LOGIN = 'manager@wzgorze.example';
const PATIENCE = 100_000;
const together = { timeout: 150_000 };

/** A linked account, a change upstream that is not read yet, and then the faults; what came of it. */
async function struck(faults: FaultInput[], prepare: (licet: Licet) => void = () => undefined) {
  const licet = await startLicet({ server: { logLevel: 'silent' } });
  await link(licet, LOGIN, 'demo-manager');
  const before = pictureOf(await exported(licet));
  const { control } = licet.portal;
  control.createCustomer('Harbour Systems', 'New and unread');
  control.setQuantity(control.company('Kwiaciarnia Łąka').licenses[0]?.publicId ?? '', 44);
  prepare(licet);
  for (const fault of faults) control.addFault(fault);
  const { runs } = await licet.admin(syncRuns.start, { body: {} });
  const run = await runEnd(licet, runs[0]?.run.id ?? '', PATIENCE);
  const held = pictureOf(await exported(licet));
  const [account] = await licet.admin(portalAccounts.list);
  const hit = control.faults().reduce((sum, fault) => sum + fault.hit, 0);
  const close = async () => {
    // Nothing is lost for good: the next run without faults ends in the truth.
    control.clearFaults();
    const { runs: next } = await licet.admin(syncRuns.start, { body: {} });
    const mended = await runEnd(licet, next[0]?.run.id ?? '', PATIENCE);
    expect(mended.state).toBe('succeeded');
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, LOGIN));
    await licet.close();
  };
  return { licet, run, before, held, account, hit, close };
}

describe.concurrent('faults that last: the run ends with a reason, and old data stays', together, () => {
  it.each<[string, FaultInput[]]>([
    ['500 at every call', [{ kind: 'status', status: 500 }]],
    ['503 at every call', [{ kind: 'status', status: 503 }]],
    ['maintenance', [{ kind: 'maintenance' }]],
    ['every answer cut', [{ kind: 'cut' }]],
    ['a web page instead of JSON', [{ kind: 'html' }]],
    ['every connection broken', [{ kind: 'reset' }]],
  ])('%s: failed', async (_, faults) => {
    const { run, before, held, account, hit, close } = await struck(faults);
    expect(hit).toBeGreaterThan(0);
    expect(run.state).toBe('failed');
    expect(run.reason).toBeTruthy();
    expect(run.remedy).toBeTruthy();
    expect(account).toMatchObject({ state: 'failed', stateReason: run.reason });
    expect(held).toEqual(before);
    await close();
  });

  it.each<[string, FaultInput[]]>([
    ['license search broken', [{ kind: 'status', status: 502, path: '/Search/Licenses' }]],
    [
      'companies without ids',
      [
        { kind: 'missing-fields', path: '/Search/Companies', fields: ['companyId'] },
        { kind: 'missing-fields', path: '/Company/*', fields: ['publicId', 'id'] },
      ],
    ],
    ['license keys of a wrong type', [{ kind: 'wrong-types', path: '/Search/Licenses', fields: ['publicLicenseKey'] }]],
    [
      'lists that never agree with themselves',
      [
        { kind: 'shift', path: '/Search/Licenses' },
        { kind: 'shift', path: '/Search/Companies' },
      ],
    ],
    ['usage report broken', [{ kind: 'html', path: '/UsageReport/*' }]],
  ])('%s: partial or failed, and nothing is taken away', async (_, faults) => {
    const { run, before, held, account, hit, close } = await struck(faults);
    expect(hit).toBeGreaterThan(0);
    expect(['partial', 'failed', 'succeeded']).toContain(run.state);
    // A list that shifts may be read whole after all; whatever else it was is said.
    if (run.state === 'succeeded') expect(faults[0]?.kind).toBe('shift');
    else {
      expect(run.reason).toBeTruthy();
      expect(account?.state).toBe(run.state);
      if (run.state === 'partial') expect(run.problems.length).toBeGreaterThan(0);
    }
    const ids = (picture: typeof held) => picture.licenses.map((license) => `${license.publicId} ${license.productCode}`);
    expect(ids(held)).toEqual(expect.arrayContaining(ids(before)));
    expect(held.companies.map((company) => company.upstreamId)).toEqual(
      expect.arrayContaining(before.companies.map((company) => company.upstreamId)),
    );
    // Never a zero, never a blank over what was known.
    for (const license of before.licenses) {
      const now = held.licenses.find((one) => one.publicId === license.publicId && one.productCode === license.productCode);
      expect([license.quantity, 44]).toContain(now?.quantity);
      expect(now?.usage).toBe(license.usage);
    }
    await close();
  });

  it('empty answers to everything: held, old data stays', async () => {
    const { licet, run, before, held, account, close } = await struck([{ kind: 'empty' }]);
    expect(run.state).toBe('held');
    expect(account?.state).toBe('held');
    expect(run.reason).toBeTruthy();
    expect(held).toEqual(before);
    await licet.admin(syncRuns.discard, { params: { id: run.id } });
    await close();
  });

  it('R16: one license that fails is named, all others are read', async () => {
    const { run, held, licet, close } = await struck([{ kind: 'status', status: 403, path: '/License/Detail', nth: 3, count: 1 }]);
    expect(run.state).toBe('partial');
    expect(run.reason).toMatch(/1 of the readings/);
    expect(run.problems).toHaveLength(1);
    expect(run.problems[0]?.publicId).toMatch(/^[0-9A-Z-]+$/);
    expect(run.problems[0]?.reason).toMatchObject({
      code: 'forbidden',
      parameters: { answer: expect.stringMatching(/^403/), call: `License/Detail: ${run.problems[0]?.publicId}` },
    });
    expect(run.reasons).toEqual([{ code: 'readings-failed', parameters: { failed: 1 } }]);
    expect(held.companies.map((company) => company.name)).toContain('New and unread');
    const unread = run.problems[0]?.publicId;
    for (const row of await allLicenses(licet.admin)) if (row.publicId !== unread) expect(row.usage.value).not.toBeNull();
    await close();
  });

  it('usage that cannot be read leaves the last usage, with its age', async () => {
    const { licet, run, before, held, close } = await struck([{ kind: 'wrong-types', path: '/License/Detail', fields: ['usage'] }]);
    expect(run.state).toBe('partial');
    expect(held.licenses.map((license) => license.usage)).toEqual(before.licenses.map((license) => license.usage));
    const row = await licenseOf(licet.admin, held.licenses.find((license) => license.licenseUser === 'Kwiaciarnia Łąka')?.publicId ?? '');
    expect(row.quantity.value).toBe(44);
    expect(row.usage.readAt).not.toBeNull();
    await close();
  });
});

describe.concurrent('faults that pass: the run does not show them', together, () => {
  it.each<[string, FaultInput[]]>([
    ['429 now and then', [{ kind: 'throttle', probability: 0.15, retryAfter: 0.05, count: 20 }]],
    ['429 without a time', [{ kind: 'throttle', probability: 0.1, retryAfter: null, count: 5 }]],
    [
      '500 and 502 now and then',
      [
        { kind: 'status', status: 500, nth: 2, count: 1 },
        { kind: 'status', status: 502, nth: 9, count: 2 },
      ],
    ],
    ['answers cut now and then', [{ kind: 'cut', nth: 4, count: 2 }]],
    ['connections broken now and then', [{ kind: 'reset', nth: 6, count: 2 }]],
    ['a web page once', [{ kind: 'html', nth: 5, count: 1 }]],
    ['tokens that run out mid-run', [{ kind: 'expire-tokens', nth: 3, count: 3 }]],
    ['slow pieces', [{ kind: 'drip', ms: 60, nth: 2, count: 4 }]],
    ['lists that shift once', [{ kind: 'shift', path: '/Search/*', nth: 1, count: 1 }]],
  ])('%s', async (_, faults) => {
    const { licet, run, hit, close } = await struck(faults);
    expect(hit).toBeGreaterThan(0);
    expect(run).toMatchObject({ state: 'succeeded', problems: [] });
    expect(pictureOf(await exported(licet))).toEqual(truthOf(licet.portal, LOGIN));
    await close();
  });
});
