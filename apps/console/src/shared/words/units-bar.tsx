import { IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../format.ts';
import { useFormat } from '../use-format.ts';
import { unitsLevel } from './units-level.ts';
import classes from './words.module.css';

interface Props {
  quantity: number | null;
  usage: number | null;
  /** Licenses whose use is not in the sum. */
  unread?: number;
}

/** "41 of 50" and a thin bar. A number that nobody has read is a dash, never a zero. */
export function UnitsBar({ quantity, usage, unread = 0 }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const level = unitsLevel(quantity, usage);
  const share = quantity && usage !== null ? Math.min(1, usage / quantity) : usage ? 1 : 0;
  const words =
    usage === null && quantity === null ? UNKNOWN : t('units.of', { used: format.number(usage), ordered: format.number(quantity) });
  return (
    <div className={classes.units} data-level={level}>
      <span className={classes.unitsWords}>
        {words}
        {level === 'over' && usage !== null && quantity !== null && (
          <span className={classes.unitsNote}>
            {t('units.over', { count: usage - quantity, formatted: format.number(usage - quantity) })}
          </span>
        )}
        {usage !== null && unread > 0 && (
          <span className={classes.unitsNote} title={t('units.unread', { count: unread })}>
            <IconCircleDashed size={12} role="img" aria-label={t('units.unread', { count: unread })} />
            {format.number(unread)}
          </span>
        )}
      </span>
      {level === 'unknown' ? (
        <span className={classes.unreadUse}>{t('units.notRead')}</span>
      ) : (
        <span className={classes.track} aria-hidden>
          <span className={classes.fill} style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </div>
  );
}
