import type { Clock } from './clock.ts';

/** One account at one portal. */
export interface PortalSettings {
  /** Scheme and host of the portal, without `/api`. */
  url: string;
  login: string;
  password: string;
  /** Requests a second that the account may make; Infinity for no limit. The connector goes slower when the portal asks for it, never faster. */
  rate: number;
  /** Requests under way at the same time, at most. */
  concurrency: number;
  clock?: Clock;
  /** A number from 0 up to 1, for the spread of the waits after a 429 that names none. */
  random?: () => number;
  patience?: Partial<Patience>;
  timeouts?: Partial<Timeouts>;
  log?: Log;
}

/** A line for the server's log. Never holds a password or a token. */
export type Log = (level: 'debug' | 'info' | 'warn', message: string, facts?: Record<string, unknown>) => void;

/** How long one call is repeated before it counts as failed. */
export interface Patience {
  /** Tries of one call, the first included, for faults that may pass (network, 5xx, cut or garbled answers). */
  tries: number;
  /** Ceiling of the first wait between two tries, milliseconds; it doubles with each try, and the wait is a random part of it. */
  firstWait: number;
  /** Ceiling of any wait between two tries, milliseconds. */
  longestWait: number;
  /** Milliseconds that one call may spend being told to wait (429). */
  throttled: number;
}

/** Milliseconds. */
export interface Timeouts {
  connect: number;
  /** Until the first byte of the answer. */
  headers: number;
  /** Between two pieces of the answer's body. */
  body: number;
  /** The whole exchange: a portal that sends a byte now and then is stuck too. */
  whole: number;
}

export const readingPatience: Patience = { tries: 7, firstWait: 300, longestWait: 20_000, throttled: 300_000 };

/** A person waits in front of the dialog while an account is checked. */
export const checkingPatience: Patience = { tries: 3, firstWait: 200, longestWait: 1_000, throttled: 5_000 };

export const usualTimeouts: Timeouts = { connect: 10_000, headers: 60_000, body: 30_000, whole: 120_000 };
