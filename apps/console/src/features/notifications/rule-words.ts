import type { NotificationCondition } from '@licet/contract';
import type { TFunction } from 'i18next';
import type { Format } from '../../shared/format.ts';

export const conditionKinds = ['expiry', 'usage', 'state', 'sync', 'credentials'] as const satisfies NotificationCondition['kind'][];

/** What a rule watches for, in a sentence. */
export function conditionWords(condition: NotificationCondition, t: TFunction, format: Format): string {
  switch (condition.kind) {
    case 'expiry':
      return t('notifications.says.expiry', { days: format.list(condition.days.map((days) => t('notifications.days', { count: days }))) });
    case 'usage':
      return t('notifications.says.usage', { percent: format.percent(condition.percent, 100) });
    case 'state':
      return t('notifications.says.state', { states: format.list(condition.states.map((state) => t(`licenseStates.${state}`))) });
    case 'sync':
    case 'credentials':
      return t(`notifications.says.${condition.kind}`);
  }
}

/** Conditions of portal accounts: their rules are kept in All. */
export function isOfAccounts(kind: NotificationCondition['kind']): boolean {
  return kind === 'sync' || kind === 'credentials';
}
