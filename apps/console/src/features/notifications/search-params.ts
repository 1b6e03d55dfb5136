import { countText, idText, oneOf, present, text } from '../../shared/address-text.ts';

export const alertKinds = ['open', 'ended'] as const;

export interface NotificationSearch {
  view?: 'alerts';
  q?: string;
  /** Alerts of this rule only. */
  rule?: string;
  show?: (typeof alertKinds)[number];
  page?: number;
  /** The rule in the dialog. */
  open?: string;
  dialog?: 'new';
}

export function readNotificationSearch(raw: Record<string, unknown>): NotificationSearch {
  return present({
    view: oneOf(raw['view'], ['alerts'] as const),
    q: text(raw['q'])?.slice(0, 200),
    rule: idText(raw['rule']),
    show: oneOf(raw['show'], alertKinds),
    page: countText(raw['page']),
    open: idText(raw['open']),
    dialog: oneOf(raw['dialog'], ['new'] as const),
  });
}
