import type { Client } from '@licet/contract';
import { readConnection, withClient } from './connection.ts';
import { createOutput } from './output.ts';
import type { Output } from './output.ts';
import { readPassword } from './password.ts';

/** What every command is given. */
export interface Context {
  output: Output;
  /** Runs `work` as the user whom the environment names, and signs out afterwards. */
  connect<T>(work: (client: Client) => Promise<T>): Promise<T>;
  /** The password on standard input; asked for without echo when that is a terminal. */
  readPassword(question: string): Promise<string>;
}

export function createContext({ json, env }: { json: boolean; env: Record<string, string | undefined> }): Context {
  const interrupt = new AbortController();
  const listener = signalListener(interrupt);
  return {
    output: createOutput(json),
    connect: async (work) => {
      for (const name of signals) process.on(name, listener);
      return withClient(readConnection(env), interrupt.signal, work).finally(() => {
        for (const name of signals) process.off(name, listener);
      });
    },
    readPassword,
  };
}

const signals = ['SIGINT', 'SIGTERM'] as const;
/** One Ctrl-C may come twice: from the terminal, and passed on by the launcher. */
const SAME_SIGNAL_MS = 500;

/** The first signal ends the work in good order (signs out); one that comes later ends the process. */
function signalListener(interrupt: AbortController): () => void {
  let since: number | undefined;
  return () => {
    if (since !== undefined && Date.now() - since > SAME_SIGNAL_MS) process.exit(1);
    since ??= Date.now();
    interrupt.abort();
  };
}
