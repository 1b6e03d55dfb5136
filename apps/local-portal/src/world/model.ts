import type { CompanyStatus, CompanyType, HistoryEvent, LicenseType, Permission } from '@licet/portal-api';
import type { Random } from '../random.ts';

/**
 * Replaces what the wire says about one thing, by property; a function gets what would have been said. Only the hard data
 * set uses it, for what the world cannot hold.
 */
export type WireOddities = Readonly<Record<string, unknown>>;

/** Moments are milliseconds since 1970 throughout. */
export interface Company {
  readonly id: string;
  name: string;
  readonly type: CompanyType;
  parentId: string | null;
  status: CompanyStatus;
  email: string | null;
  customIdentifier: string | null;
  vatId: string | null;
  description: string | null;
  comment: string | null;
  tags: string[];
  readonly createdAt: number;
  modifiedAt: number;
  readonly wire?: WireOddities;
}

/** A product under a license, in units. */
export interface LicenseProduct {
  readonly code: string;
  readonly name: string;
  quantity: number;
  usage: number;
}

/** One entry of License/GetHistory. */
export interface LicenseEvent {
  readonly type: HistoryEvent;
  readonly at: number;
  readonly by: string | null;
  readonly units: number;
  readonly unitsBefore: number | null;
  readonly productCode: string;
  readonly productCodeBefore: string | null;
  readonly publicId: string;
  readonly publicIdBefore: string | null;
  readonly extensions: number | null;
  readonly licenseType: LicenseType;
}

/** What the usage report counts, from a moment on; the last change on or before a day's end holds for that day. */
interface SeatChange {
  readonly at: number;
  readonly licenseType: LicenseType;
  readonly seats: readonly { readonly code: string; readonly name: string; readonly seats: number }[];
}

/** A license of one customer. A bundle has several products, and a code and a name of its own. */
export interface License {
  readonly publicId: string;
  readonly companyId: string;
  code: string;
  name: string;
  products: LicenseProduct[];
  type: LicenseType;
  trialExpiresAt: number | null;
  extensions: number;
  /** Who took it out of use: a call on the license, or the suspension of its company. */
  suspendedBy: 'license' | 'company' | null;
  /** Its public id was replaced by another one. */
  retired: boolean;
  updatedAt: number;
  updatedBy: string | null;
  events: LicenseEvent[];
  seatChanges: SeatChange[];
  readonly wire?: WireOddities;
}

/** A login. Grants hold for a company and all below it until a lower one says otherwise (documented). */
export interface Login {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  password: string;
  enabled: boolean;
  readonly companyId: string;
  readonly grants: Map<string, Permission>;
  /** What a person trying the portal should know about it. */
  readonly note: string;
}

/** Suspending or unsuspending a company takes a while. */
export interface Operation {
  readonly id: string;
  readonly kind: 'suspend' | 'unsuspend';
  readonly companyId: string;
  readonly by: string | null;
  readonly doneAt: number;
  done: boolean;
}

export interface World {
  readonly random: Random;
  readonly companies: Map<string, Company>;
  readonly childrenOf: Map<string | null, Company[]>;
  readonly licenses: Map<string, License>;
  readonly licensesOf: Map<string, License[]>;
  readonly loginsByEmail: Map<string, Login>;
  readonly operations: Map<string, Operation>;
  /** Goes up when a list that a login sees may have changed: tree, names, grants, license rows. Not for quantities and usage. */
  structure: number;
}
