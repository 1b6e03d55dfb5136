import { pools } from '@licet/contract';
import type { Answer, PoolRow } from '@licet/contract';
import { Option } from 'commander';
import type { Command } from 'commander';
import { count, group, id } from '../arguments.ts';
import type { Context } from '../context.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';
import { counted, sum } from '../words.ts';

type Impact = Answer<typeof pools.moveImpact>;

export function addPools(program: Command, ctx: Context): void {
  const command = program.command('pools').description('license pools: list, move between access groups, take a move back');
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
    .addOption(
      new Option('--preview', 'show everything that would change, and move nothing').conflicts(['reissueInstallers', 'grant', 'grace']),
    )
    .option('--reissue-installers', 'make new installers in the new group in place of those that would break', false)
    .option('--grant', 'give those who would lose sight a right in the new group, where nothing else is kept', false)
    .option('--grace <hours>', 'hours for which installers that would break go on working', count, 0)
    .action((pool: string, options: MoveOptions) => movePool(ctx, pool, options));
  command
    .command('undo')
    .description('take a move back, within 30 days')
    .argument('<move>', 'id of the move, as the move printed it', id)
    .action((move: string) => undoMove(ctx, move));
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

interface MoveOptions {
  to: string;
  preview?: boolean;
  reissueInstallers: boolean;
  grant: boolean;
  grace: number;
}

async function movePool(ctx: Context, pool: string, options: MoveOptions): Promise<void> {
  const params = { id: pool };
  await ctx.connect(async (client) => {
    const to = await createGroupFinder(client)(options.to);
    if (options.preview) {
      const impact = await client(pools.moveImpact, { params, query: { to } });
      return ctx.output.answer(impact, () => impactWords(impact));
    }
    const { reissueInstallers, grant, grace: graceHours } = options;
    const moved = await client(pools.move, { params, body: { to, reissueInstallers, grant, graceHours } });
    ctx.output.answer(moved, () => `Pool ${moved.id} (${moved.name}) is now in ${moved.accessGroup.path}.\n`);
    ctx.output.note(`For 30 days \`licet pools undo ${moved.operationId}\` takes it back.`);
  });
}

async function undoMove(ctx: Context, move: string): Promise<void> {
  const back = await ctx.connect((client) => client(pools.undoMove, { params: { id: move } }));
  ctx.output.answer(back, () => `Pool ${back.id} (${back.name}) is back in ${back.accessGroup.path}.\n`);
  for (const set of back.kept) ctx.output.note(`Permission set ${set.id} (${set.name}) stays, because somebody has changed it since.`);
}

/** What nothing happens to is left out, but for sight: that nobody gains or loses it is said. */
function impactWords({ from, to, licenses, gain, lose, others, installers, tokens, rules, reports }: Impact): string {
  const people = (title: string, list: Impact['gain']) =>
    list.length === 0 ? `${title} nobody\n` : `${title}\n${list.map((one) => `  ${one.login} (${one.level})\n`).join('')}`;
  const list = (title: string, lines: string[]) => (lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
  const files = (title: string, rows: Impact['installers']['breaks']) =>
    list(
      title,
      rows.map((one) => `${one.id}  ${one.name} (${one.accessGroup.name})`),
    );
  const keys = (title: string, rows: Impact['tokens']['gain']) =>
    list(
      title,
      rows.map((one) => `${one.id}  ${one.name} of ${one.login}`),
    );
  return [
    `From  ${from.path}\nTo    ${to.path}\n${counted(licenses, 'license')} would move.\n`,
    people('Gain sight:', gain),
    people('Lose sight:', lose),
    others ? 'More users, out of your sight, gain or lose sight.\n' : '',
    files('Installers that stop working:', installers.breaks),
    files('Installers that work again:', installers.works),
    files('Installers whose license changes hands:', installers.changesHands),
    installers.others ? 'More installers, out of your sight, change.\n' : '',
    files('Notification rules that begin to watch it:', rules.begins),
    files('Notification rules that stop watching it:', rules.stops),
    rules.others ? 'More notification rules, out of your sight, change.\n' : '',
    files('Reports that begin to hold it:', reports.begins),
    files('Reports that hold it no longer:', reports.stops),
    reports.others ? 'More reports, out of your sight, change.\n' : '',
    keys('API tokens that gain sight:', tokens.gain),
    keys('API tokens that lose sight:', tokens.lose),
  ].join('');
}
