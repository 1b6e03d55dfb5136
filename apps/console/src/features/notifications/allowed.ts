import type { NotificationRule } from '@licet/contract';

// The server says what may be done with a rule; the names of those permissions are gathered here.
export function mayChange(rule: NotificationRule): boolean {
  return rule.can['change'] === true;
}

export function mayRemove(rule: NotificationRule): boolean {
  return rule.can['remove'] === true;
}
