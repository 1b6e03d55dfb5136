import { languages, users } from '@licet/contract';
import type { Answer } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import { group, ids } from '../arguments.ts';
import type { Context } from '../context.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';

type User = Answer<typeof users.create>;

export function addUsers(program: Command, ctx: Context): void {
  const command = program.command('users').description('users: list, create');
  command
    .command('list')
    .description('list the users in your sight')
    .action(() => listUsers(ctx));
  command
    .command('create')
    .description('make a user; prints the id')
    .requiredOption('--login <login>', 'what the user signs in with')
    .requiredOption('--password-stdin', 'read the password (12 characters and more) from standard input')
    .requiredOption('--home <group>', 'home group: id or path', group)
    .option('--set <id...>', 'permission sets of the user', ids)
    .option('--name <name>', 'name of the person')
    .addOption(new Option('--language <language>', 'language of the console').choices(languages).default('en'))
    .addHelpText('after', '\nExample:\n  licet users create --login anna --password-stdin --home /All/Companies --set 4 < password.txt')
    .action((options: CreateOptions) => createUser(ctx, options));
}

interface CreateOptions {
  login: string;
  home: string;
  set?: string[];
  name?: string;
  language: (typeof languages)[number];
}

async function createUser(ctx: Context, { login, home, set = [], name = '', language }: CreateOptions): Promise<void> {
  const password = await ctx.readPassword(`Password of ${login}`);
  const user = await ctx.connect(async (client) => {
    const homeGroupId = await createGroupFinder(client)(home);
    return client(users.create, { body: { login, password, name, homeGroupId, permissionSetIds: set, language } });
  });
  ctx.output.note(`${user.login} may sign in${user.permissionSets.length === 0 ? ', but holds no permission set yet' : ''}.`);
  ctx.output.answer(user, () => `${user.id}\n`);
}

async function listUsers(ctx: Context): Promise<void> {
  const list = await ctx.connect((client) =>
    allRows(
      (query) => client(users.list, { query }),
      (row) => row.id,
    ),
  );
  ctx.output.answer(list.rows, () => userTable(list.rows));
}

function userTable(list: readonly User[]): string {
  return table(
    [
      { title: 'ID', of: (user) => user.id },
      { title: 'LOGIN', of: (user) => user.login },
      { title: 'NAME', of: (user) => user.name || '-' },
      { title: 'HOME GROUP', of: (user) => user.homeGroup.name },
      { title: 'PERMISSION SETS', of: (user) => user.permissionSets.map((set) => set.name).join(', ') || '-' },
      { title: 'SIGNS IN', of: (user) => (user.enabled ? 'yes' : 'no') },
    ],
    list,
  );
}
