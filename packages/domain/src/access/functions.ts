/** What rights are about. A right is a function at a level, held in a group and everything below it. */
export const functions = [
  'licenses',
  'groups-and-computers',
  'users',
  'permission-sets',
  'installers',
  'certificates',
  'reports',
  'notifications',
  'audit',
  'portal-accounts',
  'settings',
] as const;
export type AccessFunction = (typeof functions)[number];

/** Levels in rising order: a higher one contains the lower ones. */
export const levels = ['read', 'use', 'write'] as const;
export type AccessLevel = (typeof levels)[number];

/** One right: what (function), how far (level). */
export interface Right {
  function: AccessFunction;
  level: AccessLevel;
}

/** True when holding `held` is enough where `needed` is asked for. */
export function levelReaches(held: AccessLevel, needed: AccessLevel): boolean {
  return levels.indexOf(held) >= levels.indexOf(needed);
}
