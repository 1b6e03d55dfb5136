import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { OwnPasswordForm } from './own-password-form.tsx';

export function OwnPasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog onClose={onClose} title={t('passwords.change')}>
      <OwnPasswordForm
        lead={t('passwords.text')}
        onDone={onClose}
        leave={
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        }
      />
    </Dialog>
  );
}
