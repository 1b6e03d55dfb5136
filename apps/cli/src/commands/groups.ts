import { groups } from '@licet/contract';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { pathsOf } from '../group-paths.ts';
import { table } from '../table.ts';

export function addGroups(program: Command, ctx: Context): void {
  const command = program.command('groups').description('the group tree');
  command
    .command('list')
    .description('list the groups in your sight, with their paths')
    .option('--search <words>', 'groups whose path holds these words')
    .action((options: { search?: string }) => listGroups(ctx, options.search ?? ''));
}

async function listGroups(ctx: Context, words: string): Promise<void> {
  const tree = await ctx.connect((client) => client(groups.tree, { query: { for: 'access' } }));
  const paths = pathsOf(tree);
  const rows = tree
    .map((node) => ({ ...node, path: paths.get(node.id) ?? '' }))
    .filter((node) => node.path.toLowerCase().includes(words.toLowerCase()))
    .sort((a, b) => a.path.localeCompare(b.path));
  const listed = [
    { title: 'ID', of: (row: (typeof rows)[number]) => row.id },
    { title: 'PATH', of: (row: (typeof rows)[number]) => row.path },
    { title: 'KIND', of: (row: (typeof rows)[number]) => row.kind },
    { title: 'SETUP', of: (row: (typeof rows)[number]) => row.setup ?? '-' },
    { title: 'COMPANY', of: (row: (typeof rows)[number]) => row.companyStatus ?? '-' },
  ];
  ctx.output.answer(rows, () => table(listed, rows));
}
