import type { NotificationRule } from '@licet/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconBell, IconClockPause, IconDots, IconEyeSearch, IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone, notifyFailed } from '../../shared/feedback/notify.ts';
import { later } from '../../shared/later.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { useRuleChange } from './notifications-queries.ts';

const RemoveRuleDialog = later(async () => (await import('./remove-rule-dialog.tsx')).RemoveRuleDialog);
const WhoDialog = later(async () => (await import('../access/who-dialog.tsx')).WhoDialog);
const TestRuleDialog = later(async () => (await import('./test-rule-dialog.tsx')).TestRuleDialog);

/** Days for which a rule can be kept quiet. */
const naps = [1, 7, 30] as const;

export function RuleMenu({ rule, onOpen }: { rule: NotificationRule; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [dialog, setDialog] = useState<'remove' | 'test' | 'who'>();
  const snooze = useSnooze(rule);
  if (!holds(me, 'notifications', 'write')) return null;
  const foreign = !rule.can.change && t('notifications.needsRights');
  const awake = !rule.can.snooze && t('notifications.needsRights');
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <ActionIcon variant="default" size={28} aria-label={t('notifications.menu', { name: rule.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <ActionItem icon={IconPencil} label={t('notifications.change')} refused={foreign} looks onClick={() => onOpen(rule.id)} />
          <ActionItem
            icon={IconSend}
            label={t('notifications.test')}
            refused={!rule.can.test && t('notifications.needsRights')}
            onClick={() => setDialog('test')}
          />
          {rule.snoozedUntil ? (
            <ActionItem icon={IconBell} label={t('notifications.wake')} refused={awake} onClick={() => snooze(null)} />
          ) : (
            naps.map((days) => (
              <ActionItem
                key={days}
                icon={IconClockPause}
                label={t('notifications.snooze', { count: days })}
                refused={awake}
                onClick={() => snooze(days)}
              />
            ))
          )}
          {holds(me, 'users') && (
            <ActionItem icon={IconEyeSearch} label={t('access.who')} refused={false} looks onClick={() => setDialog('who')} />
          )}
          <ActionItem
            icon={IconTrash}
            label={t('notifications.remove')}
            refused={!rule.can.remove && t('notifications.needsRights')}
            onClick={() => setDialog('remove')}
          />
        </Menu.Dropdown>
      </Menu>
      {dialog === 'remove' && <RemoveRuleDialog rule={rule} onClose={close} />}
      {dialog === 'who' && <WhoDialog kind="notification-rule" id={rule.id} name={rule.name} onClose={close} />}
      {dialog === 'test' && <TestRuleDialog rule={rule} onClose={close} />}
    </>
  );
}

function useSnooze(rule: NotificationRule): (days: number | null) => void {
  const { t } = useTranslation();
  const format = useFormat();
  const change = useRuleChange(
    (until: string | null) => call(doors.notificationRules.snooze, { params: { id: rule.id }, body: { until } }),
    ({ name, snoozedUntil }) =>
      notifyDone(snoozedUntil ? t('notifications.snoozed', { name, at: format.moment(snoozedUntil) }) : t('notifications.woken', { name })),
  );
  return (days) =>
    change.mutate(days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString(), {
      onError: (error) => notifyFailed(t('notifications.notSnoozed', { name: rule.name }), error, t),
    });
}
