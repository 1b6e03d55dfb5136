import type { ReportSchedule } from '@licet/contract';
import { describe, expect, it } from 'vitest';
import { nextDueAt } from './schedule.ts';

const zone = 'Europe/Warsaw';
const next = (schedule: ReportSchedule, after: string) => nextDueAt(schedule, new Date(after)).toISOString();

describe('R70: when a report is due', () => {
  const daily: ReportSchedule = { every: 'day', at: '07:30', zone };

  it('every day at its time there, summer and winter; never at the moment it was due at already', () => {
    expect(next(daily, '2026-11-22T06:29:59Z')).toBe('2026-11-22T06:30:00.000Z');
    expect(next(daily, '2026-11-22T06:30:00Z')).toBe('2026-11-23T06:30:00.000Z');
    expect(next(daily, '2026-07-01T06:00:00Z')).toBe('2026-07-02T05:30:00.000Z');
    // It is tomorrow there already.
    expect(next(daily, '2026-11-22T23:30:00Z')).toBe('2026-11-23T06:30:00.000Z');
    expect(next({ ...daily, zone: 'Pacific/Kiritimati' }, '2026-11-22T23:30:00Z')).toBe('2026-11-23T17:30:00.000Z');
  });

  it('a time that the clocks skip comes an hour later, one that they repeat comes once', () => {
    const night: ReportSchedule = { every: 'day', at: '02:30', zone };
    expect(next(night, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z');
    expect(next(night, '2026-03-29T01:30:00Z')).toBe('2026-03-30T00:30:00.000Z');
    expect(next(night, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(next(night, '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
    expect(next(night, '2026-10-25T01:10:00Z')).toBe('2026-10-26T01:30:00.000Z');
    // A day whose midnight is skipped.
    expect(next({ every: 'day', at: '00:00', zone: 'Africa/Cairo' }, '2026-04-23T12:00:00Z')).toBe('2026-04-23T22:00:00.000Z');
  });

  it('on its day of the week', () => {
    const weekly: ReportSchedule = { every: 'week', weekday: 1, at: '07:30', zone };
    expect(next(weekly, '2026-11-22T12:00:00Z')).toBe('2026-11-23T06:30:00.000Z');
    expect(next(weekly, '2026-11-23T06:00:00Z')).toBe('2026-11-23T06:30:00.000Z');
    expect(next(weekly, '2026-11-23T06:30:00Z')).toBe('2026-11-30T06:30:00.000Z');
    expect(next({ ...weekly, weekday: 7 }, '2026-11-23T06:30:00Z')).toBe('2026-11-29T06:30:00.000Z');
  });

  it('on its day of the month, or the last of a month that has no such day', () => {
    const monthly: ReportSchedule = { every: 'month', day: 31, at: '07:30', zone };
    const due = ['2026-12-31T06:30:00.000Z', '2027-01-31T06:30:00.000Z', '2027-02-28T06:30:00.000Z', '2027-03-31T05:30:00.000Z'];
    let after = '2026-11-30T06:30:00Z';
    for (const one of due) expect((after = next(monthly, after))).toBe(one);
    expect(next(monthly, '2026-11-30T06:29:00Z')).toBe('2026-11-30T06:30:00.000Z');
    expect(next({ ...monthly, day: 1 }, '2026-11-30T12:00:00Z')).toBe('2026-12-01T06:30:00.000Z');
  });

  it('a time that the clocks skip across midnight is not left out', () => {
    const saturdays: ReportSchedule = { every: 'week', weekday: 6, at: '23:30', zone: 'America/Nuuk' };
    expect(next(saturdays, '2026-03-29T01:29:59.999Z')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('in every zone, for years, each time once and in its turn', () => {
    for (const place of ['America/St_Johns', 'Africa/Casablanca', 'Australia/Lord_Howe', '+05:30'])
      for (const at of ['00:00', '02:15']) {
        let after = new Date('2026-01-01T00:00:00Z');
        for (let i = 0; i < 500; i += 1) {
          const due = nextDueAt({ every: 'day', at, zone: place }, after);
          if (i > 0) expect(due.getTime() - after.getTime(), `${place} ${at}`).toBeGreaterThanOrEqual(22 * 3_600_000);
          expect(due.getTime() - after.getTime(), `${place} ${at}`).toBeLessThanOrEqual(26 * 3_600_000);
          after = due;
        }
      }
  });
});
