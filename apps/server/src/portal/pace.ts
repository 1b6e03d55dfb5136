/** How fast and how wide one account is asked at the moment. */
export interface Pace {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds between two requests, 0 without a limit. */
  readonly interval: number;
  /** Requests that may be under way. */
  readonly width: number;
  /** A request went through. */
  faster(now: number): void;
  /** The portal said 429 while `measured` requests a second were made. */
  slower(now: number, measured: number): void;
}

/** Keeps a window of one second from ever holding one request too many when timers and the network jitter. */
const margin = 1.03;
const cut = 0.75;
/** Part of the rate before the cut that is won back each second; it doubles with every `calm` milliseconds without a 429. */
const gain = 0.05;
const calm = 5_000;

/** Additive increase, multiplicative decrease, under the configured ceilings. */
export function openPace(ceiling: { rate: number; concurrency: number }): Pace {
  let rate = ceiling.rate;
  let width = ceiling.concurrency;
  let before = ceiling.rate;
  let cutAt = 0;

  return {
    get rate() {
      return rate;
    },
    get interval() {
      return rate === Infinity ? 0 : (1000 / rate) * margin;
    },
    get width() {
      return Math.max(1, Math.floor(width));
    },
    faster(now) {
      width = Math.min(ceiling.concurrency, width + 1 / width);
      if (rate >= ceiling.rate) return;
      // Called about `rate` times a second, so that the sum over a second is the gain.
      rate = Math.min(ceiling.rate, rate + (gain * before * 2 ** Math.floor((now - cutAt) / calm)) / rate);
      if (ceiling.rate === Infinity && rate > 10 * before) rate = Infinity;
    },
    slower(now, measured) {
      before = Math.max(1, Math.min(rate, measured));
      rate = before * cut;
      width = Math.max(1, width / 2);
      cutAt = now;
    },
  };
}
