import { computers } from '@licet/contract';
import type { Computer } from '@licet/contract';
import type { Command } from 'commander';
import { group } from '../arguments.ts';
import type { Context } from '../context.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';
import { moment } from '../words.ts';

export function addComputers(program: Command, ctx: Context): void {
  const command = program.command('computers').description('computers: list');
  command
    .command('list')
    .description('list the computers in your sight')
    .option('--search <words>', 'words in name, system, machine id')
    .option('--group <group>', 'only those of this group and the groups below it: id or path', group)
    .action((options: { search?: string; group?: string }) => listComputers(ctx, options));
}

async function listComputers(ctx: Context, { search, group: given }: { search?: string; group?: string }): Promise<void> {
  const page = await ctx.connect(async (client) => {
    const groupId = given === undefined ? undefined : await createGroupFinder(client)(given);
    const filter = { ...(search === undefined ? {} : { q: search }), ...(groupId === undefined ? {} : { groupId }) };
    return allRows(
      (query) => client(computers.list, { query: { ...query, ...filter } }),
      (row) => row.id,
    );
  });
  const columns = [
    { title: 'ID', of: (one: Computer) => one.id },
    { title: 'NAME', of: (one: Computer) => one.name },
    { title: 'STATE', of: (one: Computer) => one.state },
    { title: 'LICENSES', of: (one: Computer) => one.activations.map((unit) => unit.publicId ?? '?').join(', ') || '-' },
    { title: 'SYSTEM', of: (one: Computer) => one.os || '-' },
    { title: 'LAST SEEN', of: (one: Computer) => moment(one.lastSeenAt) },
    { title: 'GROUP', of: (one: Computer) => one.group.name },
  ];
  ctx.output.answer(page, () => table(columns, page.rows));
  if (page.rows.length === 0) ctx.output.note('There is no computer in your sight.');
}
