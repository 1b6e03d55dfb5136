import { syncRuns } from '@licet/contract';
import type { Client, SyncRun } from '@licet/contract';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { runTable } from './describe.ts';
import { createProgress } from './progress.ts';
import { outcomeOf, waitForRuns } from './wait.ts';
import type { Phase } from './wait.ts';

export interface StartOptions {
  account?: string;
  preview?: boolean;
  wait?: Phase;
}

/** `licet sync run`. The answer is that of the API; with `--wait` its runs are as they stand in the end. */
export async function runSynchronization(ctx: Context, { account, preview = false, wait }: StartOptions): Promise<void> {
  const body = { preview, ...(account === undefined ? {} : { accountId: account }) };
  const runs = await ctx.connect(async (client) => {
    const started = (await client(syncRuns.start, { body })).runs;
    for (const { run, joined } of started) if (joined) ctx.output.note(joinedWords(run, preview));
    return wait ? waitForPhase(ctx, client, started, { phase: wait, preview }) : started;
  });
  ctx.output.answer({ runs }, () => (runs.length === 0 ? '' : runTable(runs.map(({ run }) => run))));
  if (runs.length === 0) ctx.output.note('No portal account is linked. `licet accounts add` links one.');
  if (wait) refuseUnreached(runs, { phase: wait, preview });
  else if (runs.length > 0) ctx.output.note('It goes on in the background; `licet sync show RUN` shows how far it is.');
}

/** Shows progress until the phase is reached or out of reach; answers the runs as they stand then. */
export async function waitForPhase(
  ctx: Context,
  client: Client,
  started: readonly { run: SyncRun; joined: boolean }[],
  wanted: { phase: Phase; preview: boolean },
): Promise<{ run: SyncRun; joined: boolean }[]> {
  const progress = createProgress(ctx.output.json);
  const ended = await waitForRuns(client, started, { ...wanted, show: progress.show }).finally(progress.close);
  return started.map(({ run, joined }) => ({ run: ended.get(run.id) ?? run, joined }));
}

function joinedWords(run: SyncRun, preview: boolean): string {
  const words = `Joined run ${run.id} of ${run.account.login}, which is going on already`;
  if (run.preview === preview) return `${words}.`;
  return run.preview ? `${words} and is a preview.` : `${words} and is no preview: it will be applied.`;
}

/** The exit code has to tell a script that the phase it waited for was not reached. */
export function refuseUnreached(runs: readonly { run: SyncRun }[], wanted: { phase: Phase; preview: boolean }): void {
  const unreached = runs.map(({ run }) => run).filter((run) => outcomeOf(run, wanted) === 'unreachable');
  const [first] = unreached;
  if (!first) return;
  const details = unreached.map((run) => `Run ${run.id} of ${run.account.login}: ${run.state}. ${run.reason ?? ''}`.trimEnd());
  const waits = first.state === 'held' || first.state === 'planned';
  const remedy = waits ? `\`licet sync show ${first.id}\` shows the plan; \`licet sync apply ${first.id}\` applies it.` : first.remedy;
  throw new Failure('run-not-done', details.join(' '), remedy ?? `\`licet sync show ${first.id}\` shows the run.`);
}
