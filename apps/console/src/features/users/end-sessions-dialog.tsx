import type { User } from '@licet/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';

/** Signs somebody out everywhere. */
export function EndSessionsDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { id, login } = user;
  const end = useMutation({
    mutationFn: () => call(doors.users.endSessions, { params: { id } }),
    onSuccess: () => {
      notifyDone(t('users.endSessionsDone', { login }));
      // One's own sessions may be among them.
      for (const key of ['audit', 'session']) void queries.invalidateQueries({ queryKey: [key] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('users.endSessionsTitle', { login })}
      text={t('users.endSessionsText')}
      verb={t('users.endSessionsConfirm')}
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    />
  );
}
