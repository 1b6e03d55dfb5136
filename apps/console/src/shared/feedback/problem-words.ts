import type { ErrorCode, Problem } from '@licet/contract';
import i18next, { type TFunction } from 'i18next';
import { ApiError, Unreachable } from '../api/client.ts';
import { reasonWords, sentenceWords, type Words } from '../words/reason-words.ts';

export interface ProblemWords {
  title: string;
  /** What happened; null where the title says it. */
  detail: Words | null;
  /** Fields at fault, with what is wrong with each. */
  fields: Words[];
  remedy: string;
  reference: string | null;
}

/** What the server says of these is what their title says. */
const saidByTitle: ErrorCode[] = [
  'malformed-request',
  'wrong-credentials',
  'login-mismatch',
  'not-found',
  'too-large',
  'plan-outdated',
  'not-waiting',
  'read-only',
  'password-change-needed',
  'still-held',
  'second-step-needed',
  'second-step-owed',
  'passkey-needed',
  'wrong-code',
  'wrong-passkey',
  'busy',
  'internal',
];

/** What to do about these hangs on their reason; for the others it is always the same. */
const hasManyRemedies: ErrorCode[] = [
  'wrong-login',
  'conflict',
  'not-permitted',
  'locked-out',
  'login-mismatch',
  'unsupported-portal-kind',
];

/** A failure in words for a person, in the language shown: what it is, what to do, where to find it in the log. */
export function problemWords(error: Error, t: TFunction): ProblemWords {
  if (error instanceof Unreachable) {
    return { ...nothing, title: t('problems.unreachable.title'), remedy: t('problems.unreachable.remedy') };
  }
  if (!(error instanceof ApiError)) {
    return {
      ...nothing,
      title: t('problems.screen.title'),
      detail: { text: error.message, lang: 'en' },
      remedy: t('problems.screen.remedy'),
    };
  }
  const { code, detail, reason, errors = [], reference = null } = error.problem;
  // A code of a newer server is told as the fault it is.
  const word = (i18next.exists(`problems.${code}.title`) ? code : 'internal') as Exclude<ErrorCode, 'not-signed-in'>;
  return {
    title: t(`problems.${word}.title`),
    detail: saidByTitle.includes(code) ? null : sentenceWords(detail, reason ? [reason] : [], t),
    fields: errors.map((one) => fieldWords(one, t)),
    remedy: (reason && hasManyRemedies.includes(code) && reasonWords(reason, 'remedy', t)) || t(`problems.${word}.remedy`),
    reference,
  };
}

const nothing = { detail: null, fields: [], reference: null };

type FieldProblem = NonNullable<Problem['errors']>[number];

/** A field at fault, named as the console names it where it has a name for it. */
function fieldWords({ field, message, reason }: FieldProblem, t: TFunction): Words {
  const name = field.split('.').findLast((part) => !/^\d+$/.test(part)) as 'login';
  const label = i18next.exists(`fieldNames.${name}`) ? t(`fieldNames.${name}`) : field;
  const { text, lang } = sentenceWords(message, reason ? [reason] : [], t);
  return { text: `${label}: ${text}`, ...(lang ? { lang } : {}) };
}
