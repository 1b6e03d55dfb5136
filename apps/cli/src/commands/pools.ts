import { pools } from '@licet/contract';
import type { Answer, PoolRow } from '@licet/contract';
import type { Command } from 'commander';
import { group, id } from '../arguments.ts';
import type { Context } from '../context.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';
import { counted, sum } from '../words.ts';

type Impact = Answer<typeof pools.moveImpact>;

export function addPools(program: Command, ctx: Context): void {
  const command = program.command('pools').description('license pools: list, move between access groups');
  command
    .command('list')
    .description('list the license pools in your sight')
    .option('--search <words>', 'words in license user, product, public id, tags')
    .option('--account <id>', 'pools of this portal account', id)
    .option('--group <group>', 'pools in this access group: id or path', group)
    .action((options: ListOptions) => listPools(ctx, options));
  command
    .command('move')
    .description('move a license pool to another access group')
    .argument('<pool>', 'id of the pool', id)
    .requiredOption('--to <group>', 'the group: id, or path such as /All/Companies/X', group)
    .option('--preview', 'show who would gain and who would lose sight, and move nothing')
    .action((pool: string, options: { to: string; preview?: boolean }) => movePool(ctx, pool, options));
}

interface ListOptions {
  search?: string;
  account?: string;
  group?: string;
}

async function listPools(ctx: Context, { search, account, group: given }: ListOptions): Promise<void> {
  const page = await ctx.connect(async (client) => {
    const accessGroup = given === undefined ? undefined : await createGroupFinder(client)(given);
    const filter = {
      ...(search === undefined ? {} : { q: search }),
      ...(account === undefined ? {} : { accountId: [account] }),
      ...(accessGroup === undefined ? {} : { accessGroupId: [accessGroup] }),
    };
    return allRows(
      (query) => client(pools.list, { query: { ...query, ...filter } }),
      (pool) => pool.id,
    );
  });
  ctx.output.answer(page, () => poolTable(page.rows));
  if (page.rows.length === 0) ctx.output.note('There is no license pool in your sight.');
  if (page.rows.some((row) => row.unknownQuantity + row.unknownUsage > 0)) ctx.output.note('? has not been read from the portal yet.');
}

function poolTable(rows: readonly PoolRow[]): string {
  return table(
    [
      { title: 'ID', of: (pool) => pool.id },
      { title: 'NAME', of: (pool) => pool.name },
      { title: 'ACCESS GROUP', of: (pool) => pool.accessGroup.path },
      { title: 'STATE', of: (pool) => pool.state },
      { title: 'LICENSES', of: (pool) => String(pool.licenses), number: true },
      { title: 'QUANTITY', of: (pool) => sum(pool.quantity, pool.unknownQuantity), number: true },
      { title: 'USAGE', of: (pool) => sum(pool.usage, pool.unknownUsage), number: true },
    ],
    rows,
  );
}

async function movePool(ctx: Context, pool: string, { to: given, preview }: { to: string; preview?: boolean }): Promise<void> {
  const params = { id: pool };
  await ctx.connect(async (client) => {
    const to = await createGroupFinder(client)(given);
    if (preview) {
      const impact = await client(pools.moveImpact, { params, query: { to } });
      return ctx.output.answer(impact, () => impactWords(impact));
    }
    const moved = await client(pools.move, { params, body: { to } });
    ctx.output.answer(moved, () => `Pool ${moved.id} (${moved.name}) is now in ${moved.accessGroup.path}.\n`);
  });
}

function impactWords({ from, to, licenses, gain, lose }: Impact): string {
  const people = (title: string, list: Impact['gain']) =>
    list.length === 0 ? `${title} nobody\n` : `${title}\n${list.map((one) => `  ${one.login} (${one.level})\n`).join('')}`;
  return [
    `From  ${from.path}\nTo    ${to.path}\n${counted(licenses, 'license')} would move.\n`,
    people('Gain sight:', gain),
    people('Lose sight:', lose),
  ].join('');
}
