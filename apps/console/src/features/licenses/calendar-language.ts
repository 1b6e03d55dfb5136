import 'dayjs/locale/pl';
import { useFormat } from '../../shared/use-format.ts';

/** The language of the calendars; theirs come with dayjs, of which only Polish is not built in. */
export function useCalendarLanguage(): 'en' | 'pl' {
  return useFormat().language;
}
