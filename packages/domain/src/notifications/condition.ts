// What a notification rule watches for, and whether it holds of one thing. No clock: today is handed in.
import type { LicenseState } from '../license/words.ts';
import { daysBetween } from './days.ts';

export const conditionKinds = ['expiry', 'usage', 'state', 'sync', 'credentials'] as const;
export type ConditionKind = (typeof conditionKinds)[number];

export type Condition =
  /** As each of these numbers of days before the expiry is passed. */
  | { kind: 'expiry'; days: readonly number[] }
  /** At least this share of the ordered units is used, in percent. */
  | { kind: 'usage'; percent: number }
  | { kind: 'state'; states: readonly LicenseState[] }
  /** A run failed, ended partial, or is held. */
  | { kind: 'sync' }
  | { kind: 'credentials' };

/** Conditions of portal accounts; all others are of licenses. */
export function isOfAccounts({ kind }: Pick<Condition, 'kind'>): boolean {
  return kind === 'sync' || kind === 'credentials';
}

/** What an alert says, as a code with parameters. */
export const alertReasons = {
  'alert-expires': ['days', 'day'],
  'alert-expires-today': ['day'],
  'alert-expired': ['day'],
  'alert-usage': ['used', 'ordered'],
  'alert-state': ['licenseState'],
  'alert-sync-failed': [],
  'alert-sync-partial': [],
  'alert-sync-held': [],
  'alert-credentials-refused': [],
} as const;
export interface AlertReason {
  code: keyof typeof alertReasons;
  parameters: Record<string, string | number>;
}

/** What is known of one license, of one product of it, or of one account; null: not known. */
export interface Observed {
  expires?: string | null;
  state?: string;
  quantity?: number | null;
  usage?: number | null;
}

/** `key` tells what of the condition holds, so that an alert is raised once for each. */
export interface Holding {
  key: string;
  reason: AlertReason;
}

/** Whether a condition holds; `unknown` while what decides it is not known: then nothing begins, and nothing ends. */
export function judge(condition: Condition, seen: Observed, today: string): Holding | 'unknown' | undefined {
  switch (condition.kind) {
    case 'expiry':
      return judgeExpiry(condition.days, seen.expires ?? null, today);
    case 'usage':
      return judgeUsage(condition.percent, seen.quantity ?? null, seen.usage ?? null);
    case 'state': {
      const state = condition.states.find((one) => one === seen.state);
      return state && { key: state, reason: { code: 'alert-state', parameters: { licenseState: state } } };
    }
    case 'sync':
      return judgeAccount(syncReasons, seen.state);
    case 'credentials':
      return judgeAccount({ 'credentials-refused': 'alert-credentials-refused' }, seen.state);
  }
}

/** The nearest of the days that were passed: who renews late is not told of the farther ones as well. */
function judgeExpiry(days: readonly number[], expires: string | null, today: string): Holding | undefined {
  if (expires === null) return undefined;
  const left = daysBetween(today, expires);
  const passed = days.filter((one) => left <= one);
  if (passed.length === 0) return undefined;
  const nearest = Math.min(...passed);
  const key = String(nearest);
  if (left < 0) return { key, reason: { code: 'alert-expired', parameters: { day: expires } } };
  if (nearest === 0) return { key, reason: { code: 'alert-expires-today', parameters: { day: expires } } };
  return { key, reason: { code: 'alert-expires', parameters: { days: nearest, day: expires } } };
}

function judgeUsage(percent: number, quantity: number | null, usage: number | null): Holding | 'unknown' | undefined {
  if (quantity === null || usage === null) return 'unknown';
  if (usage === 0 || usage * 100 < percent * quantity) return undefined;
  return { key: 'usage', reason: { code: 'alert-usage', parameters: { used: usage, ordered: quantity } } };
}

const syncReasons = {
  failed: 'alert-sync-failed',
  'credentials-refused': 'alert-sync-failed',
  partial: 'alert-sync-partial',
  held: 'alert-sync-held',
} as const;

function judgeAccount(codes: Record<string, AlertReason['code']>, state: string | undefined): Holding | 'unknown' | undefined {
  // How the run under way ends is not known yet.
  if (state === 'running') return 'unknown';
  const code = state === undefined ? undefined : codes[state];
  return code && { key: code, reason: { code, parameters: {} } };
}
