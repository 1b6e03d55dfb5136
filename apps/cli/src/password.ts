import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Failure } from './failure.ts';

/** Reads a password from standard input; the line end that `echo` and files add is not part of it. Never echoed. */
export async function readPassword(question: string): Promise<string> {
  const password = process.stdin.isTTY ? await ask(question) : (await text(process.stdin)).replace(/\r?\n$/, '');
  if (password === '') throw new Failure('wrong-usage', 'There is no password on standard input.', 'Pipe it in, as in: licet … < FILE');
  if (/[\r\n]/.test(password)) throw new Failure('wrong-usage', 'Standard input holds more than one line; a password is one.');
  return password;
}

async function ask(question: string): Promise<string> {
  process.stderr.write(`${question}: `);
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silence, terminal: true });
  // Ctrl-C reaches us as a letter here, because the terminal does not interpret letters while nothing is echoed.
  const interrupt = new AbortController();
  lines.once('SIGINT', () => interrupt.abort());
  try {
    return await lines.question('', { signal: interrupt.signal });
  } catch (error) {
    throw interrupt.signal.aborted ? new Failure('interrupted', 'Interrupted.') : error;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
