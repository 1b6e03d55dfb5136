import type { Installer } from '@licet/contract';
import { IconBan, IconCircleCheck, IconCircleX, IconClockOff, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../../shared/words/tone-mark.tsx';

const looks = {
  active: { icon: IconCircleCheck, tone: 'good' },
  expired: { icon: IconClockOff, tone: 'calm' },
  'used-up': { icon: IconUsers, tone: 'warn' },
  broken: { icon: IconCircleX, tone: 'bad' },
  revoked: { icon: IconBan, tone: 'calm' },
} as const;

export function InstallerState({ state }: { state: Installer['state'] }) {
  const { t } = useTranslation();
  return <ToneMark {...looks[state]} word={t(`installerStates.${state}`)} />;
}
