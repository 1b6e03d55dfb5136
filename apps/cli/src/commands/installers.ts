import { installers } from '@licet/contract';
import type { Installer } from '@licet/contract';
import type { Command } from 'commander';
import { lastMoment, group, id } from '../arguments.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { createGroupFinder } from '../group-paths.ts';
import { allRows } from '../pages.ts';
import { table } from '../table.ts';
import { moment } from '../words.ts';

const formats = ['shell', 'powershell', 'config'] as const;

export function addInstallers(program: Command, ctx: Context): void {
  const command = program.command('installers').description('installers: list, create, download, revoke');
  command
    .command('list')
    .description('list the installers in your sight')
    .option('--group <group>', 'only those kept in this group or below it: id or path', group)
    .action((options: { group?: string }) => listInstallers(ctx, options));
  command
    .command('create')
    .description('make an installer for a group; prints its id')
    .requiredOption('--name <name>', 'what it is called')
    .requiredOption('--group <group>', 'where its computers go: id, or path such as /All/Companies/X', group)
    .option('--license <public id>', 'the license of which each computer takes a unit')
    .option('--expires <date>', 'last day (in UTC), or the moment, until which it works', lastMoment)
    .option('--limit <computers>', 'how many computers it may enroll', id)
    .action((options: CreateOptions) => createInstaller(ctx, options));
  command
    .command('download')
    .description('print the installer: a shell script unless told otherwise. Holds its enrollment token')
    .argument('<id>', 'id of the installer', id)
    .option('--format <format>', formats.join(', '), 'shell')
    .action((installer: string, options: { format: string }) => downloadInstaller(ctx, installer, options.format));
  command
    .command('revoke')
    .description('end an installer; computers that it enrolled stay')
    .argument('<id>', 'id of the installer', id)
    .action((installer: string) => revokeInstaller(ctx, installer));
}

async function listInstallers(ctx: Context, { group: given }: { group?: string }): Promise<void> {
  const page = await ctx.connect(async (client) => {
    const groupId = given === undefined ? undefined : await createGroupFinder(client)(given);
    const filter = groupId === undefined ? {} : { groupId };
    return allRows(
      (query) => client(installers.list, { query: { ...query, ...filter } }),
      (row) => row.id,
    );
  });
  const columns = [
    { title: 'ID', of: (one: Installer) => one.id },
    { title: 'NAME', of: (one: Installer) => one.name },
    { title: 'GROUP', of: (one: Installer) => one.group.name },
    { title: 'LICENSE', of: (one: Installer) => one.license?.publicId ?? one.license?.productName ?? '-' },
    { title: 'STATE', of: (one: Installer) => (one.breakage && one.state === 'broken' ? `broken: ${one.breakage}` : one.state) },
    {
      title: 'ENROLLED',
      of: (one: Installer) => (one.useLimit === null ? String(one.uses) : `${one.uses} of ${one.useLimit}`),
      number: true,
    },
    { title: 'WORKS UNTIL', of: (one: Installer) => moment(one.effectiveExpiry.at) },
  ];
  ctx.output.answer(page, () => table(columns, page.rows));
  if (page.rows.length === 0) ctx.output.note('There is no installer in your sight.');
}

interface CreateOptions {
  name: string;
  group: string;
  license?: string;
  expires?: string;
  limit?: string;
}

async function createInstaller(ctx: Context, { name, group: given, license, expires, limit }: CreateOptions): Promise<void> {
  const made = await ctx.connect(async (client) => {
    const groupId = await createGroupFinder(client)(given);
    const choices = license === undefined ? [] : await client(installers.licenses, { query: { groupId } });
    const chosen = choices.find((one) => one.publicId === license);
    if (license !== undefined && !chosen)
      throw new Failure(
        'not-found',
        `The company of that group has no license ${license} in your sight.`,
        '`licet pools list` and the console show what there is.',
      );
    const useLimit = limit === undefined ? null : Number(limit);
    return client(installers.create, { body: { name, groupId, shareId: chosen?.shareId ?? null, expiresAt: expires ?? null, useLimit } });
  });
  ctx.output.note(`Installer ${made.id} (${made.name}) works until ${moment(made.effectiveExpiry.at)}.`);
  // The id alone, so that a script can take it from here.
  ctx.output.answer(made, () => `${made.id}\n`);
}

async function downloadInstaller(ctx: Context, installer: string, given: string): Promise<void> {
  const format = formats.find((one) => one === given);
  if (!format) throw new Failure('wrong-usage', `There is no format ${given}.`, `The formats are ${formats.join(', ')}.`);
  const text = await ctx.connect((client) => client(installers.download, { params: { id: installer }, query: { format } }));
  ctx.output.answer({ id: installer, format, text }, () => text);
}

async function revokeInstaller(ctx: Context, installer: string): Promise<void> {
  const ended = await ctx.connect((client) => client(installers.revoke, { params: { id: installer } }));
  ctx.output.answer(ended, () => `Installer ${ended.id} (${ended.name}) is revoked.\n`);
}
