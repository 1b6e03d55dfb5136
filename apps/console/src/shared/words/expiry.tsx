import { useTranslation } from 'react-i18next';
import { daysUntil } from '../format.ts';
import { useFormat } from '../use-format.ts';
import classes from './words.module.css';

/** The day and, beside it, how far that is. */
export function Expiry({ day }: { day: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (day === null) return <span className={classes.unread}>{t('expiry.none')}</span>;
  const days = daysUntil(day);
  const level = days < 0 ? 'past' : days <= 30 ? 'soon' : 'far';
  return (
    <span className={classes.expiry} data-level={level}>
      {format.day(day)}
      <span className={classes.expiryNote}>{format.inDays(days)}</span>
    </span>
  );
}
