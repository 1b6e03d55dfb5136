import type { Me } from '@licet/contract';

export type Language = Me['user']['language'];

/** The sign for a value that nobody has read yet. Never a zero. */
export const UNKNOWN = '—';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** Numbers, moments and days in the words of a language. Making an `Intl` object is slow, so they are made once a language. */
export function createFormat(language: Language, timeZone?: string) {
  const zone = timeZone ? { timeZone } : {};
  const number = new Intl.NumberFormat(language, { useGrouping: 'always' });
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero', useGrouping: 'always' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const date = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const short = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const list = new Intl.ListFormat(language, { type: 'conjunction' });

  const since = (formatter: Intl.RelativeTimeFormat, at: string, now: number) => {
    const seconds = (Date.parse(at) - now) / 1000;
    const step = steps.find(([, length]) => Math.abs(seconds) >= length);
    return step ? formatter.format(Math.trunc(seconds / step[1]), step[0]) : formatter.format(0, 'second');
  };

  return {
    language,
    number: (value: number | null) => (value === null ? UNKNOWN : number.format(value)),
    signed: (value: number) => signed.format(value),
    /** `part` of `whole`, as a percentage; unknown while there is no whole. */
    percent: (part: number, whole: number | null) => (whole ? percent.format(part / whole) : UNKNOWN),
    /** A day, `YYYY-MM-DD`: days have no time zone. */
    day: (value: string) => date.format(new Date(`${value}T00:00:00Z`)),
    moment: (value: string) => moment.format(new Date(value)),
    /** "3 hours ago", "in 2 minutes". */
    ago: (value: string, now = Date.now()) => since(relative, value, now),
    agoShort: (value: string, now = Date.now()) => since(short, value, now),
    /** "in 12 days", "yesterday". */
    inDays: (days: number) => relative.format(days, 'day'),
    list: (values: string[]) => list.format(values),
  };
}
export type Format = ReturnType<typeof createFormat>;

/** Whole days from today to a day, `YYYY-MM-DD`; below zero when it is past. */
export function daysUntil(day: string, now = Date.now()): number {
  const today = new Date(now);
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())) / 86_400_000);
}

/** A length of time as `m:ss` or `h:mm:ss`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, '0') : String(part))).join(':');
}
