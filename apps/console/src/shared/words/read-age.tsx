import type { LicenseRow } from '@licet/contract';
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../use-format.ts';
import classes from './words.module.css';

type Reading = LicenseRow['usage'];

/** How old the numbers of a row are; which call said each of them, and when, on hover. */
export function ReadAge({ quantity, usage }: { quantity: Reading; usage: Reading }) {
  const { t } = useTranslation();
  const format = useFormat();
  const latest = usage.readAt ?? quantity.readAt;
  if (latest === null) return <span className={classes.unread}>{t('units.notRead')}</span>;
  const says = (reading: Reading) =>
    reading.readAt && reading.source
      ? t('readings.says', { source: t(`readings.sources.${reading.source}`), at: format.moment(reading.readAt) })
      : t('units.notRead');
  return (
    <Tooltip
      label={
        <span className={classes.readings}>
          <span>{t('readings.ordered', { says: says(quantity) })}</span>
          <span>{t('readings.used', { says: says(usage) })}</span>
        </span>
      }
    >
      <span tabIndex={0} className={classes.age}>
        {format.agoShort(latest)}
      </span>
    </Tooltip>
  );
}
