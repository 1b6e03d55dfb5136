import type { User } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { useRefreshUsers } from './use-user-actions.ts';

/** For somebody whose phone is lost. */
export function ResetSignInDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshUsers();
  const { id, login } = user;
  const reset = useMutation({
    mutationFn: () => call(doors.users.resetSignIn, { params: { id } }),
    onSuccess: () => {
      notifyDone(t('users.resetSignInDone', { login }));
      refresh();
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t('users.resetSignInTitle', { login })}>
      <div className={form.form}>
        <p className={form.text}>{t('users.resetSignInText')}</p>
        {reset.error && <ProblemNote error={reset.error} />}
        <div className={form.buttons}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={reset.isPending} onClick={() => reset.mutate()}>
            {t('users.resetSignInConfirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
