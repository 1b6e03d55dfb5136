import { countText, dayText, idText, oneOf, present, text } from '../../shared/address-text.ts';
import { accessFunctions } from '../../shared/words/rights.ts';

export interface AuditSearch {
  q?: string;
  fn?: (typeof accessFunctions)[number];
  user?: string;
  group?: string;
  /** Days, both included, in this machine's time zone. */
  from?: string;
  to?: string;
  page?: number;
}
export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return present({
    q: text(raw['q']),
    fn: oneOf(raw['fn'], accessFunctions),
    user: idText(raw['user']),
    group: idText(raw['group']),
    from: dayText(raw['from']),
    to: dayText(raw['to']),
    page: countText(raw['page']),
  });
}

/** The same as the API takes it. */
export function toAuditFilter({ q, fn, user, group, from, to }: AuditSearch, scope: string | undefined) {
  const groupId = group ?? scope;
  return {
    ...(q ? { q } : {}),
    ...(fn ? { function: fn } : {}),
    ...(user ? { userId: user } : {}),
    ...(groupId ? { groupId } : {}),
    ...(from ? { from: startOf(from, 0) } : {}),
    ...(to ? { until: startOf(to, 1) } : {}),
  };
}
export type AuditFilter = ReturnType<typeof toAuditFilter>;

/** The moment at which a day, or one so many days later, begins here. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
