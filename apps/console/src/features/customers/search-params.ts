import type { Customer } from '@licet/contract';
import { countText, momentText, oneOf, present, text } from '../../shared/address-text.ts';

export const setupStates = ['not-set-up', 'ready', 'unlinked', 'archived'] as const satisfies Customer['setup'][];

/** What the list of customers shows; it lives in the address. */
export interface CustomerSearch {
  state?: (typeof setupStates)[number];
  q?: string;
  asOf?: string;
  page?: number;
}
export function readCustomerSearch(raw: Record<string, unknown>): CustomerSearch {
  return present({
    state: oneOf(raw['state'], setupStates),
    q: text(raw['q'])?.slice(0, 200),
    asOf: momentText(raw['asOf']),
    page: countText(raw['page']),
  });
}

export interface SetupSearch {
  show?: 'failed';
}
export function readSetupSearch(raw: Record<string, unknown>): SetupSearch {
  return present({ show: oneOf(raw['show'], ['failed'] as const) });
}
