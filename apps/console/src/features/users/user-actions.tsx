import { Button, Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconEye,
  IconKey,
  IconLock,
  IconLockOpen,
  IconLogout,
  IconPencil,
  IconShieldOff,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { ActButton } from '../../shared/act-button.tsx';
import { notifyDone, notifyFailed } from '../../shared/feedback/notify.ts';
import { later } from '../../shared/later.tsx';
import type { UserDetails } from './held-rights.tsx';
import { useChangeUser, useViewAs } from './use-user-actions.ts';
import classes from './users.module.css';

const UserDialog = later(async () => (await import('./user-dialog.tsx')).UserDialog);
const UserPasswordDialog = later(async () => (await import('./user-password-dialog.tsx')).UserPasswordDialog);
const ResetSignInDialog = later(async () => (await import('./reset-sign-in-dialog.tsx')).ResetSignInDialog);
const EndSessionsDialog = later(async () => (await import('./end-sessions-dialog.tsx')).EndSessionsDialog);
const RemoveUserDialog = later(async () => (await import('./remove-user-dialog.tsx')).RemoveUserDialog);

/** What may be done with a user, by the server's word. */
export function UserActions({ user, onRemoved }: { user: UserDetails; onRemoved: () => void }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'change' | 'password' | 'sessions' | 'reset' | 'remove'>();
  const close = () => setDialog(undefined);
  const view = useViewAs();
  const change = useChangeUser(user.id, () => notifyDone(user.enabled ? t('users.disabledDone') : t('users.enabledDone')));
  const turn = () =>
    change.mutate(
      { enabled: !user.enabled },
      { onError: (error) => notifyFailed(t('users.changeFailed', { login: user.login }), error, t) },
    );
  if (!user.can.change) return null;
  return (
    <div className={classes.actions}>
      <ActButton variant="default" leftSection={<IconPencil size={15} />} onClick={() => setDialog('change')}>
        {t('users.change')}
      </ActButton>
      {user.can.view && (
        <ActButton variant="default" leftSection={<IconEye size={15} />} loading={view.isPending} onClick={() => view.mutate(user.id)}>
          {t('users.viewAs')}
        </ActButton>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('actions.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ActionItem icon={IconKey} label={t('users.setPassword')} refused={false} onClick={() => setDialog('password')} />
          <ActionItem icon={IconLogout} label={t('users.endSessions')} refused={false} onClick={() => setDialog('sessions')} />
          <ActionItem icon={IconShieldOff} label={t('users.resetSignIn')} refused={false} onClick={() => setDialog('reset')} />
          {user.can.remove && (
            <ActionItem
              icon={user.enabled ? IconLock : IconLockOpen}
              label={user.enabled ? t('users.disable') : t('users.enable')}
              refused={false}
              onClick={turn}
            />
          )}
          {user.can.remove && <ActionItem icon={IconTrash} label={t('users.remove')} refused={false} onClick={() => setDialog('remove')} />}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'change' && <UserDialog user={user} onClose={close} />}
      {dialog === 'password' && <UserPasswordDialog user={user} onClose={close} />}
      {dialog === 'sessions' && <EndSessionsDialog user={user} onClose={close} />}
      {dialog === 'reset' && <ResetSignInDialog user={user} onClose={close} />}
      {dialog === 'remove' && <RemoveUserDialog user={user} onClose={close} onRemoved={onRemoved} />}
    </div>
  );
}
