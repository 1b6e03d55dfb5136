import { endpoint, exchange } from '@licet/contract';
import type { Command } from 'commander';
import type { Context } from '../context.ts';

/** The same door without its schema: the client then hands the answer over as it came, letter for letter. */
const asItCame = endpoint({
  method: exchange.export.method,
  path: exchange.export.path,
  summary: exchange.export.summary,
  produces: 'application/json',
});

export function addExport(program: Command, ctx: Context): void {
  program
    .command('export')
    .description('print everything that you see as one JSON document, with or without --json')
    .action(() => exportAll(ctx));
}

async function exportAll(ctx: Context): Promise<void> {
  const text = await ctx.connect(async (client): Promise<unknown> => client(asItCame));
  process.stdout.write(`${String(text)}\n`);
}
