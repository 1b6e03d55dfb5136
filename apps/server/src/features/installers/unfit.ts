// Why an installer cannot be used, said in one place: to computers that come with it and to people who want its file.
import type { Reason } from '@licet/contract';
import { breakageOf, installerState } from '@licet/domain';
import type { InstallerFacts, InstallerState } from '@licet/domain';
import { Refusal } from '../../http/refusal.ts';

type Unfit = { words: string; code: Reason['code'] };

const states: Record<Exclude<InstallerState, 'active' | 'broken'>, Unfit> = {
  revoked: { words: 'The installer was revoked.', code: 'installer-revoked' },
  expired: { words: 'The installer has expired.', code: 'installer-expired' },
  'used-up': { words: 'The installer has enrolled as many computers as it may.', code: 'installer-used-up' },
};
const breakages: Record<NonNullable<ReturnType<typeof breakageOf>>, Unfit> = {
  'license-out-of-reach': {
    words: 'The installer is broken: its license was moved out of reach of the group that the installer is kept in.',
    code: 'installer-license-out-of-reach',
  },
  'license-gone': { words: 'The installer is broken: its license is gone from the portal.', code: 'installer-license-gone' },
  'license-suspended': { words: 'The installer is broken: its license is suspended.', code: 'installer-license-suspended' },
};

/** Refuses unless the installer is active at the moment, or in one of the states that are allowed besides. */
export function refuseUnfit(facts: InstallerFacts, now: Date, allowed: readonly InstallerState[], remedy: string): void {
  const state = installerState(facts, now);
  if (state === 'active' || allowed.includes(state)) return;
  const breakage = breakageOf(facts, now);
  const unfit = state === 'broken' ? breakages[breakage ?? 'license-gone'] : states[state];
  throw new Refusal('installer-unfit', unfit.words, { reason: { code: unfit.code, parameters: {} } as Reason, remedy });
}
