import type { PortalAccount } from '@licet/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconKey, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../shared/later.tsx';
import { mayChange, mayRemove } from './allowed.ts';

const RemoveAccountDialog = later(async () => (await import('./remove-account-dialog.tsx')).RemoveAccountDialog);

const PolicyDialog = later(async () => (await import('./policy-dialog.tsx')).PolicyDialog);

const PasswordDialog = later(async () => (await import('./password-dialog.tsx')).PasswordDialog);

export function AccountMenu({ account }: { account: PortalAccount }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'password' | 'policy' | 'remove'>();
  const close = () => setDialog(undefined);
  if (!mayChange(account) && !mayRemove(account)) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('accounts.menu', { login: account.login })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayChange(account) && (
            <>
              <Menu.Item leftSection={<IconShieldCheck size={16} />} onClick={() => setDialog('policy')}>
                {t('accounts.changePolicy')}
              </Menu.Item>
              <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setDialog('password')}>
                {t('accounts.changePassword')}
              </Menu.Item>
            </>
          )}
          {mayRemove(account) && (
            <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => setDialog('remove')}>
              {t('removal.open')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'policy' && <PolicyDialog account={account} onClose={close} />}
      {dialog === 'password' && <PasswordDialog account={account} onClose={close} />}
      {dialog === 'remove' && <RemoveAccountDialog account={account} onClose={close} />}
    </>
  );
}
