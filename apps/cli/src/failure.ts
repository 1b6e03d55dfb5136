import { ApiError } from '@licet/contract';
import type { ErrorCode, Problem } from '@licet/contract';
import { printable } from './words.ts';

/** Codes of what goes wrong on this side of the HTTP API; all others are the server's. */
type LocalCode =
  | 'wrong-usage'
  | 'server-unreachable'
  | 'unexpected-answer'
  | 'run-not-done'
  | 'setup-not-done'
  | 'offboarding-not-done'
  | 'broken-chain'
  | 'interrupted';

/** The server's problem document, or one of our own in the same shape; ours has no HTTP status. */
export type CliProblem = Omit<Problem, 'code' | 'status'> & { code: ErrorCode | LocalCode; status?: number };

/** Ends the command with a problem document. */
export class Failure extends Error {
  readonly problem: CliProblem;
  constructor(code: CliProblem['code'], detail: string, remedy?: string) {
    super(detail);
    this.name = 'Failure';
    this.problem = problemOf(code, detail, remedy);
  }
}

function problemOf(code: CliProblem['code'], detail: string, remedy?: string): CliProblem {
  return { type: `urn:licet:problem:${code}`, title: code.replaceAll('-', ' '), code, detail, ...(remedy ? { remedy } : {}) };
}

/** Writes what went wrong to standard error; answers the exit code. */
export function writeFailure(error: unknown, { json, stream }: { json: boolean; stream: NodeJS.WritableStream }): 1 | 2 {
  const problem = toProblem(error);
  stream.write(json ? `${JSON.stringify(problem, null, 2)}\n` : printable(inWords(problem)));
  return problem.code === 'wrong-usage' ? 2 : 1;
}

function toProblem(error: unknown): CliProblem {
  if (error instanceof ApiError || error instanceof Failure) return error.problem;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return problemOf('internal', `The command line ran into a fault of its own. ${text}`, 'Please report it with the lines above.');
}

function inWords({ detail, needs, errors, remedy, reference }: CliProblem): string {
  const lines = [`licet: ${detail}`];
  if (needs) lines.push(`  missing right: ${needs.level} on ${needs.function}`);
  for (const { field, message } of errors ?? []) lines.push(`  ${field}: ${message}`);
  if (remedy) lines.push(`  remedy: ${remedy}`);
  if (reference) lines.push(`  reference: ${reference}`);
  return `${lines.join('\n')}\n`;
}
