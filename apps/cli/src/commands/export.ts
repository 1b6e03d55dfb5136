import { endpoint, fullExport } from '@licet/contract';
import type { Command } from 'commander';
import { lastMomentUntilNow } from '../arguments.ts';
import type { Context } from '../context.ts';

/** The same door without its schema: the client then hands the answer over as it came, letter for letter. */
const asItCame = endpoint({
  method: fullExport.show.method,
  path: fullExport.show.path,
  summary: fullExport.show.summary,
  query: fullExport.show.query,
  produces: 'application/json',
});

export function addExport(program: Command, ctx: Context): void {
  program
    .command('export')
    .description('print everything that you see as one JSON document, with or without --json')
    .option(
      '--as-of <date>',
      'as everything was then: a day (its end, UTC, or now) or a moment; what you see goes by your rights of today',
      lastMomentUntilNow,
    )
    .action((options: { asOf?: string }) => exportAll(ctx, options.asOf));
}

async function exportAll(ctx: Context, asOf: string | undefined): Promise<void> {
  const text = await ctx.connect(async (client): Promise<unknown> => client(asItCame, { query: asOf === undefined ? {} : { asOf } }));
  process.stdout.write(`${String(text)}\n`);
}
