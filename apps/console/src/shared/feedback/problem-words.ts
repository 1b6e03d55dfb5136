import type { ErrorCode } from '@licet/contract';
import type { TFunction } from 'i18next';
import { ApiError, Unreachable } from '../api/client.ts';

export interface ProblemWords {
  title: string;
  /** What happened, as the server says it; English. */
  detail: string | null;
  /** Fields at fault, with what is wrong with each; English. */
  fields: string[];
  remedy: string;
  reference: string | null;
}

/** Codes with words of our own; the rest is told as the fault it is. */
const known = [
  'malformed-request',
  'wrong-login',
  'locked-out',
  'not-permitted',
  'not-found',
  'conflict',
  'too-large',
  'wrong-credentials',
  'no-api-access',
  'refused-account-type',
  'reads-nothing',
  'portal-unavailable',
  'not-a-portal',
  'already-linked',
  'login-mismatch',
  'plan-outdated',
  'not-waiting',
  'unsupported-portal-kind',
] as const satisfies ErrorCode[];

/** What the server says of these is what their title says. */
const saidByTitle: ErrorCode[] = ['wrong-login', 'wrong-credentials', 'login-mismatch'];

/** A failure in words for a person, in the language shown: what it is, what to do, where to find it in the log. */
export function problemWords(error: Error, t: TFunction): ProblemWords {
  if (error instanceof Unreachable) {
    return { ...nothing, title: t('problems.unreachable.title'), remedy: t('problems.unreachable.remedy') };
  }
  if (!(error instanceof ApiError)) {
    return { ...nothing, title: t('problems.screen.title'), detail: error.message, remedy: t('problems.screen.remedy') };
  }
  const { code, detail, errors = [], reference = null } = error.problem;
  const word = known.find((one) => one === code) ?? 'internal';
  return {
    title: t(`problems.${word}.title`),
    detail: saidByTitle.includes(code) ? null : detail,
    fields: errors.map(({ field, message }) => `${field}: ${message}`),
    remedy: t(`problems.${word}.remedy`),
    reference,
  };
}

const nothing = { detail: null, fields: [], reference: null };
