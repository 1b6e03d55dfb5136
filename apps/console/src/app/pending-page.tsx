import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';
import mark from './mark.svg';

/** Stands while the first answer of the server is awaited. */
export function PendingPage() {
  const { t } = useTranslation();
  return (
    <div className={classes.pending} role="status" aria-label={t('common.loading')}>
      <img src={mark} alt="" width={40} height={40} />
    </div>
  );
}
