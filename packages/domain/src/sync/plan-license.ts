import type { Change } from './change.ts';
import type { Known } from './known.ts';
import type { Draft } from './draft.ts';

type Added = Extract<Change, { kind: 'license-added' }>;

/**
 * A new license. When it is a full one of a product of which the same company had a trial that is gone or going, it follows
 * that trial: the portal may give a converted trial a new key.
 */
export function addLicense(known: Known, draft: Draft, license: Omit<Added, 'kind' | 'successorOf'>): Added {
  return { kind: 'license-added', ...license, successorOf: findPredecessor(known, draft, license) };
}

function findPredecessor(known: Known, draft: Draft, added: Omit<Added, 'kind' | 'successorOf'>): string | null {
  if (added.fields.type === 'trial' || added.fields.type === 'unknown') return null;
  const codes = new Set(added.shares.map((share) => share.productCode));
  const going = new Set(draft.changes.flatMap((change) => (change.kind === 'license-gone' ? [change.licenseId] : [])));
  const used = new Set(
    draft.changes.flatMap((change) => (change.kind === 'license-added' && change.successorOf ? [change.successorOf] : [])),
  );
  const trial = known.licenses.find(
    (license) =>
      license.type === 'trial' &&
      license.companyUpstreamId === added.companyUpstreamId &&
      (license.gone || going.has(license.id)) &&
      !license.succeeded &&
      !used.has(license.id) &&
      license.shares.some((share) => codes.has(share.productCode)),
  );
  return trial?.id ?? null;
}
