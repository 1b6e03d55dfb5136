import type { LicenseState } from '@licet/portal-api';
import type { Switches } from '../switches.ts';
import type { License } from './model.ts';
import { licenseStates } from '@licet/portal-api';

/** The portal's picture changes to a warning from this share of the units on. Assumed: the documentation says "close to". */
const WARNING_SHARE = 0.9;

export function isExpired(license: License, now: number): boolean {
  return license.trialExpiresAt !== null && license.trialExpiresAt <= now;
}

/** Suspended or expired or replaced: nothing but unsuspending can be done with it. */
export function isActive(license: License, now: number): boolean {
  return license.suspendedBy === null && !license.retired && !isExpired(license, now);
}

/** Units of the license itself; a bundle's products share one number here. */
export function quantityOf(license: License): number {
  return Math.max(0, ...license.products.map((product) => product.quantity));
}

/** Activations of the license itself: of a bundle, those of its busiest product. Assumed. */
export function usageOf(license: License): number {
  return Math.max(0, ...license.products.map((product) => product.usage));
}

export function stateOf(license: License, now: number, switches: Switches): LicenseState {
  if (license.suspendedBy !== null) return 'suspended';
  if (license.retired) return 'obsolete';
  if (isExpired(license, now)) return (licenseStates as Record<number, LicenseState>)[switches.expiredTrialState] ?? 'obsolete';
  if (license.products.some((product) => product.usage > product.quantity)) return 'error';
  if (license.products.some((product) => product.usage >= product.quantity * WARNING_SHARE)) return 'warning';
  return 'normal';
}
