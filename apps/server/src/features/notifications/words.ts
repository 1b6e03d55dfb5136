// The words of messages. Elsewhere the server speaks English and leaves other languages to the console; mail has no console.
import type { alertReasons } from '@licet/domain';

type Said = { [Code in keyof typeof alertReasons]: (given: Record<(typeof alertReasons)[Code][number], string | number>) => string };

export interface NoticeWords {
  lead(rule: string): string;
  count(alerts: number): string;
  more(alerts: number): string;
  why: string;
  says: Said;
  test: { subject: string; text(rule: string): string };
}

const states = {
  en: { normal: 'valid', warning: 'warning', error: 'error', suspended: 'suspended', obsolete: 'obsolete', unknown: 'unknown' },
  pl: { normal: 'ważna', warning: 'ostrzeżenie', error: 'błąd', suspended: 'zawieszona', obsolete: 'wycofana', unknown: 'nieznany' },
} as const;

function stateIn(language: 'en' | 'pl', state: string | number): string {
  return (states[language] as Record<string, string>)[state] ?? String(state);
}

const forms = new Intl.PluralRules('pl');
/** 1 alert, 2 alerty, 5 alertów. */
function alertsInPolish(count: number): string {
  const form = forms.select(count);
  return `${count} ${form === 'one' ? 'alert' : form === 'few' ? 'alerty' : 'alertów'}`;
}

/** Pozostał najwyżej 1 dzień, pozostały najwyżej 2 dni, pozostało najwyżej 5 dni. */
function daysLeftInPolish(days: number): string {
  const form = forms.select(days);
  const left = form === 'one' ? 'pozostał' : form === 'few' ? 'pozostały' : 'pozostało';
  return `${left} najwyżej ${days} ${form === 'one' ? 'dzień' : 'dni'}`;
}

const english: NoticeWords = {
  lead: (rule) => `Notification rule “${rule}”:`,
  count: (alerts) => (alerts === 1 ? '1 alert' : `${alerts} alerts`),
  more: (alerts) => `… and ${alerts} more, in Licet under Notifications.`,
  why: 'You get this message because the rule names your address. Whoever looks after Licet for you can change that.',
  says: {
    'alert-expires': ({ days, day }) => `expires on ${day}, within ${days} ${days === 1 ? 'day' : 'days'}`,
    'alert-expires-today': ({ day }) => `expires on ${day}, its last day`,
    'alert-expired': ({ day }) => `expired on ${day}`,
    'alert-usage': ({ used, ordered }) => `${used} of ${ordered} units are used`,
    'alert-state': ({ licenseState }) => `state: ${stateIn('en', licenseState)}`,
    'alert-sync-failed': () => 'the synchronization failed',
    'alert-sync-partial': () => 'the synchronization ended in part: some readings failed',
    'alert-sync-held': () => 'a synchronization is held and waits for an answer',
    'alert-credentials-refused': () => 'the portal refuses the login or the password',
  },
  test: {
    subject: 'Licet: test message',
    text: (rule) => `This is a test of the notification rule “${rule}”. Its messages arrive here.\n`,
  },
};

const polish: NoticeWords = {
  lead: (rule) => `Reguła powiadomień „${rule}”:`,
  count: alertsInPolish,
  more: (alerts) => `… i jeszcze ${alertsInPolish(alerts)}, w Licet w części Powiadomienia.`,
  why: 'Otrzymujesz tę wiadomość, ponieważ reguła wskazuje Twój adres. Może to zmienić osoba, która zajmuje się u Ciebie programem Licet.',
  says: {
    'alert-expires': ({ days, day }) => `wygasa ${day} (${daysLeftInPolish(Number(days))})`,
    'alert-expires-today': ({ day }) => `wygasa ${day}, to ostatni dzień`,
    'alert-expired': ({ day }) => `wygasła ${day}`,
    'alert-usage': ({ used, ordered }) => `używane jednostki: ${used} z ${ordered}`,
    'alert-state': ({ licenseState }) => `stan: ${stateIn('pl', licenseState)}`,
    'alert-sync-failed': () => 'synchronizacja się nie powiodła',
    'alert-sync-partial': () => 'synchronizacja zakończyła się częściowo: część odczytów się nie powiodła',
    'alert-sync-held': () => 'synchronizacja jest wstrzymana i czeka na decyzję',
    'alert-credentials-refused': () => 'portal odrzuca login lub hasło',
  },
  test: {
    subject: 'Licet: wiadomość testowa',
    text: (rule) => `To test reguły powiadomień „${rule}”. Jej wiadomości trafiają tutaj.\n`,
  },
};

export const noticeWords = { en: english, pl: polish };
