import type { Installer } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useInstallerChange } from './installers-queries.ts';

export function RevokeDialog({ installer, onClose }: { installer: Installer; onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useInstallerChange(
    () => call(doors.installers.revoke, { params: { id: installer.id } }),
    () => {
      notifyDone(t('installers.revoked', { name: installer.name }));
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('installers.revokeTitle', { name: installer.name })}
      text={t('installers.revokeText')}
      verb={t('installers.revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate(undefined)}
      onClose={onClose}
    />
  );
}
