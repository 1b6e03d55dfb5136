// The command line as a process of its own, without any setting of the machine that tests run on.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'src', 'main.ts');
// Compiled once for all commands of a suite; half of a command's time is compiling.
const compiled = mkdtempSync(join(tmpdir(), 'licet-cli-'));
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }));

interface Given {
  env?: Record<string, string>;
  input?: string;
}

/** Runs `licet` with these arguments. */
export function runCommand(
  args: readonly string[],
  { env = {}, input = '' }: Given = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [main, ...args], { env: { NODE_COMPILE_CACHE: compiled, ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, out, err })));
}
