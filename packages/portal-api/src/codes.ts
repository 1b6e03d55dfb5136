/** A code of a closed table with our word for it. A code that the table lacks keeps its raw value and is called `unknown`. */
export interface Coded<Word extends string> {
  readonly code: number | string;
  readonly word: Word | 'unknown';
}

type WordOf<Table> = Table[keyof Table] & string;

/** Entity types of every call but Search/Companies. Documented. */
export const companyTypes = {
  1001: 'headquarters',
  1002: 'distributor',
  1003: 'division',
  1004: 'msp-manager',
  1005: 'msp',
  1006: 'managed-msp',
  1007: 'customer',
} as const;

/** Company types of Search/Companies, a second code set. 0 and 1 are documented, the others are assumed. */
export const searchCompanyTypes = {
  0: 'headquarters',
  1: 'distributor',
  2: 'msp-manager',
  3: 'msp',
  4: 'managed-msp',
  5: 'customer',
  6: 'division',
} as const;

/** The two sets share no code, so a reader needs not know which one an answer uses. */
export const allCompanyTypes = { ...companyTypes, ...searchCompanyTypes } as const;

/** Both states are documented, their numbers are assumed. */
export const companyStatuses = { 1: 'active', 2: 'suspended' } as const;

/** Documented. Error: more activations than units; warning: close to that; obsolete is assumed to be what an expired trial becomes. */
export const licenseStates = { 0: 'error', 1: 'normal', 2: 'obsolete', 3: 'suspended', 4: 'warning' } as const;

/** Documented; 2 and 3 are unknown. */
export const licenseTypes = { 1: 'full', 4: 'trial' } as const;

/** Documented. Inherited down the tree until a lower company says otherwise. */
export const permissions = { 1: 'write', 2: 'read', 3: 'no-access' } as const;

/** Documented. Waiting also covers an activation link that ran out. */
export const userStatuses = { 1: 'active', 2: 'waiting' } as const;

/** Events of License/GetHistory. Documented. */
export const historyEvents = {
  1: 'cancel',
  2: 'convert-to-full',
  3: 'extend-trial',
  4: 'order',
  5: 'update-quantity',
  6: 'suspend',
  7: 'unsuspend',
  8: 'change-key',
  9: 'upgrade',
  10: 'downgrade',
} as const;

export type CompanyType = WordOf<typeof companyTypes>;
export type CompanyStatus = WordOf<typeof companyStatuses>;
export type LicenseState = WordOf<typeof licenseStates>;
export type LicenseType = WordOf<typeof licenseTypes>;
export type Permission = WordOf<typeof permissions>;
export type UserStatus = WordOf<typeof userStatuses>;
export type HistoryEvent = WordOf<typeof historyEvents>;

/** Looks a code up. Digits in a text count as a number, and one of our words is taken for its code. */
export function coded<Word extends string>(table: Readonly<Record<number, Word>>, raw: number | string): Coded<Word> {
  const text = String(raw).trim().toLowerCase();
  for (const [code, word] of Object.entries(table)) {
    if (code === text || word === text) return { code: Number(code), word };
  }
  return { code: /^-?\d{1,15}$/.test(text) ? Number(text) : raw, word: 'unknown' };
}

/** The code of a word, the way back. */
export function codeOf<Word extends string>(table: Readonly<Record<number, Word>>, word: NoInfer<Word>): number {
  return Number(Object.entries(table).find(([, known]) => known === word)?.[0]);
}
