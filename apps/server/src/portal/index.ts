import { setMaxListeners } from 'node:events';
import { checkAccount } from './check.ts';
import { systemClock } from './clock.ts';
import { openConnection } from './connection.ts';
import type { PortalConnector, ReadOptions } from './connector.ts';
import { type One, readAhead, readDetails } from './details.ts';
import { type Ema2, openEma2Calls } from './ema2.ts';
import { PortalError } from './portal-error.ts';
import { checkingPatience, type Patience, type PortalSettings, readingPatience } from './settings.ts';
import { type Phase, readStructure } from './structure.ts';

export type { PortalConnector } from './connector.ts';
export { PortalError, portalErrorCodes } from './portal-error.ts';
export type { PortalSettings } from './settings.ts';
export { openSnapshot } from './snapshot.ts';
export type { Progress } from './structure.ts';

export function openEma2(settings: PortalSettings): PortalConnector {
  const connection = openConnection(settings);
  const { now } = settings.clock ?? systemClock;
  const closing = new AbortController();
  const ahead = new Map<string, Promise<One>>();

  /** Runs one reading: the first error that ends it stops its other calls too. */
  async function run<T>(signal: AbortSignal | undefined, usual: Patience, work: (calls: Ema2) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const either = AbortSignal.any([stop.signal, closing.signal, ...(signal ? [signal] : [])]);
    setMaxListeners(0, either);
    try {
      return await work(openEma2Calls(connection, either, { ...usual, ...settings.patience }));
    } catch (error) {
      stop.abort();
      throw error instanceof PortalError ? new PortalError(error.code, error.message, 'run', error.reason) : error;
    }
  }

  function teller({ onProgress }: ReadOptions): (phase: Phase, done: number, total: number | null) => void {
    const before = connection.counts.requests;
    return (phase, done, total) => onProgress?.({ phase, done, total, requests: connection.counts.requests - before });
  }

  return {
    check: (signal) => run(signal, checkingPatience, checkAccount),
    readStructure: (options) =>
      run(options.signal, readingPatience, (calls) => readStructure(calls, options.today, new Date(now()).toISOString(), teller(options))),
    readDetails(publicIds, options = {}) {
      const { onPortion, onLast, portion = 200, signal } = options;
      const tell = teller(options);
      return run(signal, readingPatience, (calls) =>
        readDetails(calls, publicIds, {
          width: settings.concurrency * 2,
          now,
          onDone: (done) => tell('details', done, publicIds.length),
          onPortion,
          portion,
          onLast,
          ahead,
        }),
      );
    },
    readAhead(publicIds, signal) {
      const either = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
      setMaxListeners(0, either);
      readAhead(openEma2Calls(connection, either, { ...readingPatience, ...settings.patience }), publicIds, now, ahead);
    },
    statistics: () => ({ ...connection.counts, rate: connection.rate, concurrency: connection.concurrency }),
    async close() {
      closing.abort();
      await connection.close();
    },
  };
}
