import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './words.module.css';

/** Says that a right holds in All: for every customer there is and ever will be. */
export function ReachesAll() {
  const { t } = useTranslation();
  return (
    <span className={classes.reachesAll} title={t('rights.reachesAllText')}>
      <IconAlertTriangle size={13} aria-hidden />
      {t('rights.reachesAll')}
    </span>
  );
}
