import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { audit, endpoint } from '@licet/contract';
import type { Answer } from '@licet/contract';
import type { Command } from 'commander';
import { group } from '../arguments.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { createGroupFinder } from '../group-paths.ts';
import { counted } from '../words.ts';

type Chain = Answer<typeof audit.export>['chains'][number];

/** The same door without its schema: what is verified later is written down as it came, letter for letter. */
const asItCame = endpoint({
  method: audit.export.method,
  path: audit.export.path,
  summary: audit.export.summary,
  query: audit.export.query,
  produces: 'application/json',
});

export function addAudit(program: Command, ctx: Context): void {
  const command = program.command('audit').description('audit log: export its chains, verify an export');
  command
    .command('export')
    .description('print the chains of the audit log in your sight as one JSON document')
    .option('--group <group>', 'only the chains of the company that this group belongs to: id or path', group)
    .action((options: { group?: string }) => exportAudit(ctx, options));
  command
    .command('verify')
    .description('work out every hash of an export anew; asks no server')
    .argument('<file>', 'what `audit export` printed')
    .addHelpText('after', '\nExample:\n  licet audit export > audit.json\n  licet audit verify audit.json')
    .action((file: string) => verifyAudit(ctx, file));
}

async function exportAudit(ctx: Context, { group: given }: { group?: string }): Promise<void> {
  const text = await ctx.connect(async (client): Promise<unknown> => {
    const groupId = given === undefined ? undefined : await createGroupFinder(client)(given);
    return client(asItCame, { query: groupId === undefined ? {} : { groupId } });
  });
  process.stdout.write(`${String(text)}\n`);
}

async function verifyAudit(ctx: Context, file: string): Promise<void> {
  const { chains } = await readExport(file);
  for (const chain of chains) {
    const broken = brokenLink(chain);
    if (broken === undefined) continue;
    throw new Failure(
      'broken-chain',
      `Chain ${chain.id} (${chain.group.name}, ${chain.function}) is broken at link ${broken}: its hash is not that of what stands there.`,
      'Compare it with an export from before, or with the database; what stands before that link is unchanged.',
    );
  }
  const links = chains.reduce((sum, chain) => sum + chain.links.length, 0);
  ctx.output.answer(
    { verified: true, chains: chains.length, links },
    () => `${counted(chains.length, 'chain')} with ${counted(links, 'link')}: unbroken.\n`,
  );
}

async function readExport(file: string): Promise<Answer<typeof audit.export>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Failure('wrong-usage', `${file} cannot be read.`, 'Give the file that `licet audit export` printed.');
  });
  const parsed = audit.export.response.safeParse(parse(text));
  if (!parsed.success)
    throw new Failure('wrong-usage', `${file} is no export of the audit log.`, 'Give the file that `licet audit export` printed.');
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The place of the first link that does not hold: one that is changed, missing, or not the last that the chain counted. */
function brokenLink({ links, entries, hash }: Chain): number | undefined {
  let before = '';
  for (const [at, link] of links.entries()) {
    const worked = createHash('sha256')
      .update(before + link.body)
      .digest('hex');
    if (link.seq !== at + 1 || link.hash !== worked) return at + 1;
    before = worked;
  }
  return links.length === entries && before === hash ? undefined : links.length + 1;
}
