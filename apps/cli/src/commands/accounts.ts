import { poolings, portalAccounts, portalKinds } from '@licet/contract';
import type { Answer, Body, PortalAccount } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import { id } from '../arguments.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { table } from '../table.ts';
import { counted, moment } from '../words.ts';

type LinkOptions = Pick<Body<typeof portalAccounts.link>, 'login' | 'kind' | 'pooling' | 'managedTags'>;
type Removal = Answer<typeof portalAccounts.removalPlan>;
type Removed = Answer<typeof portalAccounts.removed>[number];

export function addAccounts(program: Command, ctx: Context): void {
  const accounts = program.command('accounts').description('portal accounts: link, list, remove, bring back');
  accounts
    .command('add')
    .description('check a portal account and link it; prints its id, and the import starts in the background')
    .requiredOption('--login <login>', 'login at the portal')
    .requiredOption('--password-stdin', 'read the password from standard input')
    .addOption(new Option('--kind <kind>', 'kind of portal').choices(['auto', ...portalKinds]).default('auto'))
    .addOption(
      new Option('--pooling <pooling>', 'a license pool for each company, or one for the account').choices(poolings).default('company'),
    )
    .option('--managed-tags', 'let the tag of a company’s name follow when the company is renamed upstream', false)
    .addHelpText('after', '\nExample:\n  licet accounts add --login manager@example.com --password-stdin < password.txt')
    .action((options: LinkOptions) => addAccount(ctx, options));
  accounts
    .command('list')
    .description('list the linked portal accounts')
    .action(() => listAccounts(ctx));
  accounts
    .command('remove')
    .description('remove a portal account with all its license pools')
    .argument('<id>', 'id of the account', id)
    .option('--confirm <login>', 'the login of the account, as confirmation')
    .option('--preview', 'show what would go, and remove nothing')
    .action((account: string, options: { confirm?: string; preview?: boolean }) => removeAccount(ctx, account, options));
  accounts
    .command('removed')
    .description('list the accounts that were removed and can be brought back')
    .action(() => listRemoved(ctx));
  accounts
    .command('restore')
    .description('bring a removed account back with everything that its removal took')
    .argument('<removal>', 'id of the removal, as `accounts removed` shows it', id)
    .action((removal: string) => restoreAccount(ctx, removal));
}

async function addAccount(ctx: Context, { login, kind, pooling, managedTags }: LinkOptions): Promise<void> {
  const password = await ctx.readPassword(`Password of ${login}`);
  const linked = await ctx.connect((client) => client(portalAccounts.link, { body: { login, kind, pooling, managedTags, password } }));
  const { account, runId } = linked;
  ctx.output.note(`Linked ${account.login} (${account.kinds.join(', ')}), ${account.rootCompany.name}. Run ${runId} imports it now.`);
  // The id alone, so that a script can take it from here.
  ctx.output.answer(linked, () => `${account.id}\n`);
}

async function listAccounts(ctx: Context): Promise<void> {
  const accounts = await ctx.connect((client) => client(portalAccounts.list));
  ctx.output.answer(accounts, () => accountTable(accounts));
  if (accounts.length === 0) ctx.output.note('No portal account is linked. `licet accounts add` links one.');
  for (const { login, stateReason } of accounts) if (stateReason) ctx.output.note(`${login}: ${stateReason}`);
}

function accountTable(accounts: readonly PortalAccount[]): string {
  return table(
    [
      { title: 'ID', of: (one) => one.id },
      { title: 'LOGIN', of: (one) => one.login },
      { title: 'KINDS', of: (one) => one.kinds.join(', ') },
      { title: 'COMPANY', of: (one) => one.rootCompany.name },
      { title: 'SOURCE', of: (one) => one.source },
      { title: 'STATE', of: (one) => one.state },
      { title: 'STRUCTURE READ', of: (one) => moment(one.structureAt) },
      { title: 'DETAILS READ', of: (one) => moment(one.detailsAt) },
      { title: 'COMPANIES', of: (one) => String(one.counts.companies), number: true },
      { title: 'LICENSES', of: (one) => String(one.counts.licenses), number: true },
    ],
    accounts,
  );
}

async function removeAccount(ctx: Context, account: string, { confirm, preview }: { confirm?: string; preview?: boolean }): Promise<void> {
  const params = { id: account };
  if (preview) {
    const removal = await ctx.connect((client) => client(portalAccounts.removalPlan, { params }));
    return ctx.output.answer(removal, () => removalWords(removal));
  }
  if (confirm === undefined)
    throw new Failure('wrong-usage', 'Removing an account needs --confirm with its login.', 'With --preview it shows what would go.');
  await ctx.connect((client) => client(portalAccounts.remove, { params, body: { confirmLogin: confirm } }));
  ctx.output.answer({ id: account, removed: true }, () => `Account ${account} (${confirm}) is removed.\n`);
  ctx.output.note('For 30 days `licet accounts removed` lists it, and `licet accounts restore` brings it back.');
}

async function listRemoved(ctx: Context): Promise<void> {
  const removed = await ctx.connect((client) => client(portalAccounts.removed));
  const columns = [
    { title: 'REMOVAL', of: (one: Removed) => one.id },
    { title: 'LOGIN', of: (one: Removed) => one.login },
    { title: 'LICENSES', of: (one: Removed) => String(one.licenses), number: true },
    { title: 'REMOVED', of: (one: Removed) => moment(one.removedAt) },
    { title: 'BY', of: (one: Removed) => one.removedBy ?? '-' },
    { title: 'UNTIL', of: (one: Removed) => moment(one.until) },
  ];
  ctx.output.answer(removed, () => table(columns, removed));
  if (removed.length === 0) ctx.output.note('There is no removed account that can be brought back.');
}

async function restoreAccount(ctx: Context, removal: string): Promise<void> {
  const account = await ctx.connect((client) => client(portalAccounts.restore, { params: { id: removal } }));
  ctx.output.answer(account, () => `Account ${account.id} (${account.login}) is back.\n`);
}

function removalWords({ pools, unlinkedGroups, movedGroups, keptCompanies, installers }: Removal): string {
  const list = <T>(title: string, rows: readonly T[], line: (row: T) => string) =>
    `${title}${rows.length === 0 ? ' none' : ''}\n${rows.map((row) => `  ${line(row)}\n`).join('')}`;
  return [
    list('License pools that go:', pools, (pool) => `${pool.id}  ${pool.name} (${counted(pool.licenses, 'license')})`),
    list('Groups that are unlinked:', unlinkedGroups, (group) => `${group.id}  ${group.path}`),
    list('Groups that hang elsewhere, with all below them:', movedGroups, ({ id, from, to }) => `${id}  ${from.path} -> ${to.path}`),
    list('Installers that stop:', installers, (installer) => `${installer.id}  ${installer.name}`),
    list('Companies that stay, seen by others:', keptCompanies, (company) => `${company.name} (${company.seenBy})`),
  ].join('');
}
