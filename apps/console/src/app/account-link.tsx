import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Leads from the user menu to what opens the account. */
export function AccountLink({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      renderRoot={(props) => <Link to="/account" {...props} />}
      fullWidth
      variant="subtle"
      color="gray"
      justify="flex-start"
      leftSection={<IconShieldLock size={16} />}
      onClick={onClick}
    >
      {t('account.open')}
    </Button>
  );
}
