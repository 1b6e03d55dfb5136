// `./licet …`: prepares the machine, then hands over to the program that the first word names.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeFlags } from './flags.mjs';
import { ensureConsole, ensureDependencies, ensureNode, root, withNode } from './setup.mjs';

/** Commands that are programs of their own; every other word is a command of the command line, over the HTTP API. */
const programs = {
  serve: ['apps/server/src/main.ts'],
  portal: ['apps/local-portal/src/main.ts'],
  backup: ['apps/server/src/operate.ts', 'backup'],
  restore: ['apps/server/src/operate.ts', 'restore'],
  verify: ['apps/server/src/operate.ts', 'verify'],
};

const [command, ...rest] = process.argv.slice(2);
const node = ensureNode();
ensureDependencies(node);
if (command === 'serve') ensureConsole(node);

const program = Object.hasOwn(programs, command ?? '') ? programs[command] : ['apps/cli/src/main.ts', command];
const [file, ...words] = program.filter((word) => word !== undefined);
const args = [join(root, file), ...words, ...rest];
// The channel tells the program when this process is killed without a chance to pass a signal on.
const child = spawn(node, [...nodeFlags, ...args], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: withNode(node),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal ? 1 : 0);
});
