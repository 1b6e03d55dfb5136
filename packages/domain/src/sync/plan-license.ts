import type { Change } from './change.ts';
import type { Draft } from './draft.ts';
import type { Known, KnownLicense } from './known.ts';

type Added = Extract<Change, { kind: 'license-added' }>;
type NewLicense = Omit<Added, 'kind' | 'successorOf'>;

/**
 * A maker of new licenses. A full license of a product of which the same company had a trial that is gone, or going by the
 * draft, follows that trial: the portal may give a converted trial a new key. Each trial is followed once.
 */
export function licenseMaker(known: Known, draft: Draft): (license: NewLicense) => Added {
  const going = new Set(draft.changes.flatMap((change) => (change.kind === 'license-gone' ? [change.licenseId] : [])));
  const trials = groupBy(
    known.licenses.filter((license) => license.type === 'trial' && !license.succeeded && (license.gone || going.has(license.id))),
    (license) => license.companyUpstreamId,
  );
  return (license) => ({ kind: 'license-added', ...license, successorOf: takePredecessor(trials, license) });
}

function takePredecessor(trials: Map<string, KnownLicense[]>, added: NewLicense): string | null {
  if (added.fields.type === 'trial' || added.fields.type === 'unknown') return null;
  const codes = new Set(added.shares.map((share) => share.productCode));
  const ofCompany = trials.get(added.companyUpstreamId) ?? [];
  const index = ofCompany.findIndex((trial) => trial.shares.some((share) => codes.has(share.productCode)));
  return ofCompany.splice(index, index < 0 ? 0 : 1)[0]?.id ?? null;
}

/** Another account has read the license since: what a file of last week says of it is no news. */
export function isOlder(readAt: string, detailsAt: string | null): boolean {
  return detailsAt !== null && Date.parse(readAt) < Date.parse(detailsAt);
}

/** Items by a key of theirs, each list in the order of the items. */
export function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
