import { tokens } from '@licet/contract';
import type { Command } from 'commander';
import { lastMoment, id } from '../arguments.ts';
import type { Context } from '../context.ts';
import { table } from '../table.ts';
import { moment } from '../words.ts';

export function addTokens(program: Command, ctx: Context): void {
  const command = program.command('tokens').description('your API tokens: create, list, revoke');
  command
    .command('create')
    .description('make an API token for yourself; prints the secret, this once')
    .requiredOption('--name <name>', 'what the token is for')
    .option('--expires <date>', 'last day (in UTC), or the moment, until which it is valid', lastMoment)
    .option('--permission-set <id>', 'carry no more than this one of your permission sets', id)
    .addHelpText('after', '\nExample:\n  export LICET_TOKEN=$(licet tokens create --name nightly-export --expires 2027-01-31)')
    .action((options: CreateOptions) => createToken(ctx, options));
  command
    .command('list')
    .description('list your API tokens')
    .action(() => listTokens(ctx));
  command
    .command('revoke')
    .description('revoke one of your API tokens')
    .argument('<id>', 'id of the token', id)
    .action((token: string) => revokeToken(ctx, token));
}

interface CreateOptions {
  name: string;
  expires?: string;
  permissionSet?: string;
}

async function createToken(ctx: Context, { name, expires, permissionSet }: CreateOptions): Promise<void> {
  const body = { name, expiresAt: expires ?? null, permissionSetId: permissionSet ?? null };
  const made = await ctx.connect((client) => client(tokens.create, { body }));
  const until = made.expiresAt === null ? 'does not expire' : `expires ${moment(made.expiresAt)}`;
  ctx.output.note(`Token ${made.id} (${made.name}) ${until}. Its secret is shown this once.`);
  // The secret alone, so that a script can take it from here.
  ctx.output.answer(made, () => `${made.secret}\n`);
}

async function listTokens(ctx: Context): Promise<void> {
  const list = await ctx.connect((client) => client(tokens.list));
  const columns = [
    { title: 'ID', of: (one: (typeof list)[number]) => one.id },
    { title: 'NAME', of: (one: (typeof list)[number]) => one.name },
    { title: 'CARRIES', of: (one: (typeof list)[number]) => one.permissionSet?.name ?? 'everything' },
    { title: 'CREATED', of: (one: (typeof list)[number]) => moment(one.createdAt) },
    { title: 'EXPIRES', of: (one: (typeof list)[number]) => moment(one.expiresAt) },
    { title: 'LAST USED', of: (one: (typeof list)[number]) => moment(one.lastUsedAt) },
  ];
  ctx.output.answer(list, () => table(columns, list));
}

async function revokeToken(ctx: Context, token: string): Promise<void> {
  await ctx.connect((client) => client(tokens.revoke, { params: { id: token } }));
  ctx.output.answer({ id: token, revoked: true }, () => `Token ${token} is revoked.\n`);
}
