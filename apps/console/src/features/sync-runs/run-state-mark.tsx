import type { SyncRun } from '@licet/contract';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconEye,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ToneMark } from '../../shared/words/tone-mark.tsx';

const looks = {
  queued: { icon: IconClock, tone: 'calm' },
  reading: { icon: IconRefresh, tone: 'busy' },
  planned: { icon: IconEye, tone: 'busy' },
  held: { icon: IconAlertTriangle, tone: 'warn' },
  applying: { icon: IconRefresh, tone: 'busy' },
  details: { icon: IconRefresh, tone: 'busy' },
  succeeded: { icon: IconCircleCheck, tone: 'good' },
  partial: { icon: IconAlertTriangle, tone: 'warn' },
  failed: { icon: IconCircleX, tone: 'bad' },
  stopped: { icon: IconPlayerStop, tone: 'calm' },
  discarded: { icon: IconTrash, tone: 'calm' },
} as const;

export function RunStateMark({ state }: { state: SyncRun['state'] }) {
  const { t } = useTranslation();
  return <ToneMark {...looks[state]} word={t(`runStates.${state}`)} />;
}
