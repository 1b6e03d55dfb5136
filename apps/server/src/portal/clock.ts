/** Time as the connector sees it. Handed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, `ms` milliseconds from now; the answer takes it back. */
  after(ms: number, callback: () => void): () => void;
}

/** The machine's clock; it never steps back when the machine's time is corrected. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, callback) {
    // Timers count whole milliseconds and may be early by a part of one.
    const timer = setTimeout(callback, Math.ceil(ms));
    return () => clearTimeout(timer);
  },
};
