import type { TFunction } from 'i18next';

const kinds = [
  'company-added',
  'company-renamed',
  'company-moved',
  'company-changed',
  'company-gone',
  'company-returned',
  'group-changed',
  'license-added',
  'license-identified',
  'license-changed',
  'license-gone',
  'license-returned',
  'units-changed',
  'usage-changed',
  'tags-changed',
  'pool-moved',
] as const;

/** The kind of a change in the language shown; one that is new to this console is shown as the server calls it. */
export function changeWord(kind: string, t: TFunction): string {
  const known = kinds.find((one) => one === kind);
  return known ? t(`changeKinds.${known}`) : kind;
}
