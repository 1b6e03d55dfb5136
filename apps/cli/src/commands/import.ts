import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { portalAccounts, syncRuns } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { runTable } from '../runs/describe.ts';
import { refuseUnreached, waitForPhase } from '../runs/start.ts';
import { phases } from '../runs/wait.ts';
import type { Phase } from '../runs/wait.ts';
import { moment } from '../words.ts';

interface ImportOptions {
  preview?: boolean;
  wait?: Phase;
}

export function addImport(program: Command, ctx: Context): void {
  program
    .command('import')
    .description('take a snapshot file of an account, where its portal cannot be reached; prints the id of the account')
    .argument('<file>', 'the file, JSON; - is standard input')
    .option('--preview', 'plan, and apply nothing until `licet sync apply`')
    .addOption(new Option('--wait <phase>', 'show progress and end when this phase is done').choices(phases))
    .action((file: string, options: ImportOptions) => importFile(ctx, file, options));
}

/** The answer is that of the API; with `--wait` the run as it stands in the end comes with it. */
async function importFile(ctx: Context, file: string, { preview = false, wait }: ImportOptions): Promise<void> {
  const body = await readSnapshot(file);
  const { imported, run } = await ctx.connect(async (client) => {
    const imported = await client(portalAccounts.import, { body, query: { preview: preview ? 'true' : 'false' } });
    const { account, runId } = imported;
    ctx.output.note(`Took the file of ${account.login}, taken ${moment(account.fileTakenAt)}. Run ${runId} reads it now.`);
    if (!wait) return { imported, run: undefined };
    const started = { run: await client(syncRuns.show, { params: { id: runId } }), joined: false };
    const [ended] = await waitForPhase(ctx, client, [started], { phase: wait, preview });
    return { imported, run: ended?.run };
  });
  const { account } = imported;
  if (!run) return ctx.output.answer(imported, () => `${account.id}\n`);
  ctx.output.answer({ ...imported, run }, () => runTable([run]));
  if (wait) refuseUnreached([{ run }], { phase: wait, preview });
}

async function readSnapshot(file: string): Promise<Record<string, unknown>> {
  const name = file === '-' ? 'standard input' : file;
  const words = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Failure(
      'wrong-usage',
      `The file ${name} cannot be read (${code}).`,
      'Give the path of a snapshot file, or - for standard input.',
    );
  });
  const value = parse(words.replace(/^\uFEFF/, ''));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Failure(
    'wrong-usage',
    `What is in ${name} is no JSON object.`,
    'A snapshot file is one JSON document; docs/operations.md shows its form.',
  );
}

function parse(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}
