import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './overview.module.css';

export function OverviewSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.tiles} role="status" aria-label={t('common.loading')}>
      {[150, 150, 150, 220, 300, 300].map((height, index) => (
        <Skeleton key={index} height={height} radius="md" />
      ))}
    </div>
  );
}
