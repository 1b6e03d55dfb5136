import type { Plan } from './change.ts';
import { noSightings } from './change.ts';
import type { Draft } from './draft.ts';
import { findHolds } from './holds.ts';
import type { Known } from './known.ts';
import { planCompanies } from './plan-companies.ts';
import { planKeys } from './plan-keys.ts';
import { planOrders } from './plan-orders.ts';
import { planTags } from './plan-tags.ts';
import type { Structure } from './snapshot.ts';

/**
 * Compares a reading of the structure with what is known. Pure: the order of the reading does not matter, and planning again
 * after applying gives nothing. Nothing is marked gone from a list that is not complete.
 */
export function planStructure(known: Known, structure: Structure): Plan {
  const draft: Draft = { changes: [], sightings: noSightings() };
  const readable = planCompanies(draft, known, structure);
  const keys = planKeys(draft, known, structure, readable);
  planOrders(draft, known, structure, readable, keys);
  planTags(draft, known);
  suspectSuspensions(draft, known);
  draft.sightings.suspects = [...new Set(draft.sightings.suspects)].sort();
  return { revision: known.revision, ...draft, holds: findHolds(known, structure, draft.changes) };
}

/** Suspending a company suspends its licenses, which only their own pages show. */
function suspectSuspensions(draft: Draft, known: Known): void {
  const changed = new Set(draft.changes.flatMap((c) => (c.kind === 'company-changed' && c.after.status ? [c.upstreamId] : [])));
  for (const license of known.licenses) {
    if (license.publicId !== null && !license.gone && changed.has(license.companyUpstreamId))
      draft.sightings.suspects.push(license.publicId);
  }
}
