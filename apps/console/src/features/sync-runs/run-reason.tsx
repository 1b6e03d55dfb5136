import type { SyncRun } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { remedyWords, sentenceWords } from '../../shared/words/reason-words.ts';

/** Why a run ended or waits, and what to do about it. */
export function RunReason({ run }: { run: SyncRun }) {
  const { t } = useTranslation();
  const why = run.reason && sentenceWords(run.reason, run.reasons, t);
  const remedy = run.remedy && remedyWords(run.remedy, run.reasons, t);
  return (
    <>
      {why && <p lang={why.lang}>{why.text}</p>}
      {remedy && <p lang={remedy.lang}>{remedy.text}</p>}
    </>
  );
}
