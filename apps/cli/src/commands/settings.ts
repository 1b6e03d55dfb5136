import { signInPolicy } from '@licet/contract';
import type { Answer } from '@licet/contract';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { Context } from '../context.ts';
import { facts } from '../table.ts';

const { options: whom } = signInPolicy.show.response.shape.secondStepFor;

export function addSettings(program: Command, ctx: Context): void {
  const command = program.command('settings').description('settings of the installation: show, change');
  command
    .command('show')
    .description('show how everybody signs in')
    .action(async () => tell(ctx, await ctx.connect((client) => client(signInPolicy.show))));
  command
    .command('change')
    .description('change how everybody signs in; what is not given stays. For administrators who have a second step themselves')
    .addOption(new Option('--second-step <whom>', 'who has to sign in with a second step').choices(whom))
    .addOption(new Option('--trust-single-sign-on <yes-or-no>', 'single sign-on is always enough').choices(['yes', 'no']))
    .action((options: ChangeOptions) => change(ctx, options));
}

interface ChangeOptions {
  secondStep?: (typeof whom)[number];
  trustSingleSignOn?: 'yes' | 'no';
}

async function change(ctx: Context, { secondStep, trustSingleSignOn }: ChangeOptions): Promise<void> {
  const changed = await ctx.connect(async (client) => {
    const now = await client(signInPolicy.show);
    const trust = trustSingleSignOn === undefined ? now.trustSingleSignOn : trustSingleSignOn === 'yes';
    return client(signInPolicy.change, { body: { secondStepFor: secondStep ?? now.secondStepFor, trustSingleSignOn: trust } });
  });
  tell(ctx, changed);
}

function tell(ctx: Context, policy: Answer<typeof signInPolicy.show>): void {
  const known = [
    ['Second step required of', policy.secondStepFor],
    ['Single sign-on is always enough', policy.trustSingleSignOn ? 'yes' : 'no'],
  ] as const;
  ctx.output.answer(policy, () => facts(known));
}
