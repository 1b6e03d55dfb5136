import type { Clock } from './clock.ts';

/** A clock for tests that moves only when told to. */
export interface ManualClock extends Clock {
  /** Moves on, ringing what is due on the way, each at its own time; promises settle in between. */
  pass(ms: number): Promise<void>;
}

export function manualClock(): ManualClock {
  let now = 1_000_000;
  let timers: { at: number; ring: () => void }[] = [];

  return {
    now: () => now,
    after(ms, ring) {
      const timer = { at: now + ms, ring };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.ring();
      }
      now = end;
    },
  };
}

/** Lets all promises that can settle do so. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
