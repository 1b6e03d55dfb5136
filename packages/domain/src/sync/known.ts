// What the database holds when a plan is made. The plan is a function of this and a reading, and of nothing else.
import type { CompanyStatus, LicenseState, LicenseType } from '../license/words.ts';

export interface KnownCompany {
  upstreamId: string;
  name: string;
  type: number | null;
  status: CompanyStatus;
  customIdentifier: string | null;
  /** How this account last saw it; null when only other accounts know it. */
  sighting: { parentUpstreamId: string | null; gone: boolean } | null;
  /** True while another linked account sees it too. */
  seenElsewhere: boolean;
}

export interface KnownShare {
  id: string;
  productCode: string;
  productName: string | null;
  quantity: number | null;
  usage: number | null;
  /** What the usage report said last: a report that repeats itself is no news, one that differs is. */
  reported: number | null;
  gone: boolean;
}

export interface KnownLicense {
  id: string;
  /** Null for a license that so far is known from the usage report only. */
  publicId: string | null;
  companyUpstreamId: string;
  type: LicenseType;
  state: LicenseState;
  expires: string | null;
  bundleName: string | null;
  /** ISO 8601, when its own page was read last; null: never. */
  detailsAt: string | null;
  gone: boolean;
  /** True while another linked account lists its key too. */
  seenElsewhere: boolean;
  /** True when another license was already linked as the one that followed it. */
  succeeded: boolean;
  /** Its tags, where a linked account that sees the company lets the tag of the name follow; null elsewhere. */
  managedTags: string[] | null;
  shares: KnownShare[];
}

/** A key as this account last listed it. */
export interface KnownKey {
  publicId: string;
  /** Null while its license is not known: its owner has not been read yet. */
  licenseId: string | null;
  gone: boolean;
}

export interface Known {
  /** Grows with every applied plan of the account; a plan only fits the revision that it was made for. */
  revision: number;
  companies: KnownCompany[];
  licenses: KnownLicense[];
  keys: KnownKey[];
}
