import { Command, CommanderError } from 'commander';
import { addAccounts } from './commands/accounts.ts';
import { addAudit } from './commands/audit.ts';
import { addComputers } from './commands/computers.ts';
import { addCustomers } from './commands/customers.ts';
import { addExport } from './commands/export.ts';
import { addGroups } from './commands/groups.ts';
import { addImport } from './commands/import.ts';
import { addInstallers } from './commands/installers.ts';
import { addPermissionSets } from './commands/permission-sets.ts';
import { addPools } from './commands/pools.ts';
import { addSessions } from './commands/sessions.ts';
import { addSettings } from './commands/settings.ts';
import { addSync } from './commands/sync.ts';
import { addTokens } from './commands/tokens.ts';
import { addUsers } from './commands/users.ts';
import type { Context } from './context.ts';
import { Failure } from './failure.ts';

const elsewhere = `
Programs of their own:
  serve [--demo]              start the server; --demo starts the local portal too
  portal [--dataset NAME]     start the local portal alone
  backup DIR                  write a backup of the database and the secret key
  restore DIR                 bring a backup into an empty database
  verify                      check what must hold of the database

Environment:
  LICET_SERVER                the server's address (http://127.0.0.1:8080)
  LICET_TOKEN                 API token of the user who asks, or
  LICET_USER, LICET_PASSWORD  login and password; signed in for the command alone

Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
`;

/** Runs the command that stands on the command line. Throws a failure `wrong-usage` for one that cannot be understood. */
export async function runProgram(ctx: Context, argv: readonly string[]): Promise<void> {
  const program = buildProgram(ctx);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for ends in an error as well.
    if (error.exitCode !== 0) throw wrongUsage(error, program, argv);
  }
}

function buildProgram(ctx: Context): Command {
  const program = new Command('licet')
    .description('The command line of the Licet license server.')
    .option('--json', 'answer with one JSON document on standard output')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .configureHelp({ showGlobalOptions: true })
    // Wrong usage is written where all failures are, because its form depends on --json.
    .configureOutput({ writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', elsewhere);
  for (const add of [
    addAccounts,
    addSync,
    addPools,
    addCustomers,
    addInstallers,
    addComputers,
    addGroups,
    addUsers,
    addPermissionSets,
    addTokens,
    addSessions,
    addSettings,
    addAudit,
    addExport,
    addImport,
  ])
    add(program, ctx);
  return program;
}

function wrongUsage(error: CommanderError, program: Command, argv: readonly string[]): Failure {
  const { command, path } = deepestCommand(program, argv);
  const remedy = `\`${path} --help\` shows the usage.`;
  if (error.code !== 'commander.help') return new Failure('wrong-usage', usageWords(error), remedy);
  const names = command.commands.map((one) => one.name()).join(', ');
  return new Failure('wrong-usage', `\`${path}\` needs one of these words after it: ${names}.`, remedy);
}

/** The words of the library, without what was given where nothing belongs: that may be a password in the wrong place. */
function usageWords({ code, message }: CommanderError): string {
  const words = message.replace(/^error: /, '').replaceAll('\n', ' ');
  if (code === 'commander.excessArguments') return words.replace(/: .*$/s, '.');
  if (code === 'commander.unknownOption') return words.replace(/=[^']*/s, '');
  return words;
}

function deepestCommand(program: Command, argv: readonly string[]): { command: Command; path: string } {
  let [command, path] = [program, program.name()];
  for (const word of argv) {
    const next = command.commands.find((one) => one.name() === word);
    if (next) [command, path] = [next, `${path} ${word}`];
  }
  return { command, path };
}
