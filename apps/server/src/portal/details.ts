import type { DetailReading, Details, Problem } from '@licet/domain';
import { type Ema2LicenseDetail, readLicenseLeniently, type WireError } from '@licet/portal-api';
import { each } from './each.ts';
import type { Ema2 } from './ema2.ts';
import { objectError } from './portal-error.ts';
import { badData, problemOf } from './problem.ts';

export interface DetailsOptions {
  /** Calls that wait for their turn at the same time; the limiter decides how many are under way. */
  width: number;
  /** Milliseconds since 1970. */
  now(): number;
  onDone(done: number): void;
  /** Takes portions while the reading goes on; what it has taken is not in the answer. */
  onPortion?: ((portion: Details) => void | Promise<void>) | undefined;
  /** Readings, missing ids and problems in a portion. */
  portion: number;
  onLast?: (() => unknown) | undefined;
  /** Licenses whose reading has begun already, by public id; each is taken out when its turn comes. */
  ahead: Map<string, Promise<One>>;
}

/**
 * Begins to read licenses before their turn: between the structure and the details the portal would have nothing to do.
 * An error that ends the reading comes out where the license is waited for.
 */
export function readAhead(calls: Ema2, publicIds: readonly string[], now: () => number, ahead: Map<string, Promise<One>>): void {
  for (const publicId of new Set(publicIds)) {
    if (ahead.has(publicId)) continue;
    const one = readOne(calls, publicId, now);
    one.catch(() => undefined);
    ahead.set(publicId, one);
  }
}

/**
 * Reads licenses one at a time, the only way to their usage, state and expiry. One that cannot be read is a problem or
 * missing and never a zero; the others go on. When reading cannot go on, what was read is handed to `onPortion` and a
 * `PortalError` is thrown.
 */
export async function readDetails(calls: Ema2, publicIds: readonly string[], options: DetailsOptions): Promise<Details> {
  const { onPortion } = options;
  const wanted = [...new Set(publicIds)];
  let details = nothing();
  let done = 0;
  let ended = false;
  let saving: Promise<void> = Promise.resolve();

  /** One portion is saved at a time; whoever fills the next waits, so that reading never runs far ahead of saving. */
  function handOver(): Promise<void> {
    const portion = details;
    details = nothing();
    saving = saving.then(() => onPortion?.(portion));
    return saving;
  }

  try {
    await each(wanted, options.width, async (publicId, index) => {
      const asked = options.ahead.get(publicId) ?? readOne(calls, publicId, options.now);
      if (index === wanted.length - 1) options.onLast?.();
      const { reading, missing, problems } = await asked;
      options.ahead.delete(publicId);
      if (ended) return;
      if (reading) details.readings.push(reading);
      if (missing) details.missing.push(publicId);
      details.problems.push(...problems);
      options.onDone((done += 1));
      if (onPortion && sizeOf(details) >= options.portion) await handOver();
    });
  } finally {
    // Calls that are still under way when another one has ended the reading come too late.
    ended = true;
    if (onPortion && sizeOf(details) > 0) await handOver();
  }
  return details;
}

function nothing(): Details {
  return { readings: [], missing: [], problems: [] };
}

function sizeOf({ readings, missing, problems }: Details): number {
  return readings.length + missing.length + problems.length;
}

/** What came of one license. */
export interface One {
  reading?: DetailReading;
  missing?: boolean;
  problems: Problem[];
}

async function readOne(calls: Ema2, publicId: string, now: () => number): Promise<One> {
  try {
    const { detail, unread } = await calls.licenseDetail(publicId, readLicenseLeniently);
    if (detail.publicId !== publicId.toUpperCase()) {
      const reason = { code: 'other-license', parameters: { publicId, answered: detail.publicId } } as const;
      const message = `The portal answered with the license ${detail.publicId} when asked for ${publicId}.`;
      return { problems: [badData(message, reason, { publicId })] };
    }
    return { reading: toReading(detail, unread, new Date(now()).toISOString()), problems: unreadProblems(publicId, unread) };
  } catch (error) {
    const failure = objectError(error);
    return failure.code === 'not-found' ? { missing: true, problems: [] } : { problems: [problemOf(failure, { publicId })] };
  }
}

/** What of a license's page made no sense: each such property is a problem, and the license is not lost over it. */
export function unreadProblems(publicId: string, unread: readonly WireError[]): Problem[] {
  return unread.map((error) => {
    const reason = { code: 'value-unreadable', parameters: { publicId, place: error.path } } as const;
    return badData(`The license ${publicId} has a value that cannot be read: ${error.message}.`, reason, { publicId });
  });
}

/** `expires` that could not be read is undefined, so that what is known stays. */
export function toReading(detail: Ema2LicenseDetail, unread: readonly WireError[], readAt: string): DetailReading {
  const { publicId, companyId, productCode, productName, bundleProducts } = detail;
  const isBundle = bundleProducts.length > 0;
  const whole = { code: productCode, name: productName, quantity: detail.quantity, usage: detail.usage };
  const parts = bundleProducts.map((part) => ({
    code: part.productCode,
    name: part.productName,
    quantity: part.quantity,
    usage: part.usage,
  }));
  return {
    publicId,
    companyUpstreamId: companyId,
    type: detail.trial === null ? 'unknown' : detail.trial ? 'trial' : 'msp',
    state: detail.state?.word ?? 'unknown',
    expires: unread.some(({ path }) => /^trialExpiration$/i.test(path)) ? undefined : (detail.trialExpiration?.slice(0, 10) ?? null),
    products: isBundle ? parts : [whole],
    bundleName: isBundle ? (productName ?? productCode) : null,
    readAt,
  };
}
