import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../shared/day-after.ts';
import { useCalendarLanguage } from './calendar-language.ts';
import classes from './filters.module.css';

interface Props {
  from: string | undefined;
  to: string | undefined;
  onChange: (from: string | undefined, to: string | undefined) => void;
}

export function ExpiryChoice({ from, to, onChange }: Props) {
  const { t } = useTranslation();
  const language = useCalendarLanguage();
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
        type="range"
        allowSingleDateInRange
        size="xs"
        locale={language}
        firstDayOfWeek={1}
        weekendDays={[]}
        highlightToday
        value={[from ?? null, to ?? null]}
        onChange={([first, last]) => onChange(first ?? undefined, last ?? undefined)}
      />
    </div>
  );
}
