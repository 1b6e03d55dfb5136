import type { HeldRight } from '@licet/contract';
import type { TFunction } from 'i18next';

export type AccessFunction = HeldRight['function'];
export type AccessLevel = HeldRight['level'];
export type Right = Pick<HeldRight, 'function' | 'level'>;

export const accessFunctions = [
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
] as const satisfies AccessFunction[];

/** In rising order: a higher level contains the lower ones. */
export const accessLevels = ['read', 'use', 'write'] as const satisfies AccessLevel[];

/** Rights in short, the highest level first: "Write: Users. Read: Licenses, Audit". */
export function rightsInShort(rights: readonly Right[], t: TFunction): string {
  const parts = accessLevels.toReversed().flatMap((level) => {
    const held = accessFunctions.filter((name) => rights.some((right) => right.function === name && right.level === level));
    if (held.length === 0) return [];
    const names = held.length === accessFunctions.length ? t('rights.everything') : held.map((name) => t(`functions.${name}`)).join(', ');
    return [t('rights.atLevel', { level: t(`levels.${level}`), functions: names })];
  });
  return parts.join(' · ');
}

/** A right as the server writes it down (`users: write`) in the language shown; anything else as it is. */
export function rightWords(text: string, t: TFunction): string {
  const [name, level] = text.split(': ');
  const [fn, high] = [accessFunctions.find((one) => one === name), accessLevels.find((one) => one === level)];
  return fn && high ? t('rights.one', { function: t(`functions.${fn}`), level: t(`levels.${high}`) }) : text;
}
