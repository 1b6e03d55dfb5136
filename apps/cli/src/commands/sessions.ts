import { account } from '@licet/contract';
import type { OwnSession } from '@licet/contract';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { table } from '../table.ts';
import { moment } from '../words.ts';

export function addSessions(program: Command, ctx: Context): void {
  const command = program.command('sessions').description('your sessions: list (they are ended in the console, under Account security)');
  command
    .command('list')
    .description('list where you are signed in')
    .action(() => listSessions(ctx));
}

async function listSessions(ctx: Context): Promise<void> {
  const list = await ctx.connect((client) => client(account.sessions));
  const columns = [
    { title: 'BROWSER', of: ({ browser }: OwnSession) => [browser.name ?? '-', browser.system].filter(Boolean).join(', ') },
    { title: 'FROM', of: (one: OwnSession) => one.address ?? '-' },
    { title: 'SIGNED IN', of: (one: OwnSession) => moment(one.beganAt) },
    { title: 'BY', of: (one: OwnSession) => one.way ?? '-' },
    { title: 'LAST USED', of: (one: OwnSession) => (one.current ? 'this one' : moment(one.lastUsedAt)) },
  ];
  ctx.output.answer(list, () => table(columns, list));
}
