import { customers, setups, setupStates } from '@licet/contract';
import type { Client, Customer } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import { group, id, ids } from '../arguments.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { batchEnd } from '../batch-end.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';
import { addOffboarding } from './offboarding.ts';

export function addCustomers(program: Command, ctx: Context): void {
  const command = program.command('customers').description('customers: list, setup, passwords, skip, archive, restore, offboard');
  command
    .command('list')
    .description('list the customers in your sight with the state of their setup')
    .option('--search <words>', 'words in the name')
    .option('--group <group>', 'only those in this group and the groups below it: id or path', group)
    .addOption(new Option('--setup <state>', 'only those in this state').choices(setupStates))
    .action((options: ListOptions) => listCustomers(ctx, options));
  command
    .command('setup')
    .description('make a user and an installer for customers; prints logins and passwords, once')
    .argument('<id...>', 'ids of customers', ids)
    .option('--no-user', 'make no users')
    .option('--login <login>', 'login of the user, for one customer; what the list proposes when not given')
    .option('--no-installer', 'make no installers')
    .option('--must-change-password', 'the users set a password of their own first')
    .action((given: string[], options: SetupOptions) => setUp(ctx, given, options));
  command
    .command('skip')
    .description('mark customers ready without making anything')
    .argument('<id...>', 'ids of customers', ids)
    .action((given: string[]) => change(ctx, 'skip', given));
  command
    .command('archive')
    .description('hide customers; everything that they hold is kept')
    .argument('<id...>', 'ids of customers', ids)
    .action((given: string[]) => change(ctx, 'archive', given));
  command
    .command('restore')
    .description('show archived customers again')
    .argument('<id...>', 'ids of customers', ids)
    .action((given: string[]) => change(ctx, 'restore', given));
  command
    .command('passwords')
    .description('print the logins and passwords of a setup that was left before its end, once')
    .argument('<setup>', 'id of the setup', id)
    .action((setup: string) => printPasswords(ctx, setup));
  addOffboarding(command, ctx);
}

interface ListOptions {
  search?: string;
  group?: string;
  setup?: Customer['setup'];
}

async function listCustomers(ctx: Context, { search, group: given, setup }: ListOptions): Promise<void> {
  const page = await ctx.connect(async (client) => {
    const groupId = given === undefined ? undefined : await createGroupFinder(client)(given);
    const filter = { ...(search ? { q: search } : {}), ...(groupId ? { groupId } : {}), ...(setup ? { setup } : {}) };
    return allRows(
      (query) => client(customers.list, { query: { ...query, ...filter } }),
      (row) => row.id,
    );
  });
  const columns = [
    { title: 'ID', of: (one: Customer) => one.id },
    { title: 'NAME', of: (one: Customer) => one.name },
    { title: 'SETUP', of: (one: Customer) => one.setup ?? '-' },
    { title: 'LICENSES', of: (one: Customer) => String(one.licenses) },
    { title: 'USERS', of: (one: Customer) => String(one.users ?? '-') },
    { title: 'INSTALLERS', of: (one: Customer) => String(one.installers ?? '-') },
    { title: 'COMPUTERS', of: (one: Customer) => String(one.computers ?? '-') },
    { title: 'ABOVE', of: (one: Customer) => one.parent ?? '-' },
  ];
  ctx.output.answer(page, () => table(columns, page.rows));
  if (page.rows.length === 0) ctx.output.note('There is no customer in your sight.');
}

interface SetupOptions {
  user: boolean;
  installer: boolean;
  login?: string;
  mustChangePassword?: boolean;
}

async function setUp(ctx: Context, given: string[], options: SetupOptions): Promise<void> {
  if (options.login !== undefined && given.length > 1)
    throw new Failure('wrong-usage', 'A login is for one customer.', 'Set the others up with another command.');
  const { ended, passwords } = await ctx.connect(async (client) => {
    const { rows } = await client(customers.list, { query: { ids: given, limit: 500 } });
    const missing = given.filter((one) => !rows.some((row) => row.id === one));
    if (missing.length > 0)
      throw new Failure(
        'not-found',
        `There is no customer ${missing.join(', ')} in your sight.`,
        '`licet customers list` shows those that there are.',
      );
    const wanted = rows.map((row) => ({
      companyId: row.id,
      user: options.user ? { login: options.login ?? row.proposedLogin, mustChangePassword: options.mustChangePassword ?? false } : null,
      installer: options.installer ? { name: row.name.trim() || row.proposedLogin } : null,
    }));
    const started = await client(customers.setUp, { body: { customers: wanted } });
    ctx.output.note(
      `Setup ${started.id} has begun; it goes on when this command is left, and \`licet customers passwords ${started.id}\` tells them then.`,
    );
    const ended = await batchEnd(client, started);
    return { ended, passwords: options.user ? await credentialsOf(client, ended.id) : [] };
  });
  ctx.output.answer({ setup: ended, passwords }, () => passwordTable(passwords));
  for (const step of ended.steps)
    if (step.state === 'done' && step.reason !== null) ctx.output.note(`${step.customer.name}: ${step.reason}`);
  const failed = ended.steps.filter((step) => step.state === 'failed');
  if (failed.length > 0)
    throw new Failure(
      'setup-not-done',
      failed.map((step) => `${step.customer.name}: ${step.reason ?? 'It failed.'}`).join('\n'),
      'Mend what is named, then set these customers up again.',
    );
  ctx.output.note(`${ended.done} of ${ended.total} customers are set up. The passwords are forgotten by the server now.`);
}

type Password = Awaited<ReturnType<typeof credentialsOf>>[number];
const credentialsOf = (client: Client, setup: string) => client(setups.credentials, { params: { id: setup } });

async function printPasswords(ctx: Context, setup: string): Promise<void> {
  const passwords = await ctx.connect((client) => credentialsOf(client, setup));
  ctx.output.answer(passwords, () => passwordTable(passwords));
  if (passwords.length === 0) ctx.output.note('There are no passwords left to fetch: each is told once.');
}

function passwordTable(passwords: Password[]): string {
  const columns = [
    { title: 'CUSTOMER', of: (one: Password) => one.customer },
    { title: 'LOGIN', of: (one: Password) => one.login },
    { title: 'PASSWORD', of: (one: Password) => one.password },
  ];
  return table(columns, passwords);
}

async function change(ctx: Context, what: 'skip' | 'archive' | 'restore', companyIds: string[]): Promise<void> {
  const answer = await ctx.connect((client) => client(customers[what], { body: { companyIds } }));
  const words = { skip: 'marked ready', archive: 'archived', restore: 'shown again' }[what];
  ctx.output.answer(answer, () => `${answer.changed} of ${companyIds.length} customers ${words}.\n`);
}
