import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import classes from './licenses-page.module.css';

/** Stands while the list is not that of now: nobody may take old numbers for new ones. */
export function AsOfBanner({ asOf, onNow }: { asOf: string; onNow: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.banner} role="status">
      <IconHistory size={16} aria-hidden />
      <span>{t('asOf.banner', { moment: format.moment(asOf) })}</span>
      <span>{t('asOf.treeToday')}</span>
      <Button variant="default" size="compact-xs" onClick={onNow}>
        {t('asOf.now')}
      </Button>
    </div>
  );
}
