import type { TFunction } from 'i18next';

const ours = ['all', 'lost-and-found', 'companies', 'shared-objects'] as const;

/** The name of a group that the server makes for itself, in the language shown; null for any other kind. */
export function serverGroupWord(kind: string, t: TFunction): string | null {
  const known = ours.find((one) => one === kind);
  return known ? t(`groupKinds.${known}`) : null;
}
