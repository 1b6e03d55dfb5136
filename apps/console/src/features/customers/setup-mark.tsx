import type { Customer } from '@licet/contract';
import { IconArchive, IconCircleCheck, IconCircleDashed, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../../shared/words/tone-mark.tsx';

const looks = {
  'not-set-up': { icon: IconCircleDashed, tone: 'busy' },
  ready: { icon: IconCircleCheck, tone: 'good' },
  unlinked: { icon: IconUnlink, tone: 'warn' },
  archived: { icon: IconArchive, tone: 'calm' },
} as const;

/** State of a customer: icon, colour and word. */
export function SetupMark({ state }: { state: NonNullable<Customer['setup']> }) {
  const { t } = useTranslation();
  return <ToneMark {...looks[state]} word={t(`setups.${state}`)} />;
}
