const DAY_MS = 24 * 60 * 60 * 1000;
/** Accounts are spread over this time, so that they do not all start together. */
const SPREAD_MS = 60 * 60 * 1000;

/** When an account is due again: a day after this run, shifted by up to an hour that is always the same for the account. */
export function nextRunAt(now: Date, accountId: number): Date {
  const shift = ((accountId * 2_654_435_761) % 2 ** 32) / 2 ** 32;
  return new Date(now.getTime() + DAY_MS - shift * SPREAD_MS);
}
