// When an installer works, until when, and how many units are left (R60 to R62).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakageOf, effectiveExpiry, installerState, unitsLeft, unitsTaken } from './installer.ts';
import type { InstallerFacts, LicenseFacts } from './installer.ts';

const now = new Date('2026-11-22T12:00:00Z');
const license: LicenseFacts = { poolAncestors: [12, 10, 1], gone: false, suspended: false, expires: null };
const facts: InstallerFacts = {
  accessGroupId: 12,
  revoked: false,
  expiresAt: null,
  useLimit: null,
  uses: 0,
  graceUntil: null,
  authorityExpiresAt: new Date('2036-11-22T12:00:00Z'),
  license,
};
const stateWith = (change: Partial<InstallerFacts>) => installerState({ ...facts, ...change }, now);

describe('the state of an installer', () => {
  it('is active while nothing is against it, with and without a license', () => {
    expect(stateWith({})).toBe('active');
    expect(stateWith({ license: null })).toBe('active');
    expect(stateWith({ useLimit: 3, uses: 2 })).toBe('active');
  });

  it('R62: is broken by a license out of reach, gone or suspended, in this order', () => {
    const breakage = (change: Partial<LicenseFacts>, accessGroupId = 12) =>
      breakageOf({ ...facts, accessGroupId, license: { ...license, ...change } }, now);
    expect(breakage({ poolAncestors: [20, 1] })).toBe('license-out-of-reach');
    expect(breakage({ gone: true, poolAncestors: [20, 1], suspended: true })).toBe('license-gone');
    expect(breakage({ suspended: true, poolAncestors: [20, 1] })).toBe('license-out-of-reach');
    expect(breakage({ suspended: true })).toBe('license-suspended');
    // From above everything below is within reach; from below nothing above is.
    expect(breakage({}, 10)).toBeNull();
    expect(breakage({}, 13)).toBe('license-out-of-reach');
    expect(stateWith({ license: { ...license, gone: true } })).toBe('broken');
  });

  it('R62, S19: works on out of reach until its time of grace is over, and not when the license is gone', () => {
    const away = { ...license, poolAncestors: [20, 1] };
    expect(stateWith({ license: away, graceUntil: new Date(now.getTime() + 1) })).toBe('active');
    expect(stateWith({ license: away, graceUntil: now })).toBe('broken');
    expect(stateWith({ license: { ...away, gone: true }, graceUntil: new Date(now.getTime() + 1) })).toBe('broken');
  });

  it('tells what a person decided before what happened', () => {
    const ended = { expiresAt: now, useLimit: 1, uses: 1 };
    expect(stateWith({ ...ended, revoked: true, license: { ...license, gone: true } })).toBe('revoked');
    expect(stateWith({ ...ended, license: { ...license, gone: true } })).toBe('broken');
    expect(stateWith(ended)).toBe('expired');
    expect(stateWith({ useLimit: 1, uses: 1 })).toBe('used-up');
  });
});

describe('the effective expiry', () => {
  it('R60: is the earliest link of the chain; a license is good until the end of its last day', () => {
    expect(effectiveExpiry(facts)).toEqual({ at: facts.authorityExpiresAt, by: 'authority' });
    const trial = { ...facts, license: { ...license, expires: '2026-11-22' } };
    expect(effectiveExpiry(trial)).toEqual({ at: new Date('2026-11-23T00:00:00Z'), by: 'license' });
    expect(installerState(trial, new Date('2026-11-22T23:59:59Z'))).toBe('active');
    expect(installerState(trial, new Date('2026-11-23T00:00:00Z'))).toBe('expired');
    const at = new Date('2026-11-22T13:00:00Z');
    expect(effectiveExpiry({ ...trial, expiresAt: at })).toEqual({ at, by: 'installer' });
  });

  it('is never after any of the ends', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.option(moment), fc.option(moment), moment, (expiresAt, ends, authorityExpiresAt) => {
        const expires = ends?.toISOString().slice(0, 10) ?? null;
        const end = effectiveExpiry({ ...facts, expiresAt, authorityExpiresAt, license: { ...license, expires } });
        expect(end.at <= authorityExpiresAt).toBe(true);
        if (expiresAt) expect(end.at <= expiresAt).toBe(true);
        if (ends) expect(end.at.getTime()).toBeLessThanOrEqual(Date.parse(expires ?? '') + 86_400_000);
      }),
    );
  });
});

describe('units', () => {
  it('R61: unknown is neither zero nor enough', () => {
    expect(unitsLeft({ quantity: null, usage: 3, activated: 0, activatedSince: 0 })).toBeNull();
    expect(unitsLeft({ quantity: 5, usage: null, activated: 0, activatedSince: 0 })).toBe(5);
    expect(unitsLeft({ quantity: 5, usage: null, activated: 5, activatedSince: 1 })).toBe(0);
  });

  it('counts neither what the portal knows twice nor what came after it never', () => {
    expect(unitsTaken({ quantity: 10, usage: 4, activated: 4, activatedSince: 0 })).toBe(4);
    expect(unitsTaken({ quantity: 10, usage: 4, activated: 6, activatedSince: 2 })).toBe(6);
    expect(unitsTaken({ quantity: 10, usage: 4, activated: 2, activatedSince: 2 })).toBe(6);
    // The portal has forgotten what we activated: it is still ours.
    expect(unitsTaken({ quantity: 10, usage: 0, activated: 3, activatedSince: 0 })).toBe(3);
  });

  it('never gives out more than was ordered, however often it is asked', () => {
    const count = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(count, count, count, count, (quantity, usage, before, asked) => {
        let [activated, since] = [before, 0];
        for (let i = 0; i < asked; i += 1) {
          if (unitsLeft({ quantity, usage, activated, activatedSince: since }) === 0) continue;
          activated += 1;
          since += 1;
        }
        expect(activated).toBeLessThanOrEqual(Math.max(before, quantity));
        expect(usage + since).toBeLessThanOrEqual(Math.max(usage, quantity));
      }),
    );
  });
});
