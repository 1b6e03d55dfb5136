// When an installer works, until when, and how many units of a license are left for it.

export const installerStates = ['active', 'expired', 'used-up', 'broken', 'revoked'] as const;
export type InstallerState = (typeof installerStates)[number];

/** Why an installer is broken. */
export const breakages = ['license-out-of-reach', 'license-gone', 'license-suspended'] as const;
export type Breakage = (typeof breakages)[number];

export interface InstallerFacts {
  accessGroupId: number;
  revoked: boolean;
  expiresAt: Date | null;
  useLimit: number | null;
  uses: number;
  /** Until when the installer goes on working although its license was moved out of reach; null: it does not. */
  graceUntil: Date | null;
  authorityExpiresAt: Date;
  /** Null: the installer names no license. */
  license: LicenseFacts | null;
}

export interface LicenseFacts {
  /** The group that the license's pool is in, and all groups above it. */
  poolAncestors: readonly number[];
  gone: boolean;
  suspended: boolean;
  /** Day, `YYYY-MM-DD`: good until its end; null: does not expire. */
  expires: string | null;
}

type Reach = Pick<InstallerFacts, 'accessGroupId' | 'license' | 'graceUntil'>;

/**
 * Whether, and why not, an installer can use its license: the pool must be in the installer's access group or below it. An
 * installer kept in a customer's group reaches that customer's licenses; one kept with the MSP reaches all of the MSP's customers.
 */
export function breakageOf({ accessGroupId, license, graceUntil }: Reach, now: Date): Breakage | null {
  if (!license) return null;
  if (license.gone) return 'license-gone';
  if (!license.poolAncestors.includes(accessGroupId) && !(graceUntil && graceUntil > now)) return 'license-out-of-reach';
  return license.suspended ? 'license-suspended' : null;
}

/** The state in which an installer is at a moment; what a person decided comes before what happened. */
export function installerState(facts: InstallerFacts, now: Date): InstallerState {
  if (facts.revoked) return 'revoked';
  if (breakageOf(facts, now)) return 'broken';
  const end = effectiveExpiry(facts);
  if (end && end.at <= now) return 'expired';
  return facts.useLimit !== null && facts.uses >= facts.useLimit ? 'used-up' : 'active';
}

export interface Expiry {
  at: Date;
  /** Which link of the chain ends first. */
  by: 'installer' | 'license' | 'authority';
}

/** When the installer stops working by itself: the earliest end of itself, its license and the authority that signs. */
export function effectiveExpiry({ expiresAt, license, authorityExpiresAt }: InstallerFacts): Expiry {
  const ends: Expiry[] = [{ at: authorityExpiresAt, by: 'authority' }];
  if (license?.expires) ends.push({ at: endOfDay(license.expires), by: 'license' });
  if (expiresAt) ends.push({ at: expiresAt, by: 'installer' });
  return ends.reduce((first, end) => (end.at <= first.at ? end : first));
}

function endOfDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
}

export interface UnitFacts {
  /** Units ordered; null: not known yet. */
  quantity: number | null;
  /** Units used as the portal last said; null: not known. */
  usage: number | null;
  /** Activations made here that stand. */
  activated: number;
  /** Those of them made since the portal's figure was read. */
  activatedSince: number;
}

/**
 * Units that are taken. The portal's figure may or may not contain what was activated here before it was read; what came after
 * it does not contain. So neither of the two counts may be exceeded.
 */
export function unitsTaken({ usage, activated, activatedSince }: UnitFacts): number {
  return Math.max(activated, (usage ?? 0) + activatedSince);
}

/** Units left; null while the number ordered is unknown: unknown is not zero, and not enough to give one away either. */
export function unitsLeft(facts: UnitFacts): number | null {
  return facts.quantity === null ? null : Math.max(0, facts.quantity - unitsTaken(facts));
}

export interface InstallerInPool {
  id: number;
  accessGroupId: number;
}

export interface InstallerChange<T> {
  /** Reaches its license now and would not any more. */
  breaks: T[];
  /** Does not reach its license now and would again. */
  works: T[];
  /** Goes on working with a license that is in other hands: kept above both groups. */
  changesHands: T[];
}

/**
 * What happens to installers that name licenses of a pool when the pool moves. `from` and `to` are the groups with all groups
 * above them.
 */
export function planInstallerChange<T extends InstallerInPool>(
  installers: readonly T[],
  from: readonly number[],
  to: readonly number[],
): InstallerChange<T> {
  const reach = (line: readonly number[]) => (one: T) => line.includes(one.accessGroupId);
  const [before, after] = [reach(from), reach(to)];
  return {
    breaks: installers.filter((one) => before(one) && !after(one)),
    works: installers.filter((one) => !before(one) && after(one)),
    changesHands: installers.filter((one) => before(one) && after(one)),
  };
}
