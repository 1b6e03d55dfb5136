import { Button } from '@mantine/core';
import { DatePicker, TimeInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../day-after.ts';
import classes from './as-of.module.css';
import { useCalendar } from '../use-calendar.ts';

interface Props {
  asOf: string | undefined;
  onChange: (asOf: string | undefined) => void;
}

const END_OF_DAY = '23:59';

/** A day and an hour of it, in this machine's time zone; the end of the day, or now, unless told otherwise. */
export function AsOfPicker({ asOf, onChange }: Props) {
  const { t } = useTranslation();
  const calendar = useCalendar();
  const [day, setDay] = useState<string | null>(asOf ? localDay(new Date(asOf)) : null);
  const [time, setTime] = useState(END_OF_DAY);
  return (
    <div className={classes.picker}>
      <DatePicker {...calendar} maxDate={dayAfter(0)} value={day} onChange={setDay} />
      <TimeInput size="xs" label={t('asOf.time')} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
      <Button disabled={!day} onClick={() => day && onChange(momentOf(day, time || END_OF_DAY))}>
        {t('asOf.show')}
      </Button>
    </div>
  );
}

/** Today's end is now. */
function momentOf(day: string, time: string): string {
  return new Date(Math.min(Date.parse(`${day}T${time}:59`), Date.now())).toISOString();
}

function localDay(date: Date): string {
  return new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())).toISOString().slice(0, 10);
}
