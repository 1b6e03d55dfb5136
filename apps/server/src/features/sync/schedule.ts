import { DateTime } from 'luxon';

/** When accounts are synchronized every day: a time of day in a time zone. */
export interface DailyTime {
  hour: number;
  minute: number;
  /** IANA name, for example `Europe/Warsaw`. */
  zone: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Accounts are spread over this time, so that they do not all start together. */
const SPREAD_MS = 60 * 60 * 1000;

/**
 * When an account is due again. With a time of day, at its next occurrence and up to an hour after it; without, a day after
 * now and up to an hour before that. The shift within the hour is always the same for an account.
 */
export function nextRunAt(now: Date, accountId: number, daily: DailyTime | undefined): Date {
  const shift = (((accountId * 2_654_435_761) % 2 ** 32) / 2 ** 32) * SPREAD_MS;
  if (!daily) return new Date(now.getTime() + DAY_MS - shift);
  const { hour, minute, zone } = daily;
  const today = DateTime.fromJSDate(now, { zone }).set({ hour, minute, second: 0, millisecond: 0 });
  // Yesterday's time may be shifted past midnight.
  const due = [today.minus({ days: 1 }), today, today.plus({ days: 1 })]
    .map((time) => new Date(time.toMillis() + shift))
    .find((time) => time > now);
  return due ?? new Date(now.getTime() + DAY_MS);
}
