// A random walk: a thousand changes of the portal, synchronized at random moments, always end in the portal's truth.
import { syncRuns } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { changesOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const LOGIN = 'manager@wzgorze.example';
const CHANGES = 1000;
const SEED = 20_261_122;

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('R12, R13, R17: a thousand changes', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, LOGIN, 'demo-manager');
  });
  afterAll(() => licet.close());

  it('end in the truth after every synchronization', async () => {
    const random = seeded(SEED);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const { control } = licet.portal;
    const world = () => licet.portal.world;
    const companies = (...types: string[]) => [...world().companies.values()].filter((company) => types.includes(company.type));
    const license = () => pick([...world().licenses.keys()]) ?? '';
    const customer = () => pick(companies('customer'))?.id ?? '';
    const managing = () => pick(companies('managed-msp'))?.id ?? '';
    const products = ['2015', '9016', '9017', '9101', '9102', '9103', '9104', '9105', '9108', '9201', '9202'];
    let named = 0;
    const name = () => pick(['Młyn', 'Twin', 'a, "b"', "O'Brien", '🍕', `Firma ${(named += 1)}`, `   blank ${(named += 1)}`]) ?? '';
    const moves: Record<string, () => unknown> = {
      rename: () => control.renameCompany(pick(companies('customer', 'managed-msp'))?.id ?? '', name()),
      add: () => control.createCustomer(managing(), name()),
      order: () =>
        control.orderLicense(customer(), {
          productCode: pick(products) ?? '',
          quantity: 1 + Math.floor(random() * 50),
          type: random() < 0.2 ? 'trial' : 'full',
        }),
      quantity: () => control.setQuantity(license(), 1 + Math.floor(random() * 60)),
      usage: () => control.setUsage(license(), Math.floor(random() * 60)),
      suspend: () => control.suspendLicense(license()),
      resume: () => control.unsuspendLicense(license()),
      product: () => control.changeProduct(license(), pick(products) ?? '', 1 + Math.floor(random() * 50)),
      convert: () => control.convertToFull(license(), 1 + Math.floor(random() * 50)),
      extend: () => control.extendTrial(license()),
      remove: () => random() < 0.5 && control.removeLicense(license()),
      move: () => control.moveCompany(customer(), managing()),
      suspendCompany: () => control.suspendCompany(customer()),
      resumeCompany: () => control.unsuspendCompany(customer()),
      removeCompany: () => random() < 0.3 && companies('customer').length > 8 && control.removeCompany(customer()),
      revoke: () => random() < 0.3 && control.setPermission(LOGIN, customer(), 'no-access'),
      grant: () => control.setPermission(LOGIN, customer(), random() < 0.5 ? 'read' : null),
    };
    const done = new Map<string, number>();
    let runs = 0;
    for (let change = 0; change < CHANGES;) {
      const kind = pick(Object.keys(moves)) ?? '';
      try {
        if (moves[kind]?.() === false) continue;
      } catch {
        // The portal's rules forbid it: no change.
        continue;
      }
      change += 1;
      done.set(kind, (done.get(kind) ?? 0) + 1);
      if (random() > 0.035 && change < CHANGES) continue;
      let run = await synchronize(licet);
      runs += 1;
      // Much at once is held; a person says yes.
      if (run.state === 'held') {
        await licet.admin(syncRuns.apply, { params: { id: run.id } });
        run = await synchronize(licet);
      }
      const where = `after ${change} changes, run ${run.id}`;
      expect(run.state, where).toBe('succeeded');
      const held = pictureOf(await exported(licet));
      const truth = truthOf(licet.portal, LOGIN);
      if (JSON.stringify(held) !== JSON.stringify(truth)) {
        // Named by the run's own words, to find out what it did.
        const words = (await changesOf(licet.admin, run.id)).map((one) => `${one.kind} ${one.company.name} ${one.subject.publicId}`);
        expect({ where, held, words }).toEqual({ where, held: truth, words });
      }
    }
    expect(runs).toBeGreaterThan(15);
    // Every sort of change took part.
    expect([...done.keys()].sort()).toEqual(Object.keys(moves).sort());
  }, 120_000);
});
