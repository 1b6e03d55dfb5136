import { customers, setups } from '@licet/contract';
import type { Answer, Setup } from '@licet/contract';
import type { Command } from 'commander';
import { id, ids } from '../arguments.ts';
import { batchEnd } from '../batch-end.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import { counted } from '../words.ts';

type Plan = Answer<typeof customers.offboardingPlan>;

interface Options {
  preview?: boolean;
  users: boolean;
  installers: boolean;
  archive: boolean;
}

/** The mirror of `customers setup`, and how it is taken back. */
export function addOffboarding(command: Command, ctx: Context): void {
  command
    .command('offboard')
    .description('suspend the users of customers, revoke their installers, and archive them')
    .argument('<id...>', 'ids of customers', ids)
    .option('--preview', 'show the users and installers concerned, and change nothing')
    .option('--no-users', 'suspend no users')
    .option('--no-installers', 'revoke no installers')
    .option('--no-archive', 'do not archive')
    .action((given: string[], options: Options) => offboard(ctx, given, options));
  command
    .command('undo')
    .description('take an offboarding back')
    .argument('<offboarding>', 'id of the offboarding, as it printed it', id)
    .action((offboarding: string) => undo(ctx, offboarding));
  command
    .command('handover')
    .description('print what is owed to a customer that leaves: its licenses, users, installers and computers')
    .argument('<id>', 'id of the customer', id)
    .action((customer: string) => handOver(ctx, customer));
}

async function offboard(ctx: Context, companyIds: string[], options: Options): Promise<void> {
  if (options.preview) {
    const plan = await ctx.connect((client) => client(customers.offboardingPlan, { body: { companyIds } }));
    return ctx.output.answer(plan, () => planWords(plan));
  }
  const { users: suspendUsers, installers: revokeInstallers, archive } = options;
  const ended = await ctx.connect(async (client) => {
    const started = await client(customers.offboard, { body: { companyIds, suspendUsers, revokeInstallers, archive } });
    ctx.output.note(`Offboarding ${started.id} has begun; for 30 days \`licet customers undo ${started.id}\` takes it back.`);
    return batchEnd(client, started);
  });
  ctx.output.answer(ended, () => stepWords(ended));
  if (ended.failed > 0)
    throw new Failure(
      'offboarding-not-done',
      `${ended.failed} of ${ended.total} customers failed.`,
      'Mend what is named, then offboard these again.',
    );
}

async function undo(ctx: Context, offboarding: string): Promise<void> {
  const back = await ctx.connect((client) => client(setups.undo, { params: { id: offboarding } }));
  ctx.output.answer(back, () => stepWords(back));
}

async function handOver(ctx: Context, customer: string): Promise<void> {
  const document = await ctx.connect((client) => client(customers.handover, { params: { id: customer } }));
  ctx.output.answer(document, () => `${JSON.stringify(document, null, 2)}\n`);
}

function planWords(plan: Plan): string {
  return plan
    .map(({ customer, setup, users, installers, lacks }) =>
      [
        `${customer.id}  ${customer.name} (${setup})\n`,
        ...users.map((user) => `  user       ${user.login}\n`),
        ...installers.map((installer) => `  installer  ${installer.name}\n`),
        ...lacks.map((lack) => `  missing    ${lack.level} on ${lack.function}\n`),
      ].join(''),
    )
    .join('');
}

function stepWords({ steps }: Setup): string {
  return steps
    .map(({ customer, state, did, reason }) => {
      const done =
        did && `${counted(did.usersSuspended, 'user')}, ${counted(did.installersRevoked, 'installer')}${did.archived ? ', archived' : ''}`;
      return `${customer.name}: ${[state, ...(done ? [done] : [])].join(', ')}${reason === null ? '' : `. ${reason}`}\n`;
    })
    .join('');
}
