// What somebody lacks to set a customer up: everything that the setup would give or make, checked before it starts (R43, R44).
import type { AccessFunction, AccessLevel } from '../access/functions.ts';
import { homeRights, sharedRights } from './setup.ts';

export interface Lack {
  function: AccessFunction;
  level: AccessLevel;
  groupId: number;
}

export interface SetupPlace {
  /** The customer's group. */
  groupId: number;
  /** Shared Objects of the managers above it. */
  sharedGroupIds: readonly number[];
  /** Where the certification authority for the group is kept; null: there is none. */
  authorityGroupId: number | null;
}

export type Holds = (fn: AccessFunction, level: AccessLevel, groupId: number) => boolean;

/** The rights that are missing; empty: the setup can begin. */
export function planLacks(holds: Holds, place: SetupPlace, wants: { user: boolean; installer: boolean }): Lack[] {
  const needed: Lack[] = [{ function: 'groups-and-computers', level: 'write', groupId: place.groupId }];
  if (wants.user) {
    for (const right of homeRights) needed.push({ ...right, groupId: place.groupId });
    for (const group of place.sharedGroupIds) for (const right of sharedRights) needed.push({ ...right, groupId: group });
  }
  if (wants.installer) {
    needed.push({ function: 'installers', level: 'write', groupId: place.groupId });
    // It may name a license of the customer.
    needed.push({ function: 'licenses', level: 'use', groupId: place.groupId });
    if (place.authorityGroupId !== null) needed.push({ function: 'certificates', level: 'use', groupId: place.authorityGroupId });
  }
  const missing = needed.filter((lack) => !holds(lack.function, lack.level, lack.groupId));
  return [...new Map(missing.map((lack) => [`${lack.function} ${lack.level} ${lack.groupId}`, lack])).values()];
}
