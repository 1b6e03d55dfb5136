// Why somebody sees something: the same rule as `scopesOf` (a right held in a group holds in everything below it), read from
// the object upwards instead of from the rights downwards.
import type { AccessFunction, AccessLevel } from './functions.ts';
import { levels } from './functions.ts';
import type { Grant } from './scope.ts';

/** What can be asked about. */
export const objectKinds = [
  'group',
  'pool',
  'license',
  'computer',
  'installer',
  'user',
  'permission-set',
  'certificate',
  'portal-account',
  'notification-rule',
  'report',
] as const;
export type ObjectKind = (typeof objectKinds)[number];

/** The function that decides about an object; a group is seen by whoever holds any right in it. */
export const functionOf: Record<ObjectKind, AccessFunction | undefined> = {
  group: undefined,
  pool: 'licenses',
  license: 'licenses',
  computer: 'groups-and-computers',
  installer: 'installers',
  user: 'users',
  'permission-set': 'permission-sets',
  certificate: 'certificates',
  'portal-account': 'portal-accounts',
  'notification-rule': 'notifications',
  report: 'reports',
};

/** A grant and where it comes from. */
export interface SourcedGrant extends Grant {
  permissionSetId: number;
}

export interface Way {
  permissionSetId: number;
  level: AccessLevel;
  /** The group that the right is held in: the object's access group or one above it. */
  groupId: number;
}

/**
 * Every way in which grants reach an object of a kind, the highest level first. `ancestors` are the object's access group and all
 * groups above it.
 */
export function explainAccess(grants: readonly SourcedGrant[], kind: ObjectKind, ancestors: readonly number[]): Way[] {
  const above = new Set(ancestors);
  const fn = functionOf[kind];
  const ways = grants
    .filter((grant) => fn === undefined || grant.function === fn)
    .flatMap(({ permissionSetId, level, groupIds }) =>
      groupIds.filter((group) => above.has(group)).map((groupId) => ({ permissionSetId, level, groupId })),
    );
  const unlike = new Map(ways.map((way) => [`${way.permissionSetId} ${way.groupId} ${way.level}`, way]));
  return [...unlike.values()].sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level));
}

/** The highest level of some ways; null when there is none. */
export function highestOf(ways: readonly { level: AccessLevel }[]): AccessLevel | null {
  return levels.findLast((level) => ways.some((way) => way.level === level)) ?? null;
}
