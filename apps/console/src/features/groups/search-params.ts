import { countText, idText, momentText, oneOf, present, text } from '../../shared/address-text.ts';

export const computerStates = ['online', 'silent', 'never'] as const;
export const computerSorts = ['name', 'lastSeenAt'] as const;

/** The group that is selected, and which of its computers are listed. */
export interface GroupSearch {
  group?: string;
  /** Archived customers are shown too. */
  archived?: 'show';
  asOf?: string;
  q?: string;
  state?: (typeof computerStates)[number];
  /** Only those in the group itself. */
  here?: 'only';
  sort?: (typeof computerSorts)[number];
  order?: 'desc';
  page?: number;
}
export function readGroupSearch(raw: Record<string, unknown>): GroupSearch {
  return present({
    group: idText(raw['group']),
    archived: oneOf(raw['archived'], ['show'] as const),
    asOf: momentText(raw['asOf']),
    q: text(raw['q'])?.slice(0, 200),
    state: oneOf(raw['state'], computerStates),
    here: oneOf(raw['here'], ['only'] as const),
    sort: oneOf(raw['sort'], computerSorts),
    order: oneOf(raw['order'], ['desc'] as const),
    page: countText(raw['page']),
  });
}
