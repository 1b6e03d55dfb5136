import { setMaxListeners } from 'node:events';
import type { Clock } from './clock.ts';
import { openPace } from './pace.ts';
import { aborted } from './portal-error.ts';

/** Leave to make one request. */
export interface Pass {
  readonly startedAt: number;
  /** To be called once, when the answer is in or the request has failed. */
  leave(): void;
}

/**
 * Who goes first: `token`, which needs no free place since the others wait for what it brings; then `ahead`, calls that
 * others follow from; then `bulk`, of which many may wait.
 */
export type Rank = 'token' | 'ahead' | 'bulk';
const ranks: readonly Rank[] = ['token', 'ahead', 'bulk'];

/** The one gate that all requests of an account pass, in order of rank and arrival. */
export interface Limiter {
  /** Waits for leave. */
  enter(signal: AbortSignal, rank: Rank): Promise<Pass>;
  /** The portal took the request. */
  accepted(): void;
  /** The portal said 429; nobody goes before `retryAfter` milliseconds are over (null: it named no time). Gives the milliseconds. */
  throttled(startedAt: number, retryAfter: number | null): number;
  /** Nobody goes for that many milliseconds. */
  hold(ms: number): void;
  readonly rate: number;
  readonly concurrency: number;
}

interface Waiter {
  signal: AbortSignal;
  rank: number;
  admit(pass: Pass): void;
  refuse(error: Error): void;
}

/** Lateness of timers, milliseconds, that may be made up for by going sooner the next time: the only burst there is. */
const slack = 10;
/** Waits after a 429 that names no time, milliseconds. */
const firstHold = 500;
const longestHold = 30_000;

export function openLimiter(options: { rate: number; concurrency: number; clock: Clock; random: () => number }): Limiter {
  const { clock } = options;
  const pace = openPace(options);
  const heard = new WeakSet<AbortSignal>();
  let waiting: Waiter[] = [];
  let underWay = 0;
  let nextAt = 0;
  let heldUntil = 0;
  let cutAt = -Infinity;
  let strikes = 0;
  let starts: number[] = [];
  let unwake: (() => void) | undefined;

  function pump(): void {
    unwake?.();
    unwake = undefined;
    for (let head = waiting[0]; head && (underWay < pace.width || head.rank === 0); head = waiting[0]) {
      const now = clock.now();
      const at = Math.max(nextAt, heldUntil);
      if (at > now) {
        unwake = clock.after(at - now, pump);
        return;
      }
      nextAt = Math.max(nextAt, now - slack) + pace.interval;
      waiting.shift();
      head.admit(start(now));
    }
  }

  function start(now: number): Pass {
    underWay += 1;
    starts.push(now);
    if (starts.length > 2000 || (starts[0] ?? now) < now - 2000) starts = starts.filter((at) => at > now - 1000);
    return {
      startedAt: now,
      leave() {
        underWay -= 1;
        pump();
      },
    };
  }

  /** Requests a second, over the last second or the shorter time since the first. */
  function measure(now: number): number {
    const recent = starts.filter((at) => at > now - 1000);
    return (recent.length * 1000) / Math.max(50, Math.min(1000, now - (recent[0] ?? now)));
  }

  /** One listener a signal, not one a waiter: there may be ten thousand. */
  function listen(signal: AbortSignal): void {
    if (heard.has(signal)) return;
    heard.add(signal);
    setMaxListeners(0, signal);
    signal.addEventListener(
      'abort',
      () => {
        const leaving = waiting.filter((waiter) => waiter.signal === signal);
        waiting = waiting.filter((waiter) => waiter.signal !== signal);
        for (const waiter of leaving) waiter.refuse(aborted());
      },
      { once: true },
    );
  }

  function hold(ms: number): void {
    heldUntil = Math.max(heldUntil, clock.now() + ms);
  }

  return {
    enter(signal, name) {
      if (signal.aborted) return Promise.reject(aborted());
      listen(signal);
      const rank = ranks.indexOf(name);
      return new Promise((admit, refuse) => {
        const before = waiting.findLastIndex((waiter) => waiter.rank <= rank);
        waiting.splice(before + 1, 0, { signal, rank, admit, refuse });
        pump();
      });
    },
    accepted() {
      strikes = 0;
      pace.faster(clock.now());
    },
    throttled(startedAt, retryAfter) {
      const now = clock.now();
      // Requests that were under way together are refused together: one cut for all of them.
      if (startedAt >= cutAt) {
        pace.slower(now, measure(now));
        strikes += 1;
        cutAt = now;
      }
      const ms = retryAfter ?? Math.min(longestHold, firstHold * 2 ** (strikes - 1)) * (0.5 + options.random() / 2);
      hold(ms);
      return ms;
    },
    hold,
    get rate() {
      return pace.rate;
    },
    get concurrency() {
      return pace.width;
    },
  };
}
