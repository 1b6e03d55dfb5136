import { countText, idText, oneOf, present, text } from '../../shared/address-text.ts';

export const userTabs = ['rights', 'explain'] as const;

export interface UserSearch {
  q?: string;
  /** Users at home in this group or below it. */
  group?: string;
  /** Users who hold this permission set. */
  set?: string;
  page?: number;
  open?: string;
  tab?: (typeof userTabs)[number];
}
export function readUserSearch(raw: Record<string, unknown>): UserSearch {
  return present({
    q: text(raw['q']),
    group: idText(raw['group']),
    set: idText(raw['set']),
    page: countText(raw['page']),
    open: idText(raw['open']),
    tab: oneOf(raw['tab'], userTabs),
  });
}
