import type { Structure } from '@licet/domain';
import { readCompanies } from './companies.ts';
import type { Ema2 } from './ema2.ts';
import { completeKeys, searchAll } from './keys.ts';
import { readOrders } from './orders.ts';
import { PortalError } from './portal-error.ts';

export type Phase = 'companies' | 'keys' | 'orders' | 'details';

/** How far a reading is. `total` is the portal's word and may grow; null while it is unknown. */
export interface Progress {
  phase: Phase;
  done: number;
  total: number | null;
  /** Requests that this reading has made so far, repeats and logins included. */
  requests: number;
}

/**
 * Reads what the portal gives in bulk. The three lists are read side by side, so that the pace is used to the full.
 * Fails with a `PortalError` when the portal gave nothing at all or reading cannot go on.
 */
export async function readStructure(
  calls: Ema2,
  today: string,
  takenAt: string,
  tell: (phase: Phase, done: number, total: number | null) => void,
): Promise<Structure> {
  const own = calls.currentUser().then(({ company }) => company);
  const [companies, whole, usage, { companyId: root }] = await Promise.all([
    readCompanies(calls, own, (done, total) => tell('companies', done, total)),
    searchAll(calls, (done, total) => tell('keys', done, total)),
    readOrders(calls, today, (done, total) => tell('orders', done, total)),
    own,
  ]);
  if (companies.companies.length === 0 && !companies.complete && whole.error && usage.error) {
    throw new PortalError(whole.error.code, whole.error.message, 'run');
  }
  const keys = await completeKeys(calls, whole, root, companies.companies, usage.ordering, (done, total) => tell('keys', done, total));
  return {
    takenAt,
    rootUpstreamId: root,
    companies: companies.companies,
    keys: keys.keys,
    orders: usage.orders,
    complete: { companies: companies.complete, keys: keys.complete, orders: usage.complete },
    problems: [...companies.problems, ...keys.problems, ...usage.problems],
  };
}
