import { printable } from './words.ts';

/** Where commands write. With `--json` standard output holds one document, and standard error a problem document or nothing. */
export interface Output {
  json: boolean;
  /** The answer: the document with `--json`, the words without. */
  answer(document: unknown, words: () => string): void;
  /** Something a person should know beside the answer; goes to standard error, and nowhere with `--json`. */
  note(text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    json,
    answer(document, words) {
      process.stdout.write(json ? `${JSON.stringify(document, null, 2)}\n` : printable(words()));
    },
    note(text) {
      if (!json) process.stderr.write(printable(`${text}\n`));
    },
  };
}
