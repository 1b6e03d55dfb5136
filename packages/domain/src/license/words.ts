/** Upstream company type codes, as documented by the portal. */
export const companyTypes = {
  1001: 'headquarters',
  1002: 'distributor',
  1003: 'division',
  1004: 'msp-manager',
  1005: 'msp',
  1006: 'managed-msp',
  1007: 'customer',
} as const;
export type CompanyTypeCode = keyof typeof companyTypes;
export type CompanyType = (typeof companyTypes)[CompanyTypeCode] | 'unknown';

/** The word for an upstream company type code; `unknown` for one that is not documented. */
export function companyType(code: number | null): CompanyType {
  return code !== null && code in companyTypes ? companyTypes[code as CompanyTypeCode] : 'unknown';
}

/** The company types whose accounts may be linked (requirements S2 and S3). */
export const linkableCompanyTypes: readonly number[] = [1004, 1005, 1006];

/** The company types that have customers below them: under each stands one Shared Objects group. */
export const managingCompanyTypes: readonly number[] = [1004, 1005, 1006];

export const companyStatuses = ['active', 'suspended', 'unknown'] as const;
export type CompanyStatus = (typeof companyStatuses)[number];

export const licenseTypes = ['business', 'trial', 'msp', 'nfr', 'unknown'] as const;
export type LicenseType = (typeof licenseTypes)[number];

export const licenseStates = ['normal', 'warning', 'error', 'suspended', 'obsolete', 'unknown'] as const;
export type LicenseState = (typeof licenseStates)[number];

/** Who consumes a license: a company, a site of it, or a customer of an MSP. */
export const licenseUserKinds = ['company', 'site', 'msp-customer'] as const;
export type LicenseUserKind = (typeof licenseUserKinds)[number];
