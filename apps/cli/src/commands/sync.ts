import { syncRuns } from '@licet/contract';
import type { SyncRun } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import { count, id } from '../arguments.ts';
import type { Context } from '../context.ts';
import { allRows } from '../pages.ts';
import { runTable, runWords } from '../runs/describe.ts';
import { runSynchronization } from '../runs/start.ts';
import type { StartOptions } from '../runs/start.ts';
import { phases } from '../runs/wait.ts';

export function addSync(program: Command, ctx: Context): void {
  const sync = program.command('sync').description('synchronization runs: start, watch, decide');
  sync
    .command('run')
    .description('start a run for every account, or join the one that is going on')
    .option('--account <id>', 'this account alone', id)
    .option('--preview', 'plan, and apply nothing until `licet sync apply`')
    .addOption(new Option('--wait <phase>', 'show progress and end when this phase is done').choices(phases))
    .addHelpText('after', help)
    .action((options: StartOptions) => runSynchronization(ctx, options));
  sync
    .command('list')
    .description('list runs, newest first')
    .option('--account <id>', 'runs of this account alone', id)
    .option('--limit <rows>', 'how many, up to 500', count, 20)
    .option('--offset <rows>', 'how many to skip', count, 0)
    .action((options: ListOptions) => listRuns(ctx, options));
  const run = (name: string) => sync.command(name).argument('<run>', 'id of the run', id);
  run('show')
    .description('show a run, and the plan while it waits')
    .option('--changes', 'with every change that the run made')
    .action((runId: string, options: { changes?: boolean }) => showRun(ctx, runId, options.changes ?? false));
  run('apply')
    .description('apply the plan that waits')
    .action((runId: string) => decide(ctx, runId, 'apply', 'is being applied'));
  run('discard')
    .description('discard the plan that waits')
    .action((runId: string) => decide(ctx, runId, 'discard', 'is discarded'));
  run('stop')
    .description('stop a run at the next safe point')
    .action((runId: string) => decide(ctx, runId, 'stop', 'stops at the next safe point'));
}

const help = `
structure: companies, licenses and ordered units are in place. details: usage is read as well.
Waiting ends with exit code 1 when the phase cannot be reached: the run failed, or a rule holds its plan.`;

interface ListOptions {
  account?: string;
  limit: number;
  offset: number;
}

async function listRuns(ctx: Context, { account, limit, offset }: ListOptions): Promise<void> {
  const query = { limit, offset, ...(account === undefined ? {} : { accountId: account }) };
  const page = await ctx.connect((client) => client(syncRuns.list, { query }));
  ctx.output.answer(page, () => runTable(page.rows));
  const shown = offset + page.rows.length;
  if (shown < page.total) ctx.output.note(`${page.rows.length} of ${page.total} runs; --offset ${shown} shows the next ones.`);
}

/** A plan that waits is shown whole, because somebody has to decide on it. */
async function showRun(ctx: Context, runId: string, withChanges: boolean): Promise<void> {
  const params = { id: runId };
  const { run, changes } = await ctx.connect(async (client) => {
    const run = await client(syncRuns.show, { params });
    if (!withChanges && !waits(run)) return { run, changes: undefined };
    const { rows } = await allRows(
      (query) => client(syncRuns.changes, { params, query }),
      (_, index) => index,
    );
    return { run, changes: rows };
  });
  ctx.output.answer({ ...run, ...(changes ? { changes } : {}) }, () => runWords(run, changes));
}

function waits(run: SyncRun): boolean {
  return run.state === 'planned' || run.state === 'held';
}

async function decide(ctx: Context, runId: string, verb: 'apply' | 'discard' | 'stop', words: string): Promise<void> {
  const run = await ctx.connect((client) => client(syncRuns[verb], { params: { id: runId } }));
  ctx.output.answer(run, () => `Run ${run.id} of ${run.account.login} ${words}.\n`);
}
