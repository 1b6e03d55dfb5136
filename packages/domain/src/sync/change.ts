// The plan: a list of changes, each with what was and what will be. Preview shows it, apply writes it, history keeps it.
import type { CompanyStatus, LicenseState, LicenseType } from '../license/words.ts';
import type { CompanyReading } from './snapshot.ts';

export interface CompanyFields {
  name: string;
  type: number | null;
  status: CompanyStatus;
  customIdentifier: string | null;
}

export interface LicenseFields {
  type: LicenseType;
  state: LicenseState;
  expires: string | null;
  bundleName: string | null;
}

/** Where a number was read: in bulk from the usage report, from the license's own page, or from a file. */
export type Source = 'structure' | 'details' | 'file';

export interface NewShare {
  productCode: string;
  productName: string | null;
  quantity: number | null;
  usage: number | null;
  reported: number | null;
  source: Source;
}

/** One member for each kind, so that a kind picks its fields. */
type Each<Kind, Fields> = Kind extends string ? { kind: Kind } & Fields : never;

export type Change =
  | { kind: 'company-added'; company: CompanyReading }
  | Each<'company-renamed' | 'company-changed', { upstreamId: string; before: Partial<CompanyFields>; after: Partial<CompanyFields> }>
  | { kind: 'company-moved'; upstreamId: string; before: string | null; after: string | null }
  | Each<'company-gone' | 'company-returned', { upstreamId: string }>
  | {
      kind: 'license-added';
      publicId: string | null;
      companyUpstreamId: string;
      fields: LicenseFields;
      shares: NewShare[];
      /** Id of the gone license that this one follows: a trial that became full under a new key. */
      successorOf: string | null;
      /** When its own page was read (ISO 8601); null when it comes from the bulk lists. */
      detailsAt: string | null;
    }
  | { kind: 'license-identified'; licenseId: string; publicId: string }
  /** A line of the usage report turned out to be a part of a bundle: the license with the public id stands for it. */
  | { kind: 'license-absorbed'; licenseId: string; publicId: string }
  | { kind: 'license-changed'; licenseId: string; before: Partial<LicenseFields>; after: Partial<LicenseFields> }
  | Each<'license-gone' | 'license-returned', { licenseId: string }>
  | { kind: 'share-added'; licenseId: string; share: NewShare }
  /** The tag of the company's name follows the name; null when nothing of the new name can be a tag. */
  | { kind: 'tag-renamed'; licenseId: string; before: string; after: string | null }
  | Each<'share-gone' | 'share-returned', { licenseId: string; shareId: string }>
  | {
      kind: 'units-changed' | 'usage-changed';
      licenseId: string;
      shareId: string;
      before: number | null;
      after: number | null;
      source: Source;
    };
export type ChangeKind = Change['kind'];

/** What the account sees, noted without being news to a person. */
export interface Sightings {
  /** Companies that another account already knows and this one now sees as well. */
  companies: { upstreamId: string; parentUpstreamId: string | null }[];
  keys: {
    publicId: string;
    productCode: string | null;
    productName: string | null;
    licenseId: string | null;
    companyUpstreamId: string | null;
  }[];
  keysGone: string[];
  /** Companies and licenses that only this account stops seeing. */
  companiesGone: string[];
  /** Shares whose figure in the usage report is new. */
  reported: { shareId: string; reported: number | null }[];
  /** Public ids whose own page should be read next, because the bulk lists hint at a change. */
  suspects: string[];
  /** Licenses whose own page was read. */
  detailsRead: { publicId: string; readAt: string }[];
}

/** Why a plan must not be applied without a person's word. */
export interface Hold {
  rule: 'empty' | 'shrunk';
  subject: 'companies' | 'licenses';
  removed: number;
  of: number;
}

export interface Plan {
  /** The account's revision that the plan was made for. */
  revision: number;
  changes: Change[];
  sightings: Sightings;
  holds: Hold[];
}

export function noSightings(): Sightings {
  return { companies: [], keys: [], keysGone: [], companiesGone: [], reported: [], suspects: [], detailsRead: [] };
}

/** True when applying the plan would write nothing at all. */
export function isEmpty(plan: Plan): boolean {
  return plan.changes.length === 0 && Object.values(plan.sightings).every((list: unknown[]) => list.length === 0);
}
