import type { CompanyFields } from './change.ts';
import type { Known, KnownCompany } from './known.ts';
import type { Draft } from './draft.ts';
import { byText } from './draft.ts';
import type { CompanyReading, Structure } from './snapshot.ts';

/** Plans companies. Returns the upstream ids of all companies that stand after the plan, for licenses to hang on. */
export function planCompanies(draft: Draft, known: Known, structure: Structure): Set<string> {
  const knownById = new Map(known.companies.map((company) => [company.upstreamId, company]));
  const read = [...new Map(structure.companies.map((company) => [company.upstreamId, company])).values()].sort(byText((c) => c.upstreamId));
  for (const reading of read) {
    const company = knownById.get(reading.upstreamId);
    if (company) planKnownCompany(draft, company, reading);
    else draft.changes.push({ kind: 'company-added', company: reading });
  }
  const present = new Set(read.map((company) => company.upstreamId));
  if (structure.complete.companies) planCompaniesGone(draft, known, present);
  const standing = known.companies.filter((company) => company.sighting && !company.sighting.gone).map((company) => company.upstreamId);
  return structure.complete.companies ? present : new Set([...present, ...standing]);
}

function planKnownCompany(draft: Draft, company: KnownCompany, reading: CompanyReading): void {
  const { upstreamId } = company;
  if (!company.sighting || company.sighting.gone) {
    draft.sightings.companies.push({ upstreamId, parentUpstreamId: reading.parentUpstreamId });
    if (!company.seenElsewhere) draft.changes.push({ kind: 'company-returned', upstreamId });
  }
  if (company.sighting && company.sighting.parentUpstreamId !== reading.parentUpstreamId) {
    draft.changes.push({ kind: 'company-moved', upstreamId, before: company.sighting.parentUpstreamId, after: reading.parentUpstreamId });
  }
  if (company.name !== reading.name) {
    draft.changes.push({ kind: 'company-renamed', upstreamId, before: { name: company.name }, after: { name: reading.name } });
  }
  const before: Partial<CompanyFields> = {};
  const after: Partial<CompanyFields> = {};
  for (const field of ['type', 'status', 'customIdentifier'] as const) {
    // A field that the portal left out this time is no news about it.
    const silent = reading[field] === null || reading[field] === 'unknown';
    if (silent || company[field] === reading[field]) continue;
    Object.assign(before, { [field]: company[field] });
    Object.assign(after, { [field]: reading[field] });
  }
  if (Object.keys(after).length > 0) draft.changes.push({ kind: 'company-changed', upstreamId, before, after });
}

function planCompaniesGone(draft: Draft, known: Known, present: Set<string>): void {
  for (const company of [...known.companies].sort(byText((c) => c.upstreamId))) {
    if (present.has(company.upstreamId) || !company.sighting || company.sighting.gone) continue;
    if (company.seenElsewhere) draft.sightings.companiesGone.push(company.upstreamId);
    else draft.changes.push({ kind: 'company-gone', upstreamId: company.upstreamId });
  }
}
