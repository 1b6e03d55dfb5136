// `licet …`, but for the programs of their own (`serve`, `portal`), which the launcher starts itself.
import { createContext } from './context.ts';
import { writeFailure } from './failure.ts';
import { runProgram } from './program.ts';

const argv = process.argv.slice(2);
const json = argv.includes('--json');

// A reader that has seen enough (`licet export | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await runProgram(createContext({ json, env: process.env }), argv);
} catch (error) {
  // Set, not forced: what was written to a pipe still has to leave this process.
  process.exitCode = writeFailure(error, { json, stream: process.stderr });
}
