import { describe, expect, it } from 'vitest';
import { clock, createFormat, daysUntil, UNKNOWN } from './format.ts';

const english = createFormat('en', 'Europe/Warsaw');
const polish = createFormat('pl', 'Europe/Warsaw');
const now = Date.parse('2026-11-22T12:00:00Z');
/** Languages group with blanks that look alike and are not. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('formats', () => {
  it('group thousands by the rules of the language, four digits too', () => {
    expect(english.number(1240)).toBe('1,240');
    expect(plain(polish.number(1240))).toBe('1 240');
    expect(plain(polish.number(1_234_567))).toBe('1 234 567');
  });

  it('never show an unknown number as zero', () => {
    expect(english.number(null)).toBe(UNKNOWN);
    expect(english.number(0)).toBe('0');
    expect(english.percent(3, null)).toBe(UNKNOWN);
    expect(english.percent(3, 0)).toBe(UNKNOWN);
  });

  it('say moments in the time zone and days without one', () => {
    expect(english.moment('2026-11-22T23:30:00Z')).toContain('Nov 23, 2026');
    expect(english.day('2026-11-22')).toBe('Nov 22, 2026');
    expect(plain(polish.day('2026-11-22'))).toBe('22 lis 2026');
  });

  it('say how long ago', () => {
    expect(english.ago('2026-11-22T09:00:00Z', now)).toBe('3 hours ago');
    expect(polish.ago('2026-11-22T11:58:00Z', now)).toBe('2 minuty temu');
    expect(polish.ago('2026-11-22T11:55:00Z', now)).toBe('5 minut temu');
    expect(english.ago('2026-11-22T11:59:40Z', now)).toBe('now');
    expect(english.inDays(12)).toBe('in 12 days');
    expect(polish.inDays(12)).toBe('za 12 dni');
  });

  it('count the days until a day', () => {
    const noon = new Date(2026, 10, 22, 12).getTime();
    expect(daysUntil('2026-11-22', noon)).toBe(0);
    expect(daysUntil('2026-12-04', noon)).toBe(12);
    expect(daysUntil('2026-11-21', noon)).toBe(-1);
  });

  it('tell lengths of time as a clock does', () => {
    expect(clock(5)).toBe('0:05');
    expect(clock(95)).toBe('1:35');
    expect(clock(3723)).toBe('1:02:03');
  });
});
