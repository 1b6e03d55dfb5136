import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../format.ts';

/** Stands for what is not known of a past moment: never a zero. */
export function NotKept() {
  const { t } = useTranslation();
  return (
    <span role="img" title={t('asOf.notKept')} aria-label={t('asOf.notKept')}>
      {UNKNOWN}
    </span>
  );
}
