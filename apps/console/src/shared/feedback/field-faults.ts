import type { TFunction } from 'i18next';
import { ApiError } from '../api/client.ts';
import { sentenceWords } from '../words/reason-words.ts';

/** What a refusal says about a field of the body (`schedule.at`) or a part of it, for the place where the field is. */
export function fieldFaults(error: Error | null, t: TFunction): (field: string) => string | undefined {
  const errors = error instanceof ApiError ? (error.problem.errors ?? []) : [];
  return (name) => {
    const found = errors.find(({ field }) => `${field}.`.startsWith(`body.${name}.`));
    return found && sentenceWords(found.message, found.reason ? [found.reason] : [], t).text;
  };
}
