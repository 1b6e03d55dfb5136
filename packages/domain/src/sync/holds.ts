import type { Change, Hold } from './change.ts';
import type { Known } from './known.ts';
import type { Structure } from './snapshot.ts';

/** A loss is held when it is larger than both: a share of what stood and a number (requirement R14). */
export const HOLD_SHARE = 0.2;
export const HOLD_NUMBER = 10;

/**
 * Losses too large to believe without a person's word: an empty answer where there was something, or more than 20 percent
 * and more than 10 companies or licenses at once.
 */
export function findHolds(known: Known, structure: Structure, changes: Change[]): Hold[] {
  const companies = known.companies.filter((company) => company.sighting && !company.sighting.gone).length;
  const licenses = known.licenses.filter((license) => license.publicId !== null && !license.gone).length;
  const identified = new Map(known.licenses.map((license) => [license.id, license.publicId !== null]));
  const companiesGone = changes.filter((change) => change.kind === 'company-gone').length;
  const licensesGone = changes.filter((change) => change.kind === 'license-gone' && identified.get(change.licenseId)).length;
  // The login's own company is asked for by its id: it stands even where the lists come back empty.
  const listed = structure.companies.filter((company) => company.upstreamId !== structure.rootUpstreamId).length;
  return [...judge('companies', companiesGone, companies, listed), ...judge('licenses', licensesGone, licenses, structure.keys.length)];
}

function judge(subject: Hold['subject'], removed: number, of: number, read: number): Hold[] {
  if (removed === 0) return [];
  if (read === 0) return [{ rule: 'empty', subject, removed, of }];
  return removed > HOLD_NUMBER && removed > of * HOLD_SHARE ? [{ rule: 'shrunk', subject, removed, of }] : [];
}
