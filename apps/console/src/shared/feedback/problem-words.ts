import type { ErrorCode } from '@licet/contract';
import type { TFunction } from 'i18next';
import { ApiError, Unreachable } from '../api/client.ts';

export interface ProblemWords {
  title: string;
  /** What happened, as the server says it; English. */
  detail: string | null;
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

/** A failure in words for a person, in the language shown: what it is, what to do, where to find it in the log. */
export function problemWords(error: Error, t: TFunction): ProblemWords {
  if (error instanceof Unreachable) {
    return { title: t('problems.unreachable.title'), detail: null, remedy: t('problems.unreachable.remedy'), reference: null };
  }
  if (!(error instanceof ApiError)) {
    return { title: t('problems.screen.title'), detail: error.message, remedy: t('problems.screen.remedy'), reference: null };
  }
  const { code, detail, reference = null } = error.problem;
  const word = known.find((one) => one === code) ?? 'internal';
  return { title: t(`problems.${word}.title`), detail, remedy: t(`problems.${word}.remedy`), reference };
}
