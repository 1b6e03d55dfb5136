import type { LicenseType, OrderReading, Problem } from '@licet/domain';
import type { Ema2UsageRow } from '@licet/portal-api';
import type { Ema2 } from './ema2.ts';
import { type ListReading, readList } from './list.ts';
import type { PortalError } from './portal-error.ts';

export interface OrdersReading {
  orders: OrderReading[];
  /** Companies that the report lists with products. */
  ordering: Set<string>;
  complete: boolean;
  problems: Problem[];
  error?: PortalError;
}

/** So many zeros are no coincidence; fewer may be the licenses of a small account, all suspended today. */
const fewestZeros = 10;

/** The portal's two codes in the domain's words: a full license of this portal is an MSP's. */
function toLicenseType(word: string | undefined): LicenseType {
  return word === 'full' ? 'msp' : word === 'trial' ? 'trial' : 'unknown';
}

/**
 * Reads the units ordered as of `today` (YYYY-MM-DD) out of the usage report. The report's last day counts. Where the
 * portal has not counted the present day yet (nothing but zeros, though units were counted the day before) or refuses it
 * (its clock may be a day behind ours), yesterday is read instead: a zero that means "not yet" must not pass for an order.
 */
export async function readOrders(
  calls: Ema2,
  today: string,
  onFound: (done: number, total: number | null) => void,
): Promise<OrdersReading> {
  const yesterday = dayBefore(today);
  let list = await readList(calls.usage(yesterday, today), { onPage: onFound });
  if (list.rows.length === 0 ? list.error?.code === 'bad-answer' || list.error?.code === 'faulty' : isNotCountedYet(list)) {
    const earlier = await readList(calls.usage(yesterday, yesterday), { onPage: onFound });
    if (earlier.error === undefined) list = earlier;
  }
  const ordering = new Set(list.rows.filter(({ products }) => products.length > 0).map(({ companyId }) => companyId));
  return {
    orders: list.rows.flatMap(toOrders),
    ordering,
    complete: list.complete,
    problems: list.problems,
    ...(list.error ? { error: list.error } : {}),
  };
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function isNotCountedYet({ rows }: ListReading<Ema2UsageRow>): boolean {
  const products = rows.flatMap((row) => row.products);
  return (
    products.length >= fewestZeros &&
    products.every(({ seats }) => seats === 0) &&
    products.some(({ seatDays }) => seatDays !== null && seatDays > 0)
  );
}

/** Several licenses of one product and type at one company are one order; an unreadable part makes the sum unknown. */
function toOrders({ companyId, products }: Ema2UsageRow): OrderReading[] {
  const orders = new Map<string, OrderReading>();
  for (const { code, name, licenseType, seats } of products) {
    const type = toLicenseType(licenseType?.word);
    const known = orders.get(`${code} ${type}`);
    if (known) known.quantity = known.quantity === null || seats === null ? null : known.quantity + seats;
    else orders.set(`${code} ${type}`, { companyUpstreamId: companyId, productCode: code, productName: name, type, quantity: seats });
  }
  return [...orders.values()];
}
