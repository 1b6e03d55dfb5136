import { describe, expect, it } from 'vitest';
import { nextRunAt } from './schedule.ts';

const warsaw = { hour: 3, minute: 30, zone: 'Europe/Warsaw' };
const HOUR = 60 * 60 * 1000;

describe('R10: when an account is due again', () => {
  it('without a time of day: within the last hour of a day from now', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    for (const account of [1, 2, 3, 40]) {
      const wait = nextRunAt(now, account, undefined).getTime() - now.getTime();
      expect(wait).toBeGreaterThan(23 * HOUR);
      expect(wait).toBeLessThanOrEqual(24 * HOUR);
    }
  });

  it('accounts do not all start together, and each keeps its place', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    const times = [1, 2, 3, 4, 5].map((account) => nextRunAt(now, account, warsaw).getTime());
    expect(new Set(times).size).toBe(5);
    expect(nextRunAt(now, 3, warsaw).getTime()).toBe(times[2]);
  });

  it('with a time of day: after that time in that zone, summer and winter', () => {
    expect(nextRunAt(new Date('2026-11-22T10:00:00Z'), 0, warsaw).toISOString()).toBe('2026-11-23T02:30:00.000Z');
    expect(nextRunAt(new Date('2026-07-01T00:00:00Z'), 0, warsaw).toISOString()).toBe('2026-07-01T01:30:00.000Z');
    // The night in which the clocks go back has 25 hours.
    expect(nextRunAt(new Date('2026-10-24T02:00:00Z'), 0, warsaw).toISOString()).toBe('2026-10-25T02:30:00.000Z');
  });

  it('a time of day that is just past comes again tomorrow', () => {
    expect(nextRunAt(new Date('2026-11-22T02:30:00Z'), 0, warsaw).toISOString()).toBe('2026-11-23T02:30:00.000Z');
  });
});
