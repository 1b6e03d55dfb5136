import type { PortalAccount } from '@licet/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconFileImport, IconKey, IconShieldCheck, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { later } from '../../shared/later.tsx';
import { useFormat } from '../../shared/use-format.ts';

const RemoveAccountDialog = later(async () => (await import('./remove-account-dialog.tsx')).RemoveAccountDialog);

const ImportFileDialog = later(async () => (await import('./import-file-dialog.tsx')).ImportFileDialog);

const PolicyDialog = later(async () => (await import('./policy-dialog.tsx')).PolicyDialog);

const PasswordDialog = later(async () => (await import('./password-dialog.tsx')).PasswordDialog);

export function AccountMenu({ account }: { account: PortalAccount }) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'file' | 'password' | 'policy' | 'remove'>();
  const close = () => setDialog(undefined);
  const format = useFormat();
  const filed = account.fileTakenAt !== null;
  if (!account.can.change && !account.can.remove) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('accounts.menu', { login: account.login })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {account.can.change && (
            <>
              {account.fileTakenAt !== null && (
                <>
                  <Menu.Label>{t('accounts.fromFile', { at: format.moment(account.fileTakenAt) })}</Menu.Label>
                  <ActionItem icon={IconFileImport} label={t('accounts.importNewer')} refused={false} onClick={() => setDialog('file')} />
                </>
              )}
              <ActionItem icon={IconShieldCheck} label={t('accounts.changePolicy')} refused={false} onClick={() => setDialog('policy')} />
              <ActionItem
                icon={IconKey}
                label={filed ? t('accounts.connect') : t('accounts.changePassword')}
                refused={false}
                onClick={() => setDialog('password')}
              />
            </>
          )}
          {account.can.remove && (
            <ActionItem icon={IconTrash} label={t('removal.open')} refused={false} onClick={() => setDialog('remove')} />
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'file' && <ImportFileDialog account={account} onClose={close} />}
      {dialog === 'policy' && <PolicyDialog account={account} onClose={close} />}
      {dialog === 'password' && <PasswordDialog account={account} onClose={close} />}
      {dialog === 'remove' && <RemoveAccountDialog account={account} onClose={close} />}
    </>
  );
}
