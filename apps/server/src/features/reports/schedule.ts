import type { ReportSchedule } from '@licet/contract';
import { DateTime } from 'luxon';

/** The next moment after `after` at which a report is due. A time that the clocks skip comes as much later, one that they repeat once. */
export function nextDueAt(schedule: ReportSchedule, after: Date): Date {
  const today = DateTime.fromJSDate(after, { zone: schedule.zone }).startOf('day');
  const due = daysFrom(today, schedule)
    .map((day) => momentAt(day, schedule.at))
    .find((moment) => moment > after);
  if (!due) throw new Error(`there is no next time of ${JSON.stringify(schedule)}`);
  return due;
}

/** Days among which the next one is; the first may be past. A time that the clocks skip before midnight comes the day after. */
function daysFrom(today: DateTime, schedule: ReportSchedule): DateTime[] {
  const upTo = (last: number) => Array.from({ length: last + 2 }, (_, i) => i - 1);
  switch (schedule.every) {
    case 'day':
      return upTo(2).map((days) => today.plus({ days }));
    case 'week':
      return upTo(8)
        .map((days) => today.plus({ days }))
        .filter((day) => day.weekday === schedule.weekday);
    case 'month':
      return upTo(2)
        .map((months) => today.startOf('month').plus({ months }))
        .map((first) => first.set({ day: Math.min(schedule.day, first.daysInMonth ?? schedule.day) }));
  }
}

function momentAt({ year, month, day, zone }: DateTime, at: string): Date {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const moment = DateTime.fromObject({ year, month, day, hour, minute }, { zone });
  // Where the clocks go back, the first of the two.
  return new Date(Math.min(...moment.getPossibleOffsets().map((one) => one.toMillis())));
}
