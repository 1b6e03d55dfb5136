import { Button, Popover } from '@mantine/core';
import { DatePicker, TimeInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../shared/day-after.ts';
import { useCalendarLanguage } from './calendar-language.ts';
import classes from './filters.module.css';

interface Props {
  asOf: string | undefined;
  onChange: (asOf: string | undefined) => void;
}

/** Chooses the moment as of which the list is shown. */
export function AsOfControl({ asOf, onChange }: Props) {
  const { t } = useTranslation();
  const language = useCalendarLanguage();
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState<string | null>(asOf ? localDay(asOf) : null);
  const [time, setTime] = useState('23:59');
  const apply = () => {
    setOpen(false);
    onChange(day ? new Date(`${day}T${time || '23:59'}:59`).toISOString() : undefined);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <Button variant="default" leftSection={<IconHistory size={15} />} onClick={() => setOpen(!open)} data-active={asOf || undefined}>
          {t('asOf.choose')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={classes.choices}>
          <DatePicker
            size="xs"
            locale={language}
            firstDayOfWeek={1}
            weekendDays={[]}
            highlightToday
            maxDate={dayAfter(0)}
            value={day}
            onChange={setDay}
          />
          <TimeInput size="xs" label={t('asOf.time')} value={time} onChange={(event) => setTime(event.currentTarget.value)} />
          <Button disabled={!day} onClick={apply}>
            {t('asOf.show')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function localDay(moment: string): string {
  const date = new Date(moment);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}
