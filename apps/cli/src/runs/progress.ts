import type { SyncRun } from '@licet/contract';
import cliProgress from 'cli-progress';
import { printable } from '../words.ts';
import { isWorking } from './wait.ts';

/** Shows how far runs are, on standard error. */
export interface Progress {
  show(runs: readonly SyncRun[]): void;
  close(): void;
}

/** Bars on a terminal, lines elsewhere. With `--json` no lines, so that standard error holds a problem document or nothing. */
export function createProgress(json: boolean): Progress {
  if (process.stderr.isTTY) return bars();
  return json ? { show: () => undefined, close: () => undefined } : lines();
}

function bars(): Progress {
  const multi = new cliProgress.MultiBar({
    stream: process.stderr,
    format: '{bar} {words}',
    barsize: 24,
    hideCursor: true,
    emptyOnZero: true,
  });
  const shown = new Map<string, cliProgress.Bar>();
  return {
    show(runs) {
      for (const run of runs) {
        const bar = shown.get(run.id) ?? multi.create(1, 0, { words: '' });
        shown.set(run.id, bar);
        const { done, total } = farOf(run);
        bar.setTotal(total ?? 1);
        // While the whole is unknown the bar stays empty and the words say how far it is.
        bar.update(total === null ? 0 : done, { words: printable(progressWords(run)) });
      }
    },
    close: () => multi.stop(),
  };
}

const LINE_EVERY_MS = 10_000;

/** A line when a run comes to another phase, and one now and then within it. */
function lines(): Progress {
  const last = new Map<string, { phase: string; at: number }>();
  return {
    show(runs) {
      for (const run of runs) {
        const before = last.get(run.id);
        const phase = phaseOf(run);
        if (before?.phase === phase && Date.now() - before.at < LINE_EVERY_MS) continue;
        last.set(run.id, { phase, at: Date.now() });
        process.stderr.write(printable(`${progressWords(run)}\n`));
      }
    },
    close: () => undefined,
  };
}

/** `Run 12 of manager@example.com: details 30 of 120, 45 requests, about 20 s left` */
function progressWords(run: SyncRun): string {
  const { requests, secondsLeft } = run.progress;
  const { done, total } = farOf(run);
  const far = isWorking(run) && done > 0 ? ` ${done}${total === null ? '' : ` of ${total}`}` : '';
  const more = requests > 0 ? `, ${requests} requests` : '';
  const left = far && secondsLeft !== null ? `, about ${secondsLeft} s left` : '';
  return `Run ${run.id} of ${run.account.login}: ${phaseOf(run)}${far}${more}${left}`;
}

/** What it is at: the phase while it works, the state before and after. */
function phaseOf(run: SyncRun): string {
  if (run.state === 'queued') return 'waiting';
  return run.state === 'reading' || run.state === 'applying' ? run.progress.phase : run.state;
}

/** How far the phase is. The noted numbers are those of the phase before for a moment when details begin. */
function farOf(run: SyncRun): { done: number; total: number | null } {
  if (run.endedAt !== null) return { done: 1, total: 1 };
  return run.progress.phase === phaseOf(run) ? run.progress : { done: 0, total: null };
}
