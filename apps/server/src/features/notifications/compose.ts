// What a notice says: a message for people in the language of the rule's owner, or a document for a program.
import { onOneLine } from '../mail/one-line.ts';
import type { Subject, ToldAlert } from './deliver-store.ts';
import { subjectView } from './views.ts';
import { noticeWords } from './words.ts';
import type { NoticeWords } from './words.ts';

export type Told = ToldAlert & Subject;

interface TellingRule {
  id: number;
  name: string;
  language: 'en' | 'pl';
}

/** Alerts that a message names; how many more there are is said. */
const MOST_LINES = 200;

export function composeMail(rule: TellingRule, told: readonly Told[], publicUrl: string | undefined): { subject: string; text: string } {
  const words = noticeWords[rule.language];
  const lines = told.slice(0, MOST_LINES).map((alert) => `- ${lineOf(alert, words)}`);
  const more = told.length - lines.length;
  const text = [
    words.lead(rule.name),
    '',
    ...lines,
    ...(more > 0 ? [words.more(more)] : []),
    '',
    ...(publicUrl === undefined ? [] : [`${publicUrl}/notifications?view=alerts&rule=${rule.id}`, '']),
    words.why,
    '',
  ].join('\n');
  return { subject: `Licet: ${rule.name} (${words.count(told.length)})`, text };
}

/** Alerts that a document holds at the most. */
const MOST_ENTRIES = 1000;

export function composeWebhook(rule: TellingRule, told: readonly Told[], now: Date): object {
  const words = noticeWords[rule.language];
  return {
    type: 'licet.alerts',
    timestamp: now.toISOString(),
    data: {
      rule: { id: String(rule.id), name: rule.name },
      total: told.length,
      alerts: told.slice(0, MOST_ENTRIES).map((alert) => ({
        id: String(alert.id),
        reason: alert.reason,
        text: lineOf(alert, words),
        raisedAt: alert.raised_at.toISOString(),
        ...subjectView(alert),
      })),
    },
  };
}

function lineOf(alert: Told, words: NoticeWords): string {
  const { code, parameters } = alert.reason;
  const says = words.says[code](parameters as never);
  if (alert.account_id !== null) return onOneLine(`${alert.login ?? ''}: ${says}`);
  const license = alert.public_id === null ? (alert.product_name ?? '') : `${alert.product_name ?? ''} (${alert.public_id})`;
  return onOneLine(`${alert.license_user ?? ''}, ${license}: ${says}`);
}
