// What a connector brings home: plain values that say for themselves whether they are complete.
import type { CompanyStatus, LicenseState, LicenseType } from '../license/words.ts';
import type { ReadingReason } from './reasons.ts';

/** Something that could not be read, in words for a person. It never stops the rest. */
export interface Problem {
  /** Machine word, for example `forbidden`, `bad-data`, `not-found`, `unavailable`. */
  code: string;
  message: string;
  /** The message as a code with parameters. */
  reason: ReadingReason;
  companyUpstreamId?: string;
  publicId?: string;
}

export interface CompanyReading {
  /** Lower-case GUID. */
  upstreamId: string;
  /** Nearest company above it that the account may read; null at the top. */
  parentUpstreamId: string | null;
  /** Exactly as sent. */
  name: string;
  /** Upstream code, 1001 to 1007; null when the portal sent one we cannot place. */
  type: number | null;
  status: CompanyStatus;
  customIdentifier: string | null;
}

/** One license key as the bulk search lists it. The search does not promise to say whose it is. */
export interface KeyReading {
  /** Upper case. */
  publicId: string;
  /** Null where the portal does not send the owner with the search row. */
  companyUpstreamId: string | null;
  /** The products listed under the key; more than one for a bundle whose portal lists a row a product. */
  products: { code: string; name: string | null }[];
}

/** Ordered units of one product at one company, out of the usage report. */
export interface OrderReading {
  companyUpstreamId: string;
  productCode: string;
  productName: string | null;
  type: LicenseType;
  /** Units ordered on the report's last day; the portal reports 0 for a suspended license. Null when unreadable. */
  quantity: number | null;
}

/** The first phase: what the portal gives in bulk. */
export interface Structure {
  /** ISO 8601, when reading began. */
  takenAt: string;
  /** The company that the login belongs to; in `companies` only when it may be read. */
  rootUpstreamId: string;
  companies: CompanyReading[];
  keys: KeyReading[];
  orders: OrderReading[];
  /** False when pages were missing or never agreed with their count. Nothing is marked gone from an incomplete list. */
  complete: { companies: boolean; keys: boolean; orders: boolean };
  problems: Problem[];
}

/** The second phase, one license at a time: the only source of usage, state and expiry. */
export interface DetailReading {
  publicId: string;
  companyUpstreamId: string;
  type: LicenseType;
  state: LicenseState;
  /** Date (YYYY-MM-DD); null: none, as full licenses of an MSP have; undefined: sent, but unreadable, so what is known stays. */
  expires: string | null | undefined;
  /** One for a plain license, one a part for a bundle. Null is unknown and never zero. */
  products: { code: string; name: string | null; quantity: number | null; usage: number | null }[];
  /** Name of the whole for a bundle, else null. */
  bundleName: string | null;
  /** ISO 8601. */
  readAt: string;
}

/** A portion of the second phase. */
export interface Details {
  readings: DetailReading[];
  /** Public ids that the portal says do not exist (any more). */
  missing: string[];
  problems: Problem[];
}
