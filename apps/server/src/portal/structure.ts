import type { Structure } from '@licet/domain';
import { readCompanies } from './companies.ts';
import type { Ema2 } from './ema2.ts';
import { completeKeys, searchAll } from './keys.ts';
import { readOrders } from './orders.ts';

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
  const companies = readCompanies(calls, own, (done, total) => tell('companies', done, total));
  const orders = readOrders(calls, today, (done, total) => tell('orders', done, total));
  const whole = searchAll(calls, (done, total) => tell('keys', done, total));
  const scope = Promise.all([own, companies, orders]).then(([{ companyId }, tree, { ordering }]) => ({
    own: companyId,
    companies: tree.companies,
    complete: tree.complete,
    ordering,
  }));
  const keys = completeKeys(calls, whole, scope, (done, total) => tell('keys', done, total));
  const [company, tree, list, usage] = await Promise.all([own, companies, keys, orders, whole]);
  if (tree.companies.length === 0 && !tree.complete && list.error && usage.error) throw list.error;
  return {
    takenAt,
    rootUpstreamId: company.companyId,
    companies: tree.companies,
    keys: list.keys,
    orders: usage.orders,
    complete: { companies: tree.complete, keys: list.complete, orders: usage.complete },
    problems: [...tree.problems, ...list.problems, ...usage.problems],
  };
}
