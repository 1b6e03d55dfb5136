import type { Setup } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { reasonWords, sentenceWords } from '../../shared/words/reason-words.ts';

/** Why a customer could not be done, or what is to be known of it, and what to do about it. */
export function StepReason({ step }: { step: Setup['steps'][number] }) {
  const { t } = useTranslation();
  if (step.reason === null) return null;
  const why = sentenceWords(step.reason, step.reasons, t);
  const remedy = step.reasons.map((one) => reasonWords(one, 'remedy', t)).find((one) => one !== null);
  return (
    <span lang={why.lang}>
      {why.text} {remedy}
    </span>
  );
}
