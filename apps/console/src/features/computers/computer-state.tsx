import type { Computer } from '@licet/contract';
import { IconCircleCheck, IconCircleDashed, IconZzz } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../../shared/words/tone-mark.tsx';

const looks = {
  online: { icon: IconCircleCheck, tone: 'good' },
  silent: { icon: IconZzz, tone: 'warn' },
  never: { icon: IconCircleDashed, tone: 'calm' },
} as const;

export function ComputerState({ state }: { state: Computer['state'] }) {
  const { t } = useTranslation();
  return <ToneMark {...looks[state]} word={t(`computerStates.${state}`)} />;
}
