import { countText, idText, oneOf, present, text } from '../../shared/address-text.ts';
import { templateNames, type TemplateName } from './report-templates.ts';

export const listedStates = ['scheduled', 'kept'] as const;
export const reportSorts = ['name', 'nextAt', 'changedAt'] as const;

export interface ReportListSearch {
  q?: string;
  state?: (typeof listedStates)[number];
  sort?: (typeof reportSorts)[number];
  order?: 'desc';
  page?: number;
  dialog?: 'new';
  /** What the new report begins with. */
  template?: TemplateName;
  /** The report in the dialog. */
  change?: string;
}

export function readReportListSearch(raw: Record<string, unknown>): ReportListSearch {
  return present({
    q: text(raw['q'])?.slice(0, 200),
    state: oneOf(raw['state'], listedStates),
    sort: oneOf(raw['sort'], reportSorts),
    order: oneOf(raw['order'], ['desc'] as const),
    page: countText(raw['page']),
    dialog: oneOf(raw['dialog'], ['new'] as const),
    template: oneOf(raw['template'], templateNames),
    change: idText(raw['change']),
  });
}

export interface ReportSearch {
  page?: number;
  dialog?: 'change';
}

export function readReportSearch(raw: Record<string, unknown>): ReportSearch {
  return present({ page: countText(raw['page']), dialog: oneOf(raw['dialog'], ['change'] as const) });
}
