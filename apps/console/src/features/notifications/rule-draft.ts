import type { Body, GroupSegment, NotificationCondition, NotificationRule, notificationRules } from '@licet/contract';
import { isOfAccounts } from './rule-words.ts';

type State = Extract<NotificationCondition, { kind: 'state' }>['states'][number];

/** What the form holds: every kind of condition keeps what was entered while one looks at the others. */
export interface RuleDraft {
  name: string;
  group: GroupSegment & { id: string };
  kind: NotificationCondition['kind'];
  /** Numbers with commas between them. */
  days: string;
  percent: number | '';
  states: State[];
  /** Addresses, a line each. */
  recipients: string;
  webhookUrl: string;
  newSecret: boolean;
  enabled: boolean;
}

/** The group that everything is in, and where portal accounts are kept. */
const ALL_GROUP = '1';

export function emptyDraft(group: RuleDraft['group']): RuleDraft {
  return {
    name: '',
    group,
    kind: 'expiry',
    days: '90, 60, 30',
    percent: 90,
    states: ['warning', 'error', 'suspended', 'obsolete'],
    recipients: '',
    webhookUrl: '',
    newSecret: false,
    enabled: true,
  };
}

export function draftOf(rule: NotificationRule): RuleDraft {
  const { condition } = rule;
  return {
    ...emptyDraft(rule.accessGroup),
    name: rule.name,
    kind: condition.kind,
    ...(condition.kind === 'expiry' ? { days: condition.days.join(', ') } : {}),
    ...(condition.kind === 'usage' ? { percent: condition.percent } : {}),
    ...(condition.kind === 'state' ? { states: condition.states } : {}),
    recipients: rule.recipients.join('\n'),
    webhookUrl: rule.webhookUrl ?? '',
    enabled: rule.enabled,
  };
}

export function bodyOf(draft: RuleDraft): Body<typeof notificationRules.create> {
  return {
    name: draft.name,
    accessGroupId: isOfAccounts(draft.kind) ? ALL_GROUP : draft.group.id,
    condition: conditionOf(draft),
    recipients: parts(draft.recipients),
    webhookUrl: draft.webhookUrl.trim() || null,
    enabled: draft.enabled,
  };
}

function conditionOf({ kind, days, percent, states }: RuleDraft): NotificationCondition {
  if (kind === 'expiry') return { kind, days: parts(days).map(Number) };
  if (kind === 'usage') return { kind, percent: Number(percent) };
  return kind === 'state' ? { kind, states } : { kind };
}

/** Whether there is enough to send. */
export function isComplete(draft: RuleDraft): boolean {
  const days = parts(draft.days);
  const fits = {
    expiry: days.length > 0 && days.every((one) => /^\d+$/.test(one)),
    usage: draft.percent !== '',
    state: draft.states.length > 0,
    sync: true,
    credentials: true,
  };
  return draft.name.trim() !== '' && fits[draft.kind] && (parts(draft.recipients).length > 0 || draft.webhookUrl.trim() !== '');
}

function parts(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}
