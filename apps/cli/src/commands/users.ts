import { languages, users, userSignIn } from '@licet/contract';
import type { Answer, HeldRight } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import { group, id, ids } from '../arguments.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { facts, table } from '../table.ts';

type User = Answer<typeof users.create>;

export function addUsers(program: Command, ctx: Context): void {
  const command = program.command('users').description('users: list, show, create, change, end-sessions, remove');
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
  command
    .command('show')
    .description('show a user with every right held')
    .argument('<id>', 'id of the user', id)
    .action((user: string) => showUser(ctx, user));
  command
    .command('change')
    .description('change a user; what is not given stays')
    .argument('<id>', 'id of the user', id)
    .option('--name <name>', 'name of the person')
    .option('--home <group>', 'home group: id or path', group)
    .option('--set <id...>', 'permission sets of the user, in place of those held now', ids)
    .option('--password-stdin', 'read a new password from standard input; sessions and tokens of the user end')
    .option('--enable', 'let the user sign in')
    .addOption(new Option('--disable', 'let the user sign in no more').conflicts('enable'))
    .action((user: string, options: ChangeOptions) => changeUser(ctx, user, options));
  command
    .command('end-sessions')
    .description('sign a user out everywhere; API tokens go on')
    .argument('<id>', 'id of the user', id)
    .action((user: string) => endSessions(ctx, user));
  command
    .command('remove')
    .description('remove a user; what the audit log says of the user stays')
    .argument('<id>', 'id of the user', id)
    .requiredOption('--confirm <login>', 'login of the user, as confirmation')
    .action((user: string, { confirm }: { confirm: string }) => removeUser(ctx, user, confirm));
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

interface ChangeOptions {
  name?: string;
  home?: string;
  set?: string[];
  passwordStdin?: boolean;
  enable?: boolean;
  disable?: boolean;
}

async function changeUser(ctx: Context, user: string, { name, home, set, passwordStdin, enable, disable }: ChangeOptions): Promise<void> {
  const password = passwordStdin ? await ctx.readPassword('New password') : undefined;
  const changed = await ctx.connect(async (client) => {
    const body = {
      ...(name === undefined ? {} : { name }),
      ...(home === undefined ? {} : { homeGroupId: await createGroupFinder(client)(home) }),
      ...(set === undefined ? {} : { permissionSetIds: set }),
      ...(password === undefined ? {} : { password }),
      ...(enable || disable ? { enabled: enable === true } : {}),
    };
    return client(users.change, { params: { id: user }, body });
  });
  ctx.output.answer(changed, () => userTable([changed]));
}

async function endSessions(ctx: Context, user: string): Promise<void> {
  await ctx.connect((client) => client(userSignIn.endSessions, { params: { id: user } }));
  ctx.output.answer({ id: user, sessionsEnded: true }, () => `The sessions of user ${user} have ended.\n`);
}

async function removeUser(ctx: Context, user: string, login: string): Promise<void> {
  await ctx.connect(async (client) => {
    const found = await client(users.show, { params: { id: user } });
    if (found.login !== login)
      throw new Failure('login-mismatch', `User ${user} is not ${login}.`, 'Give the login of the user as `licet users list` shows it.');
    await client(users.remove, { params: { id: user } });
  });
  ctx.output.answer({ id: user, removed: true }, () => `${login} is removed.\n`);
}

async function showUser(ctx: Context, given: string): Promise<void> {
  const user = await ctx.connect((client) => client(users.show, { params: { id: given } }));
  const rights = [
    { title: 'FUNCTION', of: (right: HeldRight) => right.function },
    { title: 'LEVEL', of: (right: HeldRight) => right.level },
    { title: 'IN', of: (right: HeldRight) => right.group.name },
    { title: 'THROUGH', of: (right: HeldRight) => right.permissionSet.name },
  ];
  const known = [
    ['Login', user.login],
    ['Name', user.name || '-'],
    ['Home group', user.homeGroup.name],
    ['Signs in', user.enabled ? 'yes' : 'no'],
    ['Reaches All', user.reachesAll ? 'yes' : 'no'],
    ['Tags', user.tags.join(', ') || '-'],
  ] as const;
  ctx.output.answer(user, () => `${facts(known)}\n${table(rights, user.rights)}`);
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
