import type { NotificationRule } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useRuleChange } from './notifications-queries.ts';

export function RemoveRuleDialog({ rule, onClose }: { rule: NotificationRule; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRuleChange(
    () => call(doors.notificationRules.remove, { params: { id: rule.id } }),
    () => {
      notifyDone(t('notifications.removed', { name: rule.name }));
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('notifications.removeTitle', { name: rule.name })}
      text={t('notifications.removeText')}
      verb={t('notifications.removeConfirm')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}
