import type { Change, Plan } from './change.ts';
import { noSightings } from './change.ts';
import type { Known } from './known.ts';

/**
 * What removing an account does: everything that only this account sees is gone, what another account sees as well stays.
 * `known` is all that the account sees.
 */
export function planRemoval(known: Known): Plan {
  const sightings = noSightings();
  const changes: Change[] = [];
  const kept = new Set<string>();
  for (const company of known.companies) {
    if (!company.sighting || company.sighting.gone) continue;
    if (company.seenElsewhere) {
      kept.add(company.upstreamId);
      sightings.companiesGone.push(company.upstreamId);
    } else changes.push({ kind: 'company-gone', upstreamId: company.upstreamId });
  }
  for (const license of known.licenses) {
    // A license without a public id is known through its company alone.
    const stays = license.publicId === null ? kept.has(license.companyUpstreamId) : license.seenElsewhere;
    if (!license.gone && !stays) changes.push({ kind: 'license-gone', licenseId: license.id });
  }
  sightings.keysGone = known.keys.filter((key) => !key.gone).map((key) => key.publicId);
  return { revision: known.revision, changes, sightings, holds: [] };
}
