import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../shared/feedback/empty-state.tsx';

export function LostPage() {
  const { t } = useTranslation();
  return (
    <EmptyState icon={IconMapPinOff} title={t('lost.title')} text={t('lost.text')}>
      <Button component={Link} to="/">
        {t('lost.home')}
      </Button>
    </EmptyState>
  );
}
