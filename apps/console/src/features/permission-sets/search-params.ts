import { countText, idText, oneOf, present, text } from '../../shared/address-text.ts';

export interface SetSearch {
  q?: string;
  page?: number;
  /** The set whose editor stands open. */
  open?: string;
  dialog?: 'new' | 'copy';
}
export function readSetSearch(raw: Record<string, unknown>): SetSearch {
  return present({
    q: text(raw['q']),
    page: countText(raw['page']),
    open: idText(raw['open']),
    dialog: oneOf(raw['dialog'], ['new', 'copy'] as const),
  });
}
