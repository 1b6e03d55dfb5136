import { setTimeout as sleep } from 'node:timers/promises';
import { syncRuns } from '@licet/contract';
import type { Client, SyncRun } from '@licet/contract';
import { Failure } from '../failure.ts';

export const phases = ['structure', 'details'] as const;
export type Phase = (typeof phases)[number];

/** The server notes progress twice a second. */
const INTERVAL_MS = 500;
/** A run survives a restart of the server, so waiting does, too. */
const RESTART_PATIENCE_MS = 60_000;

/** True while the server works on the run. */
export function isWorking({ state }: SyncRun): boolean {
  return state === 'reading' || state === 'applying' || state === 'details';
}

/** What the wanted phase has come to: still ahead, reached, or out of reach without a person. */
export function outcomeOf(run: SyncRun, { phase, preview }: { phase: Phase; preview: boolean }): 'ahead' | 'reached' | 'unreachable' {
  switch (run.state) {
    case 'queued':
    case 'reading':
    case 'applying':
      return 'ahead';
    case 'details':
      return phase === 'structure' ? 'reached' : 'ahead';
    case 'succeeded':
    case 'partial':
      return phase === 'details' && isHandedOver(run) ? 'unreachable' : 'reached';
    case 'planned':
      return preview ? 'reached' : 'unreachable';
    case 'stopped':
      // A run that was stopped while it read details has left its structure in place.
      return phase === 'structure' && run.structureAt !== null ? 'reached' : 'unreachable';
    case 'held':
    case 'failed':
    case 'discarded':
      return 'unreachable';
  }
}

/** A newer run was started, which reads the details that this one has not read. */
function isHandedOver({ reasons }: SyncRun): boolean {
  return reasons.some(({ code }) => code === 'newer-run-follows');
}

interface Waiting {
  phase: Phase;
  preview: boolean;
  show(runs: readonly SyncRun[]): void;
}

/** Waits until the phase is reached or out of reach for each run; answers the runs as they stand then, by id. */
export async function waitForRuns(client: Client, started: readonly { run: SyncRun }[], waiting: Waiting): Promise<Map<string, SyncRun>> {
  const runs = new Map(started.map(({ run }) => [run.id, run]));
  for (;;) {
    waiting.show([...runs.values()]);
    const ahead = [...runs.values()].filter((run) => outcomeOf(run, waiting) === 'ahead');
    if (ahead.length === 0) return runs;
    await sleep(INTERVAL_MS);
    for (const { id } of ahead) runs.set(id, await showPatiently(client, id));
  }
}

async function showPatiently(client: Client, id: string): Promise<SyncRun> {
  for (const since = Date.now(); ;) {
    try {
      return await client(syncRuns.show, { params: { id } });
    } catch (error) {
      const unreachable = error instanceof Failure && error.problem.code === 'server-unreachable';
      if (!unreachable || Date.now() - since > RESTART_PATIENCE_MS) throw error;
      await sleep(INTERVAL_MS);
    }
  }
}
