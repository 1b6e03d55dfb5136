import type { LicenseFields, NewShare, Plan } from './change.ts';
import { noSightings } from './change.ts';
import type { Known, KnownLicense } from './known.ts';
import { isOlder, licenseMaker } from './plan-license.ts';
import type { Draft } from './draft.ts';
import { byText } from './draft.ts';
import type { DetailReading, Details, Problem } from './snapshot.ts';

/** A plan of details, and the readings that could not be placed. */
export interface DetailsPlan extends Plan {
  problems: Problem[];
}

/**
 * Compares licenses' own pages with what is known of them. `known` need only hold the companies and licenses that the
 * readings speak of. A license that is listed and whose page is missing stays: the next reading of the list, with its guard
 * against losses, decides whether it is gone.
 */
export function planDetails(known: Known, details: Details): DetailsPlan {
  const draft: Draft = { changes: [], sightings: noSightings() };
  const problems: Problem[] = [];
  const companies = new Set(known.companies.map((company) => company.upstreamId));
  const byKey = new Map(known.licenses.flatMap((license) => (license.publicId === null ? [] : [[license.publicId, license] as const])));
  const placeholders = known.licenses.filter((license) => license.publicId === null && !license.gone);
  const makeLicense = licenseMaker(known, draft);

  for (const reading of [...details.readings].sort(byText((r) => r.publicId))) {
    const license = byKey.get(reading.publicId);
    if (!license && !companies.has(reading.companyUpstreamId)) {
      problems.push({
        code: 'company-not-readable',
        message: `License ${reading.publicId} belongs to a company that this account may not read.`,
        reason: { code: 'company-not-readable', parameters: { publicId: reading.publicId } },
        publicId: reading.publicId,
        companyUpstreamId: reading.companyUpstreamId,
      });
      continue;
    }
    if (license && isOlder(reading.readAt, license.detailsAt)) continue;
    if (license) planKnownLicense(draft, license, reading);
    else placeReading(draft, placeholders, reading, makeLicense);
    draft.sightings.detailsRead.push({ publicId: reading.publicId, readAt: reading.readAt });
  }
  for (const publicId of [...details.missing].sort()) {
    problems.push({
      code: 'not-found',
      message: `The portal lists license ${publicId}, but says that its page does not exist.`,
      reason: { code: 'page-missing', parameters: { publicId } },
      publicId,
    });
  }
  return { revision: known.revision, ...draft, holds: [], problems };
}

function placeReading(
  draft: Draft,
  placeholders: KnownLicense[],
  reading: DetailReading,
  makeLicense: ReturnType<typeof licenseMaker>,
): void {
  const codes = new Set(reading.products.map((product) => product.code));
  const fitting = placeholders.filter(
    (license) =>
      license.companyUpstreamId === reading.companyUpstreamId &&
      license.type === reading.type &&
      license.shares.some((share) => codes.has(share.productCode)),
  );
  const [first, ...others] = fitting;
  for (const license of fitting) placeholders.splice(placeholders.indexOf(license), 1);
  if (first) {
    draft.changes.push({ kind: 'license-identified', licenseId: first.id, publicId: reading.publicId });
    planKnownLicense(draft, first, reading);
  } else {
    draft.changes.push(
      makeLicense({
        publicId: reading.publicId,
        companyUpstreamId: reading.companyUpstreamId,
        fields: fieldsOf(reading),
        shares: reading.products.map((product) => shareOf(product)),
        detailsAt: reading.readAt,
      }),
    );
  }
  // The report listed the parts of a bundle one by one; under one key they are one license.
  for (const other of others) draft.changes.push({ kind: 'license-absorbed', licenseId: other.id, publicId: reading.publicId });
}

function planKnownLicense(draft: Draft, license: KnownLicense, reading: DetailReading): void {
  if (license.gone) draft.changes.push({ kind: 'license-returned', licenseId: license.id });
  const fields = fieldsOf(reading);
  const before: Partial<LicenseFields> = {};
  const after: Partial<LicenseFields> = {};
  for (const field of ['type', 'state', 'expires', 'bundleName'] as const) {
    if (fields[field] === license[field] || fields[field] === 'unknown') continue;
    if (field === 'expires' && reading.expires === undefined) continue;
    Object.assign(before, { [field]: license[field] });
    Object.assign(after, { [field]: fields[field] });
  }
  if (Object.keys(after).length > 0) draft.changes.push({ kind: 'license-changed', licenseId: license.id, before, after });
  planShares(draft, license, reading);
}

function planShares(draft: Draft, license: KnownLicense, reading: DetailReading): void {
  const byCode = new Map(license.shares.map((share) => [share.productCode, share]));
  for (const product of reading.products) {
    const share = byCode.get(product.code);
    if (!share) {
      draft.changes.push({ kind: 'share-added', licenseId: license.id, share: shareOf(product) });
      continue;
    }
    const of = { licenseId: license.id, shareId: share.id };
    if (share.gone) draft.changes.push({ kind: 'share-returned', ...of });
    // A number that is missing from an answer is not news: what was read before stays, with its age.
    if (product.quantity !== null && product.quantity !== share.quantity) {
      draft.changes.push({ kind: 'units-changed', ...of, before: share.quantity, after: product.quantity, source: 'details' });
    }
    if (product.usage !== null && product.usage !== share.usage) {
      draft.changes.push({ kind: 'usage-changed', ...of, before: share.usage, after: product.usage, source: 'details' });
    }
  }
  const present = new Set(reading.products.map((product) => product.code));
  for (const share of license.shares) {
    if (!share.gone && !present.has(share.productCode))
      draft.changes.push({ kind: 'share-gone', licenseId: license.id, shareId: share.id });
  }
}

function fieldsOf(reading: DetailReading): LicenseFields {
  return { type: reading.type, state: reading.state, expires: reading.expires ?? null, bundleName: reading.bundleName };
}

function shareOf(product: DetailReading['products'][number]): NewShare {
  return {
    productCode: product.code,
    productName: product.name,
    quantity: product.quantity,
    usage: product.usage,
    reported: null,
    source: 'details',
  };
}
