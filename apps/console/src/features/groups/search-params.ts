import { idText, oneOf, present } from '../../shared/address-text.ts';

export interface GroupSearch {
  group?: string;
  /** Archived customers are shown too. */
  archived?: 'show';
}
export function readGroupSearch(raw: Record<string, unknown>): GroupSearch {
  return present({ group: idText(raw['group']), archived: oneOf(raw['archived'], ['show'] as const) });
}
