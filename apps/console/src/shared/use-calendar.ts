import 'dayjs/locale/pl';
import type { DatePickerProps } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useFormat } from './use-format.ts';

/** What all calendars here have in common. Their language comes with dayjs, of which only Polish is not built in. */
export function useCalendar() {
  const { t } = useTranslation();
  const { language } = useFormat();
  return {
    size: 'xs',
    locale: language,
    firstDayOfWeek: 1,
    weekendDays: [],
    highlightToday: true,
    hideOutsideDates: true,
    ariaLabels: {
      previousMonth: t('calendar.previousMonth'),
      nextMonth: t('calendar.nextMonth'),
      previousYear: t('calendar.previousYear'),
      nextYear: t('calendar.nextYear'),
      previousDecade: t('calendar.previousDecade'),
      nextDecade: t('calendar.nextDecade'),
    },
  } as const satisfies DatePickerProps;
}
