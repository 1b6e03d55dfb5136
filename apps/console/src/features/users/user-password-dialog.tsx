import type { User } from '@licet/contract';
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { NewPassword } from '../../shared/new-password.tsx';
import { useChangeUser } from './use-user-actions.ts';

/** A new password for somebody who has forgotten theirs. */
export function UserPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [owes, setOwes] = useState(true);
  const change = useChangeUser(user.id, () => {
    notifyDone(t('users.passwordSet', { login: user.login }));
    onClose();
  });
  return (
    <Dialog onClose={onClose} title={t('users.setPasswordOf', { login: user.login })}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ password, mustChangePassword: owes });
        }}
      >
        <p className={form.text}>{t('users.setPasswordText')}</p>
        <NewPassword autoFocus label={t('passwords.new')} value={password} onChange={setPassword} />
        <Checkbox label={t('users.mustChange')} checked={owes} onChange={(event) => setOwes(event.currentTarget.checked)} />
        {change.error && <ProblemNote error={change.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('passwords.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
