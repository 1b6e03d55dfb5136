import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../shared/day-after.ts';
import classes from './filters.module.css';
import { useCalendar } from '../../shared/use-calendar.ts';

interface Props {
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}

export function ExpiryChoice({ from, to, onChange }: Props) {
  const { t } = useTranslation();
  const calendar = useCalendar();
  return (
    <div className={classes.choices}>
      <div className={classes.presets}>
        <Button variant="default" size="compact-xs" onClick={() => onChange(undefined, dayAfter(-1))}>
          {t('expiry.past')}
        </Button>
        {[30, 90].map((days) => (
          <Button key={days} variant="default" size="compact-xs" onClick={() => onChange(dayAfter(0), dayAfter(days))}>
            {t('expiry.within', { count: days })}
          </Button>
        ))}
      </div>
      <DatePicker
        {...calendar}
        type="range"
        allowSingleDateInRange
        value={[from ?? null, to ?? null]}
        onChange={([first, last]) => onChange(first ?? undefined, last ?? undefined)}
      />
    </div>
  );
}
