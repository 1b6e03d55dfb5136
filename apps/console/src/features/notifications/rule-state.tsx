import type { Alert, NotificationRule } from '@licet/contract';
import { IconBellOff, IconBellRinging, IconCircleCheck, IconCircleX, IconClockPause, IconEyeOff, IconProgress } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { reasonWords } from '../../shared/words/reason-words.ts';
import { ToneMark } from '../../shared/words/tone-mark.tsx';
import classes from './notifications.module.css';

const looks = {
  on: { icon: IconCircleCheck, tone: 'good' },
  off: { icon: IconBellOff, tone: 'calm' },
  snoozed: { icon: IconClockPause, tone: 'calm' },
  silent: { icon: IconEyeOff, tone: 'warn' },
} as const;

/** Whether a rule tells anything, and why it does not. */
export function RuleState({ rule }: { rule: NotificationRule }) {
  const { t } = useTranslation();
  const format = useFormat();
  const failing = [rule.deliveries.mail, rule.deliveries.webhook].find((one) => one?.reason);
  return (
    <>
      <ToneMark {...looks[rule.state]} word={t(`notifications.states.${rule.state}`)} />
      {rule.state === 'snoozed' && rule.snoozedUntil && (
        <span className={classes.note}>{t('notifications.until', { at: format.moment(rule.snoozedUntil) })}</span>
      )}
      {rule.state === 'silent' && rule.silence && <span className={classes.note}>{t(`notifications.silences.${rule.silence}`)}</span>}
      {failing?.reason && (
        <span className={classes.fault}>
          {t('notifications.notDelivered', { why: reasonWords(failing.reason, 'says', t) ?? failing.reason.code })}
        </span>
      )}
    </>
  );
}

const deliveryLooks = {
  waiting: { icon: IconProgress, tone: 'busy' },
  sent: { icon: IconCircleCheck, tone: 'good' },
  failed: { icon: IconCircleX, tone: 'bad' },
  dropped: { icon: IconBellOff, tone: 'calm' },
} as const;

/** How an alert was told, by each channel that there was. */
export function AlertDeliveries({ deliveries }: { deliveries: Alert['deliveries'] }) {
  const { t } = useTranslation();
  const told = (['mail', 'webhook'] as const).flatMap((channel) => {
    const delivery = deliveries[channel];
    return delivery ? [{ channel, ...delivery }] : [];
  });
  if (told.length === 0) return <ToneMark icon={IconBellOff} tone="calm" word={t('notifications.notTold')} />;
  return told.map(({ channel, state, reason }) => (
    <div key={channel}>
      <ToneMark
        {...deliveryLooks[state]}
        word={t(`notifications.delivered.${state}`, { channel: t(`notifications.channels.${channel}`) })}
      />
      {reason && <span className={classes.note}>{reasonWords(reason, 'says', t) ?? reason.code}</span>}
    </div>
  ));
}

/** Whether an alert still stands. */
export function AlertState({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (alert.endedAt === null) return <ToneMark icon={IconBellRinging} tone="warn" word={t('notifications.stands')} />;
  return (
    <>
      <ToneMark icon={IconCircleCheck} tone="calm" word={t('notifications.ended')} />
      <span className={classes.note}>{format.moment(alert.endedAt)}</span>
    </>
  );
}
