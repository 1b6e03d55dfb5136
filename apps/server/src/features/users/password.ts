// Passwords that a guesser tries first are refused: the most common ones of known breaches, keyboard walks, dates, repetitions
// and the login itself, as zxcvbn finds them, offline.
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { Refusal } from '../../http/refusal.ts';

/** zxcvbn's scale goes from 0 to 4; below 2 a password falls within a million guesses. */
const LEAST_SCORE = 2;
/** A longer password is judged by its beginning. */
const JUDGED_LETTERS = 100;

const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** Refuses a password that is easily guessed; `field` is where it stands in the request, `about` are words close to the user. */
export function refuseCommonPassword(password: string, field: string, about: string[]): void {
  const { score } = guesser.check(password.slice(0, JUDGED_LETTERS), [...about, 'licet']);
  if (score >= LEAST_SCORE) return;
  throw new Refusal('malformed-request', 'This password is easily guessed.', {
    errors: [{ field, message: 'is easily guessed', reason: { code: 'password-common', parameters: {} } }],
    remedy: 'Choose one that nobody else has: several words that do not belong together are long and easily remembered.',
  });
}
