import type { Plan } from './change.ts';
import { noSightings } from './change.ts';
import type { Known } from './known.ts';

/**
 * Once every key has found its owner, a license that is still known from the usage report alone has no key to be: the report
 * and the license's own page called the same thing by different codes. It goes, so that its units are not counted twice.
 */
export function planPlaceholders(known: Known): Plan {
  const waiting = known.keys.some((key) => !key.gone && key.licenseId === null);
  const left = waiting ? [] : known.licenses.filter((license) => license.publicId === null && !license.gone);
  const changes = left.map((license) => ({ kind: 'license-gone' as const, licenseId: license.id }));
  return { revision: known.revision, changes, sightings: noSightings(), holds: [] };
}
