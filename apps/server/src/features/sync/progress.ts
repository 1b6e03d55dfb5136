import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { PortalConnector } from '../../portal/index.ts';
import { updateProgress } from './run-store.ts';
import type { Progress } from './run-store.ts';

/** Somebody asked the run to stop. */
export class Stopped extends Error {}

export interface Reporter {
  /** Notes progress; written at most twice a second. */
  report(phase: Progress['phase'], done: number, total: number | null): void;
  /** Aborts when somebody asks the run to stop, or the process shuts down. */
  signal: AbortSignal;
  /** The wish to stop, once there is one. */
  stopped(): Stopped | undefined;
  close(): Promise<void>;
}

const INTERVAL_MS = 500;

/** Writes a run's progress while it works, and listens for a wish to stop. */
export function createReporter(ctx: Context, runId: number, connector: PortalConnector, shutdown: AbortSignal): Reporter {
  const stop = new AbortController();
  let latest: Progress | undefined;
  let phaseSince = { phase: '', at: 0, done: 0 };
  let writing: Promise<void> = Promise.resolve();

  const write = async () => {
    if (!latest) return;
    const progress = { ...latest, requests: connector.statistics().requests };
    const stopRequested = await ctx.db.transaction(wholeSight, (tx) => updateProgress(tx, runId, progress));
    if (stopRequested) stop.abort(new Stopped('stopped'));
  };
  const timer = setInterval(() => {
    writing = writing.then(write).catch((error: unknown) => ctx.log.warn({ err: error, runId }, 'progress not written'));
  }, INTERVAL_MS);

  return {
    signal: AbortSignal.any([stop.signal, shutdown]),
    stopped: () => (stop.signal.aborted ? (stop.signal.reason as Stopped) : undefined),
    report(phase, done, total) {
      if (phaseSince.phase !== phase) phaseSince = { phase, at: Date.now(), done };
      latest = { phase, done, total, requests: 0, secondsLeft: secondsLeft(phaseSince, done, total) };
    },
    async close() {
      clearInterval(timer);
      await writing.then(write).catch((error: unknown) => ctx.log.warn({ err: error, runId }, 'progress not written'));
    },
  };
}

/** What is left at the pace of this phase; null until there is a pace to speak of. */
function secondsLeft(since: { at: number; done: number }, done: number, total: number | null): number | null {
  const seconds = (Date.now() - since.at) / 1000;
  const pace = (done - since.done) / seconds;
  if (total === null || seconds < 1 || pace <= 0) return null;
  return Math.ceil((total - done) / pace);
}
