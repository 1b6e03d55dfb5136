import type { LicenseType } from '@licet/portal-api';
import { invalid, ruleBroken } from '../refusal.ts';
import type { Switches } from '../switches.ts';
import { record, recordKeyChange } from './history.ts';
import { isActive, isExpired, quantityOf } from './license-state.ts';
import type { Company, License, World } from './model.ts';
import { findProduct, productsIn } from './products.ts';
import { addLicense, freePublicId, licensesOf, removeLicense } from './world.ts';

/** A trial starts with 30 days and gains 30 with each of two extensions (documented). */
const TRIAL_MS = 30 * 86_400_000;
const MAX_EXTENSIONS = 2;
/** Assumed: that there is a limit is documented, not which. */
const MAX_UNITS = 50_000;

/** Who changes what, and when. `by` is a login's id, or null for the control page. */
export interface Change {
  readonly world: World;
  readonly now: number;
  readonly by: string | null;
  readonly switches: Switches;
}

export interface Order {
  readonly quantity: number;
  readonly productCode: string;
  readonly licenseType: LicenseType;
}

/** Orders a license for a customer. Sub-codes 18, 20, 27, 30, 32 and 40 as documented. */
export function orderLicense(change: Change, customer: Company, order: Order): License {
  if (customer.type !== 'customer') throw invalid('customerId', 'The company is not a customer.');
  checkQuantity(order.quantity);
  const product = findProduct(order.productCode);
  const trial = order.licenseType === 'trial';
  if (trial && !product.trial) throw ruleBroken(32, 'A trial of this product is not allowed.');
  if (product.needsTerms && !change.switches.termsAccepted) throw ruleBroken(40, 'The terms of use must be accepted first.');
  const owned = licensesOf(change.world, customer.id);
  const already = owned.some((license) => license.code === product.code && license.type === order.licenseType && !license.retired);
  if (already) throw ruleBroken(20, 'The license is already ordered.');
  const license: License = {
    ...blank(change, customer.id),
    code: product.code,
    name: product.name,
    products: productsIn(product, order.quantity),
    type: order.licenseType,
    trialExpiresAt: trial ? change.now + TRIAL_MS : null,
  };
  record(license, 'order', change.now, change.by, () => undefined);
  return addLicense(change.world, license);
}

/** Sets the ordered units of every product of the license. Sub-codes 18, 23, 30, 37, 48. */
export function updateQuantity(change: Change, license: License, quantity: number): void {
  checkQuantity(quantity);
  if (isExpired(license, change.now)) throw ruleBroken(37, 'The license has expired.');
  if (!isActive(license, change.now)) throw ruleBroken(23, 'The license is not active.');
  if (quantityOf(license) === quantity) throw ruleBroken(48, 'The quantity equals the previous one.');
  record(license, 'update-quantity', change.now, change.by, () => setUnits(license, quantity));
}

/** Sub-codes 21, 23. */
export function suspendLicense(change: Change, license: License, reason: 'license' | 'company' = 'license'): void {
  if (license.suspendedBy !== null) throw ruleBroken(21, 'The license is already suspended.');
  if (!isActive(license, change.now)) throw ruleBroken(23, 'The license is inactive.');
  record(license, 'suspend', change.now, change.by, () => (license.suspendedBy = reason));
}

/** Sub-codes 22, 33, 36. Which of 22 and 36 stands for which case is assumed. */
export function unsuspendLicense(change: Change, license: License): void {
  if (license.suspendedBy === null) {
    const wasSuspended = license.events.some((event) => event.type === 'unsuspend');
    throw wasSuspended ? ruleBroken(22, 'The license is already unsuspended.') : ruleBroken(36, 'The license is not suspended.');
  }
  if (change.world.companies.get(license.companyId)?.status === 'suspended') throw ruleBroken(33, 'The company is suspended.');
  record(license, 'unsuspend', change.now, change.by, () => (license.suspendedBy = null));
}

/** Sub-codes 24, 31, 37. */
export function extendTrial(change: Change, license: License): void {
  if (license.trialExpiresAt === null) throw ruleBroken(24, 'The license is not a trial.');
  if (license.extensions >= MAX_EXTENSIONS) throw ruleBroken(31, 'The trial was extended twice already.');
  if (isExpired(license, change.now)) throw ruleBroken(37, 'The license has expired.');
  const expiresAt = license.trialExpiresAt + TRIAL_MS;
  record(license, 'extend-trial', change.now, change.by, () => {
    license.trialExpiresAt = expiresAt;
    license.extensions += 1;
  });
}

/** Sub-codes 19, 30. The answer's public id may be a new one (documented); the switch says whether it is. */
export function convertToFull(change: Change, license: License, quantity: number): License {
  if (license.type === 'full') throw ruleBroken(19, 'The license is already full.');
  checkQuantity(quantity);
  const converted = change.switches.convertChangesKey ? changeKey(change, license) : license;
  record(converted, 'convert-to-full', change.now, change.by, () => {
    converted.type = 'full';
    converted.trialExpiresAt = null;
    setUnits(converted, quantity);
  });
  if (converted !== license) recordKeyChange(converted, change.now, change.by, license);
  return converted;
}

/** Upgrade or downgrade of a full, active license within a family; a bundle has none. Sub-codes 18, 30, 45. */
export function changeProduct(change: Change, license: License, productCode: string, quantity: number): void {
  checkQuantity(quantity);
  const wanted = findProduct(productCode);
  const present = findProduct(license.code);
  const possible = wanted.family !== null && wanted.family === present.family && wanted.code !== present.code;
  if (!possible || license.type !== 'full' || !isActive(license, change.now)) throw ruleBroken(45, 'This change is not available.');
  const event = wanted.code > present.code ? 'upgrade' : 'downgrade';
  record(license, event, change.now, change.by, () => {
    license.code = wanted.code;
    license.name = wanted.name;
    license.products = license.products.map((product) => ({ ...product, code: wanted.code, name: wanted.name, quantity }));
  });
  change.world.structure += 1;
}

function changeKey(change: Change, old: License): License {
  const renewed: License = {
    ...old,
    publicId: freePublicId(change.world),
    events: [...old.events],
    products: old.products.map((product) => ({ ...product })),
  };
  if (change.switches.retiredKeyStays) {
    old.retired = true;
    old.seatChanges = [];
  } else {
    removeLicense(change.world, old);
  }
  return addLicense(change.world, renewed);
}

function blank(change: Change, companyId: string): Omit<License, 'code' | 'name' | 'products' | 'type' | 'trialExpiresAt'> {
  return {
    publicId: freePublicId(change.world),
    companyId,
    extensions: 0,
    suspendedBy: null,
    retired: false,
    updatedAt: change.now,
    updatedBy: change.by,
    events: [],
    seatChanges: [],
  };
}

function setUnits(license: License, quantity: number): void {
  for (const product of license.products) product.quantity = quantity;
}

function checkQuantity(quantity: number): void {
  if (quantity < 1) throw ruleBroken(18, 'The quantity is not valid.');
  if (quantity > MAX_UNITS) throw ruleBroken(30, 'The quantity is out of range.');
}
