import type { HistoryEvent, LicenseType } from '@licet/portal-api';
import { quantityOf } from './license-state.ts';
import type { License, LicenseEvent } from './model.ts';

const DAY = 86_400_000;

/** Changes a license and writes down what was before and after, for GetHistory and for the usage report. */
export function record(license: License, type: HistoryEvent, at: number, by: string | null, change: () => void): void {
  const before = { units: quantityOf(license), code: license.code };
  const isOrder = type === 'order';
  change();
  license.updatedAt = at;
  license.updatedBy = by;
  license.events.push({
    type,
    at,
    by,
    units: quantityOf(license),
    unitsBefore: isOrder ? null : before.units,
    productCode: license.code,
    productCodeBefore: isOrder ? null : before.code,
    publicId: license.publicId,
    publicIdBefore: null,
    extensions: license.type === 'trial' ? license.extensions : null,
    licenseType: license.type,
  });
  recordSeats(license, at);
}

/** Notes that a public id took another one's place. */
export function recordKeyChange(license: License, at: number, by: string | null, before: License): void {
  const last: LicenseEvent | undefined = license.events.at(-1);
  if (!last) return;
  license.events.push({ ...last, type: 'change-key', at, by, publicIdBefore: before.publicId });
}

/** Freezes what the usage report counts from now on; suspended seats count as none (documented). */
function recordSeats(license: License, at: number): void {
  const counts = license.suspendedBy === null && !license.retired;
  const seats = license.products.map(({ code, name, quantity }) => ({ code, name, seats: counts ? quantity : 0 }));
  license.seatChanges.push({ at, licenseType: license.type, seats });
}

/** What one product of one company had in an interval. */
export interface SeatUse {
  readonly code: string;
  readonly name: string;
  readonly licenseType: LicenseType;
  /** On the last day. */
  seats: number;
  /** Seats summed over the days. */
  seatDays: number;
}

/**
 * Sums licenses by product and license type over the days from `from` to `to` (starts of days, UTC, both included).
 * A bundle counts under each of its products.
 */
export function sumSeats(licenses: readonly License[], from: number, to: number): SeatUse[] {
  const sums = new Map<string, SeatUse>();
  for (const { seatChanges } of licenses) {
    let position = -1;
    for (let day = from; day <= to; day += DAY) {
      while ((seatChanges[position + 1]?.at ?? Infinity) < day + DAY) position += 1;
      const current = seatChanges[position];
      for (const { code, name, seats } of current?.seats ?? []) {
        const licenseType = current?.licenseType ?? 'full';
        const key = `${code}/${licenseType}`;
        const sum = sums.get(key) ?? { code, name, licenseType, seats: 0, seatDays: 0 };
        sums.set(key, sum);
        sum.seatDays += seats;
        if (day === to) sum.seats += seats;
      }
    }
  }
  return [...sums.values()];
}
