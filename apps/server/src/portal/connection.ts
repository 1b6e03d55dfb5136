import { readCurrentUser } from '@licet/portal-api';
import { call, type CallOptions, type Counts, unlessAborted } from './caller.ts';
import { systemClock } from './clock.ts';
import { openExchange } from './exchange.ts';
import { openLimiter } from './limiter.ts';
import { PortalError } from './portal-error.ts';
import { openSession } from './session.ts';
import { type PortalSettings, usualTimeouts } from './settings.ts';

/** A logged-in way to one portal for one account. */
export interface Connection {
  /** A call without a body is a GET. Fails with a `PortalError`. */
  ask<T>(path: string, body: object | undefined, read: (value: unknown) => T, options: CallOptions): Promise<T>;
  /** The present state; the counts run from the opening on. */
  readonly counts: Readonly<Counts>;
  readonly rate: number;
  readonly concurrency: number;
  close(): Promise<void>;
}

/** A token call goes beside the calls that wait for it. */
const spareConnections = 1;

export function openConnection(settings: PortalSettings): Connection {
  const { url, login, password, rate, concurrency, clock = systemClock, random = Math.random, log = () => undefined } = settings;
  const closed = new AbortController();
  const counts: Counts = { requests: 0, retries: 0, throttled: 0 };
  const limiter = openLimiter({ rate, concurrency, clock, random });
  const exchange = openExchange(url, concurrency + spareConnections, { ...usualTimeouts, ...settings.timeouts });
  const shared = { exchange, limiter, counts, log };
  const tokens = openSession({ ...shared, clock, login, password, closed: closed.signal });
  const means = { ...shared, tokens };
  let answeredAt = 0;
  let asking: Promise<boolean> | undefined;

  /** Whether the portal answers anything at all; a run ends only when it does not. */
  function isAlive(options: CallOptions): Promise<boolean> {
    // Others wait for the same answer, so that it does not hang on the one who asked first.
    const once = { signal: closed.signal, patience: { ...options.patience, tries: 1 }, rank: 'ahead' } as const;
    asking ??= call(means, { method: 'GET', path: 'User/Current' }, readCurrentUser, once)
      .then(
        () => true,
        () => false,
      )
      .finally(() => (asking = undefined));
    return unlessAborted(asking, options.signal);
  }

  return {
    async ask(path, body, read, options) {
      const startedAt = clock.now();
      try {
        const question = body === undefined ? ({ method: 'GET', path } as const) : ({ method: 'POST', path, body } as const);
        const value = await call(means, question, read, options);
        answeredAt = clock.now();
        return value;
      } catch (error) {
        if (!(error instanceof PortalError) || error.scope === 'run') throw error;
        if (error.code === 'maintenance') throw new PortalError(error.code, error.message, 'run', error.reason);
        if (error.code !== 'unavailable' || answeredAt > startedAt || (await isAlive(options))) throw error;
        throw new PortalError(error.code, error.message, 'run', error.reason);
      }
    },
    counts,
    get rate() {
      return limiter.rate;
    },
    get concurrency() {
      return limiter.concurrency;
    },
    close() {
      closed.abort();
      return exchange.close();
    },
  };
}
