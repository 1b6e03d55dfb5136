import type { PortalAccount } from '@licet/contract';
import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './account-dialogs.module.css';
import { useChangeAccount } from './use-change-account.ts';

interface Props {
  account: PortalAccount;
  onClose: () => void;
}

export function PasswordDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const filed = account.source === 'file';
  const [password, setPassword] = useState('');
  const change = useChangeAccount(account.id, () => {
    notifyDone(filed ? t('accounts.connected') : t('accounts.passwordChanged'));
    onClose();
  });
  return (
    <Dialog onClose={onClose} title={filed ? t('accounts.connect') : t('accounts.changePassword')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ password });
        }}
      >
        <p className={classes.text}>
          {filed ? t('accounts.connectText', { login: account.login }) : t('accounts.passwordText', { login: account.login })}
        </p>
        <PasswordInput
          data-autofocus
          size="sm"
          label={t('link.password')}
          autoComplete="off"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {filed ? t('accounts.connectConfirm') : t('accounts.savePassword')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
