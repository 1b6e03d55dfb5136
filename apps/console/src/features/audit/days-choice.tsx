import { Button } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../shared/day-after.ts';
import { useCalendar } from '../../shared/use-calendar.ts';
import classes from './audit.module.css';

interface Props {
  from: string | undefined;
  to: string | undefined;
  onChange: (next: { from: string | undefined; to: string | undefined }) => void;
}

export function DaysChoice({ from, to, onChange }: Props) {
  const { t } = useTranslation();
  const calendar = useCalendar();
  return (
    <div className={classes.days}>
      <Button.Group>
        {[1, 7, 30].map((days) => (
          <Button key={days} variant="default" size="compact-xs" onClick={() => onChange({ from: dayAfter(1 - days), to: dayAfter(0) })}>
            {t('audit.lastDays', { count: days })}
          </Button>
        ))}
      </Button.Group>
      <DatePicker
        {...calendar}
        type="range"
        allowSingleDateInRange
        maxDate={dayAfter(0)}
        value={[from ?? null, to ?? null]}
        onChange={([first, last]) => onChange({ from: first ?? undefined, to: last ?? undefined })}
      />
    </div>
  );
}
