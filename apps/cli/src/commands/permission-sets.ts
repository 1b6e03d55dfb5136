import { permissionSets, session } from '@licet/contract';
import type { Answer } from '@licet/contract';
import type { Command } from 'commander';
import { functions, group, groups, id, levels, rights } from '../arguments.ts';
import type { Right } from '../arguments.ts';
import type { Context } from '../context.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';

type PermissionSet = Answer<typeof permissionSets.create>;

export function addPermissionSets(program: Command, ctx: Context): void {
  const command = program.command('permission-sets').description('permission sets: list, create, change, remove');
  command
    .command('list')
    .description('list the permission sets in your sight')
    .action(() => listSets(ctx));
  command
    .command('create')
    .description('make a permission set; prints the id')
    .requiredOption('--name <name>', 'name of the set')
    .requiredOption('--group <group...>', 'groups that the rights hold in, with all below them: ids or paths', groups)
    .requiredOption('--right <right...>', 'rights, each FUNCTION:LEVEL', rights)
    .option('--access-group <group>', 'group that the set itself belongs to (your home group)', group)
    .addHelpText('after', help)
    .action((options: CreateOptions) => createSet(ctx, options));
  command
    .command('change')
    .description('change a permission set; what is not given stays, and its users feel it with their next request')
    .argument('<id>', 'id of the set', id)
    .option('--name <name>', 'name of the set')
    .option('--group <group...>', 'groups in place of those now: ids or paths', groups)
    .option('--right <right...>', 'rights in place of those now, each FUNCTION:LEVEL', rights)
    .option('--access-group <group>', 'group that the set itself belongs to', group)
    .action((set: string, options: Partial<CreateOptions>) => changeSet(ctx, set, options));
  command
    .command('remove')
    .description('remove a permission set that no user holds')
    .argument('<id>', 'id of the set', id)
    .action((set: string) => removeSet(ctx, set));
}

const help = `
Functions: ${functions.join(', ')}
Levels:    ${levels.join(', ')} (each contains those before it)

Example:
  licet permission-sets create --name Helpdesk --group /All/Companies --right licenses:read groups-and-computers:read`;

interface CreateOptions {
  name: string;
  group: string[];
  right: Right[];
  accessGroup?: string;
}

async function createSet(ctx: Context, { name, group: given, right, accessGroup }: CreateOptions): Promise<void> {
  const set = await ctx.connect(async (client) => {
    const find = createGroupFinder(client);
    const groupIds: string[] = [];
    for (const one of given) groupIds.push(await find(one));
    const accessGroupId = accessGroup === undefined ? (await client(session.current)).homeGroup.id : await find(accessGroup);
    return client(permissionSets.create, { body: { name, accessGroupId, groupIds, rights: right } });
  });
  ctx.output.answer(set, () => `${set.id}\n`);
}

async function changeSet(ctx: Context, id: string, { name, group: given, right, accessGroup }: Partial<CreateOptions>): Promise<void> {
  const set = await ctx.connect(async (client) => {
    const find = createGroupFinder(client);
    const groupIds: string[] = [];
    for (const one of given ?? []) groupIds.push(await find(one));
    const body = {
      ...(name === undefined ? {} : { name }),
      ...(given === undefined ? {} : { groupIds }),
      ...(right === undefined ? {} : { rights: right }),
      ...(accessGroup === undefined ? {} : { accessGroupId: await find(accessGroup) }),
    };
    return client(permissionSets.change, { params: { id }, body });
  });
  ctx.output.answer(set, () => setTable([set]));
}

async function removeSet(ctx: Context, id: string): Promise<void> {
  await ctx.connect((client) => client(permissionSets.remove, { params: { id } }));
  ctx.output.answer({ id, removed: true }, () => `Permission set ${id} is removed.\n`);
}

async function listSets(ctx: Context): Promise<void> {
  const list = await ctx.connect((client) =>
    allRows(
      (query) => client(permissionSets.list, { query }),
      (row) => row.id,
    ),
  );
  ctx.output.answer(list.rows, () => setTable(list.rows));
}

function setTable(list: readonly PermissionSet[]): string {
  return table(
    [
      { title: 'ID', of: (set) => set.id },
      { title: 'NAME', of: (set) => set.name },
      { title: 'ACCESS GROUP', of: (set) => set.accessGroup.name },
      { title: 'HOLDS IN', of: (set) => set.groups.map((one) => one.name).join(', ') },
      { title: 'RIGHTS', of: (set) => set.rights.map((one) => `${one.function}:${one.level}`).join(' ') },
    ],
    list,
  );
}
