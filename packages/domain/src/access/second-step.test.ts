import { describe, expect, it } from 'vitest';
import type { Shown } from './second-step.ts';
import { secondStepGroups, standingOf } from './second-step.ts';

const policy = (secondStepFor: (typeof secondStepGroups)[number], trustSingleSignOn = false) => ({ secondStepFor, trustSingleSignOn });
const shown: (Shown | undefined)[] = [undefined, 'own', 'provider-says', 'provider'];

describe('a required second step', () => {
  it('is asked of administrators only, of everybody, or of nobody', () => {
    const standing = (secondStepFor: (typeof secondStepGroups)[number], administrator: boolean) =>
      standingOf(policy(secondStepFor), { administrator, hasSecondStep: false }, undefined);
    expect(secondStepGroups.map((whom) => [standing(whom, false), standing(whom, true)])).toEqual([
      ['fine', 'fine'],
      ['fine', 'enroll'],
      ['enroll', 'enroll'],
    ]);
  });

  it('leads who has none to set one up, and who has one to sign in with it', () => {
    const of = (hasSecondStep: boolean, trust = false) =>
      shown.map((one) => standingOf(policy('everybody', trust), { administrator: false, hasSecondStep }, one));
    expect(of(false)).toEqual(['enroll', 'enroll', 'fine', 'again']);
    expect(of(true)).toEqual(['again', 'fine', 'fine', 'again']);
    expect(of(false, true)).toEqual(['enroll', 'enroll', 'fine', 'fine']);
  });
});
