import type { AccessLevel } from './functions.ts';
import { levels } from './functions.ts';

/** A right of one holder (a user, or an API token of a user) on one function, with the groups that it is held in. */
export interface HeldRight {
  holderId: number;
  login: string;
  level: AccessLevel;
  groupIds: readonly number[];
}

export interface SightChange {
  holderId: number;
  login: string;
  /** The highest level gained or lost. */
  level: AccessLevel;
}

/**
 * Who gains and who loses sight of an object that moves from one access group to another. Each group is given with all groups
 * above it, because a right held in a group holds in everything below.
 */
export function planSightChange(
  rights: readonly HeldRight[],
  from: readonly number[],
  to: readonly number[],
): { gain: SightChange[]; lose: SightChange[] } {
  const before = highestLevels(rights, new Set(from));
  const after = highestLevels(rights, new Set(to));
  const only = (these: Map<number, SightChange>, those: Map<number, SightChange>) =>
    [...these.values()].filter((change) => !those.has(change.holderId));
  return { gain: only(after, before), lose: only(before, after) };
}

function highestLevels(rights: readonly HeldRight[], groups: ReadonlySet<number>): Map<number, SightChange> {
  const highest = new Map<number, SightChange>();
  for (const { holderId, login, level, groupIds } of rights) {
    if (!groupIds.some((group) => groups.has(group))) continue;
    const held = highest.get(holderId);
    if (!held || levels.indexOf(level) > levels.indexOf(held.level)) highest.set(holderId, { holderId, login, level });
  }
  return highest;
}
