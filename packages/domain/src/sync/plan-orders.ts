import { groupBy, isOlder, licenseMaker } from './plan-license.ts';
import type { Known, KnownLicense, KnownShare } from './known.ts';
import type { PlannedKeys } from './plan-keys.ts';
import type { Draft } from './draft.ts';
import { byText } from './draft.ts';
import type { OrderReading, Structure } from './snapshot.ts';

/**
 * Plans ordered units out of the usage report, which knows companies, products and units but no keys.
 * - A figure that differs from the last reported one changes the units of the license that it can only mean, and marks the
 *   license for a look at its own page.
 * - A reported product that no license accounts for becomes a license without a public id, as long as keys without an owner
 *   are there to be its key; the license's own page gives it its name later.
 * - 0 is reported for a suspended license too, so it never becomes a quantity.
 */
export function planOrders(draft: Draft, known: Known, structure: Structure, readable: Set<string>, keys: PlannedKeys): void {
  const orders = mergeOrders(structure.orders).filter((order) => readable.has(order.companyUpstreamId));
  // A gone license that stands after the plan returns with its shares.
  const standing = keys.live.flatMap((license) =>
    license.shares.filter((s) => !s.gone || license.gone).map((share) => ({ license, share })),
  );
  const bySlot = groupBy(standing, ({ license, share }) => slotOf(license.companyUpstreamId, share.productCode, license.type));
  const makeLicense = licenseMaker(known, draft);
  const taken = placeKeys(draft, keys, orders, makeLicense);
  const reportedCodes = new Set(orders.map((order) => order.productCode));
  const waiting = new Set(keys.unplacedCodes);
  const bundlesWait = keys.unplacedCodes.some((code) => code === null || !reportedCodes.has(code));
  const supported = new Set<string>();
  const whole = structure.complete.orders && structure.complete.keys;
  const identified = identifiedBy(draft);
  const retires = (license: KnownLicense) => license.publicId === null && !identified.has(license.id);

  for (const order of orders) {
    const slot = slotOf(order.companyUpstreamId, order.productCode, order.type);
    const matches = bySlot.get(slot) ?? [];
    const evidence = waiting.has(order.productCode) || bundlesWait;
    if (matches.length > 0) {
      if (evidence) supported.add(slot);
      planReported(draft, structure, evidence || !whole ? matches : matches.filter(({ license }) => !retires(license)), order);
    } else if (!taken.has(slot) && evidence && (order.quantity ?? 0) > 0) {
      draft.changes.push(
        makeLicense({
          publicId: null,
          companyUpstreamId: order.companyUpstreamId,
          fields: { type: order.type, state: 'unknown', expires: null, bundleName: null },
          shares: [{ ...productOf(order), quantity: order.quantity, usage: null, reported: order.quantity, source: 'structure' }],
          detailsAt: null,
        }),
      );
    }
  }
  if (whole) retirePlaceholders(draft, keys.live, bySlot, supported);
}

/** Licenses whose owner came with the key: new ones, or the placeholder that was waiting for the key. */
function placeKeys(draft: Draft, keys: PlannedKeys, orders: OrderReading[], makeLicense: ReturnType<typeof licenseMaker>): Set<string> {
  const taken = new Set<string>();
  const placeholders = groupBy(
    keys.live.filter((license) => license.publicId === null),
    (license) => license.companyUpstreamId,
  );
  const ordersByCompany = groupBy(orders, (order) => order.companyUpstreamId);
  for (const key of keys.placed) {
    const company = key.companyUpstreamId as string;
    const codes = new Set(key.products.map((product) => product.code));
    const order = (ordersByCompany.get(company) ?? []).filter((o) => codes.has(o.productCode));
    const fits = (p: KnownLicense, code: string) =>
      codes.has(code) && (order.length === 0 || order.some((o) => o.productCode === code && o.type === p.type));
    const waiting = placeholders.get(company) ?? [];
    const index = waiting.findIndex((p) => p.shares.some((share) => fits(p, share.productCode)));
    const placeholder = waiting[index];
    if (placeholder) {
      waiting.splice(index, 1);
      draft.changes.push({ kind: 'license-identified', licenseId: placeholder.id, publicId: key.publicId });
      continue;
    }
    const type = order[0]?.type ?? 'unknown';
    for (const one of order) if (one.type === type) taken.add(slotOf(company, one.productCode, type));
    draft.changes.push(
      makeLicense({
        publicId: key.publicId,
        companyUpstreamId: company,
        fields: { type, state: 'unknown', expires: null, bundleName: null },
        shares: key.products.map((product) => {
          const reported = order.find((o) => o.productCode === product.code && o.type === type)?.quantity ?? null;
          return {
            productCode: product.code,
            productName: product.name,
            quantity: reported || null,
            usage: null,
            reported,
            source: 'structure',
          };
        }),
        detailsAt: null,
      }),
    );
  }
  return taken;
}

function planReported(
  draft: Draft,
  { takenAt }: Structure,
  matches: { license: KnownLicense; share: KnownShare }[],
  order: OrderReading,
): void {
  const [match] = matches;
  // One figure for several licenses of the same product says that something moved, not where.
  if (!match || matches.length > 1) return;
  const { license, share } = match;
  if (order.quantity === null || order.quantity === share.reported || isOlder(takenAt, license.detailsAt)) return;
  draft.sightings.reported.push({ shareId: share.id, reported: order.quantity });
  if (license.publicId !== null) draft.sightings.suspects.push(license.publicId);
  // The first report about units that the license's own page gave is older news than the page.
  const olderNews = share.reported === null && share.quantity !== null;
  if (order.quantity === 0 || order.quantity === share.quantity || olderNews) return;
  draft.changes.push({
    kind: 'units-changed',
    licenseId: license.id,
    shareId: share.id,
    before: share.quantity,
    after: order.quantity,
    source: 'structure',
  });
}

/** A license known from the report alone goes when the report drops it, or when every key has found its owner elsewhere. */
function retirePlaceholders(draft: Draft, live: KnownLicense[], bySlot: Map<string, unknown[]>, supported: Set<string>): void {
  const identified = identifiedBy(draft);
  for (const license of live) {
    if (license.publicId !== null || license.gone || identified.has(license.id)) continue;
    const slots = license.shares.map((share) => slotOf(license.companyUpstreamId, share.productCode, license.type));
    if (!slots.some((slot) => bySlot.has(slot) && supported.has(slot))) draft.changes.push({ kind: 'license-gone', licenseId: license.id });
  }
}

function identifiedBy(draft: Draft): Set<string> {
  return new Set(draft.changes.flatMap((change) => (change.kind === 'license-identified' ? [change.licenseId] : [])));
}

function mergeOrders(orders: OrderReading[]): OrderReading[] {
  const merged = new Map<string, OrderReading>();
  for (const order of orders) {
    const slot = slotOf(order.companyUpstreamId, order.productCode, order.type);
    const same = merged.get(slot);
    const quantity =
      same && same.quantity !== null && order.quantity !== null
        ? same.quantity + order.quantity
        : (order.quantity ?? same?.quantity ?? null);
    merged.set(slot, { ...order, quantity });
  }
  return [...merged.values()].sort(byText((o) => slotOf(o.companyUpstreamId, o.productCode, o.type)));
}

function slotOf(company: string, productCode: string, type: string): string {
  return `${company} ${productCode} ${type}`;
}

function productOf(order: OrderReading): { productCode: string; productName: string | null } {
  return { productCode: order.productCode, productName: order.productName };
}
