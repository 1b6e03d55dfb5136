import type { Me } from '@licet/contract';
import { accessFunctions, type AccessFunction, type AccessLevel, accessLevels, type Right } from '../../shared/words/rights.ts';

/** A level, or none, for each function. */
export type RightsDraft = Partial<Record<AccessFunction, AccessLevel>>;

export const presetNames = ['read-only', 'customer-administrator', 'technician', 'administrator'] as const;
export type PresetName = (typeof presetNames)[number];

const every = (level: AccessLevel): RightsDraft => Object.fromEntries(accessFunctions.map((name) => [name, level]));

const presets: Record<PresetName, RightsDraft> = {
  'read-only': every('read'),
  'customer-administrator': {
    licenses: 'read',
    'groups-and-computers': 'read',
    users: 'write',
    'permission-sets': 'read',
    installers: 'use',
    reports: 'use',
    notifications: 'write',
    audit: 'read',
  },
  technician: {
    licenses: 'use',
    'groups-and-computers': 'use',
    installers: 'use',
    certificates: 'read',
    reports: 'use',
    notifications: 'read',
    'portal-accounts': 'use',
  },
  administrator: every('write'),
};

export function toDraft(rights: readonly Right[]): RightsDraft {
  return Object.fromEntries(rights.map((right) => [right.function, right.level]));
}

export function toRights(draft: RightsDraft): Right[] {
  return accessFunctions.flatMap((name) => {
    const level = draft[name];
    return level ? [{ function: name, level }] : [];
  });
}

/** A preset as far as its giver holds it: nobody grants what they do not hold. */
export function presetFor(name: PresetName, held: Me['rights']): RightsDraft {
  const rights = toRights(presets[name]).flatMap((right) => {
    const most = held[right.function];
    return most ? [{ ...right, level: lower(right.level, most) }] : [];
  });
  return toDraft(rights);
}

/** Whether the giver holds a level anywhere; where, the server knows. */
export function mayGive(level: AccessLevel, most: AccessLevel | undefined): boolean {
  return most !== undefined && accessLevels.indexOf(level) <= accessLevels.indexOf(most);
}

function lower(a: AccessLevel, b: AccessLevel): AccessLevel {
  return accessLevels.indexOf(a) < accessLevels.indexOf(b) ? a : b;
}
