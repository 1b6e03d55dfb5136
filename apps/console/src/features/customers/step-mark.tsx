import type { Setup } from '@licet/contract';
import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../../shared/words/tone-mark.tsx';

const looks = {
  waiting: { icon: IconClock, tone: 'calm' },
  done: { icon: IconCircleCheck, tone: 'good' },
  failed: { icon: IconCircleX, tone: 'bad' },
  undone: { icon: IconArrowBackUp, tone: 'calm' },
} as const;

/** How one customer of a batch stands. */
export function StepMark({ state }: { state: Setup['steps'][number]['state'] }) {
  const { t } = useTranslation();
  return <ToneMark {...looks[state]} word={t(`stepStates.${state}`)} />;
}
