import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../use-format.ts';
import classes from './as-of.module.css';

interface Props {
  asOf: string;
  onNow: () => void;
  /** What of the page is not of the moment. */
  note?: string;
}

/** Stands while a page does not show how it is now: nobody may take old numbers for new ones. */
export function AsOfBanner({ asOf, onNow, note }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.banner} role="status">
      <IconHistory size={16} aria-hidden />
      <span>{t('asOf.banner', { moment: format.moment(asOf) })}</span>
      {note && <span>{note}</span>}
      <Button variant="default" size="compact-xs" onClick={onNow}>
        {t('asOf.now')}
      </Button>
    </div>
  );
}
