import type { TFunction } from 'i18next';

const types = ['headquarters', 'distributor', 'division', 'msp-manager', 'msp', 'managed-msp', 'customer'] as const;

/** The type of a company in the language shown; one that the portal made up since is told as unknown. */
export function companyTypeWord(type: string, t: TFunction): string {
  const word = types.find((one) => one === type) ?? 'unknown';
  return t(`companyTypes.${word}`);
}
