import type { Known, KnownLicense } from './known.ts';
import type { Draft } from './draft.ts';
import { byText } from './draft.ts';
import type { KeyReading, Structure } from './snapshot.ts';

/** Keys after the plan, as the orders need them: which licenses stand, and which product codes still wait for an owner. */
export interface PlannedKeys {
  live: KnownLicense[];
  /** Product codes of keys whose owner is not known yet; null for a key without a code. */
  unplacedCodes: (string | null)[];
  /** Keys whose owner the portal listed in bulk and whose license is new. */
  placed: KeyReading[];
}

/**
 * Plans the keys that the account lists. A new key without an owner is only noted: its own page says whose it is. A key that
 * is listed no longer takes its license with it, unless another account still lists it.
 */
export function planKeys(draft: Draft, known: Known, structure: Structure, readable: Set<string>): PlannedKeys {
  const keyById = new Map(known.keys.map((key) => [key.publicId, key]));
  const licenseById = new Map(known.licenses.map((license) => [license.id, license]));
  const licenseByKey = new Map(
    known.licenses.flatMap((license) => (license.publicId === null ? [] : [[license.publicId, license] as const])),
  );
  const listed = [...new Map(structure.keys.map((key) => [key.publicId, key])).values()].sort(byText((key) => key.publicId));
  const placed: KeyReading[] = [];
  const unplacedCodes: (string | null)[] = [];
  const goneLicenses = new Set<string>();

  for (const reading of listed) {
    const key = keyById.get(reading.publicId);
    const license = licenseByKey.get(reading.publicId);
    const owner = reading.companyUpstreamId !== null && readable.has(reading.companyUpstreamId) ? reading.companyUpstreamId : null;
    if (!license && owner !== null) placed.push(reading);
    else if (!license) unplacedCodes.push(...codesOf(reading));
    if (!key || key.gone) {
      const product = reading.products[0];
      draft.sightings.keys.push({
        publicId: reading.publicId,
        productCode: product?.code ?? null,
        productName: product?.name ?? null,
        licenseId: license?.id ?? null,
        companyUpstreamId: owner,
      });
      if (license?.gone) draft.changes.push({ kind: 'license-returned', licenseId: license.id });
      if (key?.gone || license) draft.sightings.suspects.push(reading.publicId);
    }
  }

  const present = new Set(listed.map((key) => key.publicId));
  if (structure.complete.keys) {
    for (const key of [...known.keys].sort(byText((k) => k.publicId))) {
      if (key.gone || present.has(key.publicId)) continue;
      draft.sightings.keysGone.push(key.publicId);
      const license = key.licenseId === null ? undefined : licenseById.get(key.licenseId);
      if (!license || license.gone || license.seenElsewhere) continue;
      draft.changes.push({ kind: 'license-gone', licenseId: license.id });
      goneLicenses.add(license.id);
    }
  }
  const live = known.licenses.filter((license) =>
    license.publicId !== null && present.has(license.publicId) ? true : !license.gone && !goneLicenses.has(license.id),
  );
  return { live, unplacedCodes, placed };
}

function codesOf(reading: KeyReading): (string | null)[] {
  return reading.products.length === 0 ? [null] : reading.products.map((product) => product.code);
}
