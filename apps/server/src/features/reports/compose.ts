// The message that a report comes with, in the report's language.
import { ALL_GROUP } from '@licet/domain';
import { DateTime } from 'luxon';
import { onOneLine } from '../mail/one-line.ts';
import type { MailedReport } from './due-store.ts';

const forms = new Intl.PluralRules('pl');
/** 1 wiersz, 2 wiersze, 5 wierszy. */
function rowsInPolish(count: number): string {
  const form = forms.select(count);
  return `${count} ${form === 'one' ? 'wiersz' : form === 'few' ? 'wiersze' : 'wierszy'}`;
}

const words = {
  en: {
    all: 'All',
    lead: (name: string, group: string) => `Report “${name}” on the licenses of the group “${group}” and the groups below it:`,
    rows: (count: number, at: string) => `${count === 1 ? '1 row' : `${count} rows`}, as of ${at}. The file with them is attached.`,
    why: 'You get this message because the report names your address. Whoever looks after Licet for you can change that.',
  },
  pl: {
    all: 'Wszystkie',
    lead: (name: string, group: string) => `Raport „${name}” o licencjach grupy „${group}” i grup pod nią:`,
    rows: (count: number, at: string) => `${rowsInPolish(count)}, stan na ${at}. Plik z nimi jest w załączniku.`,
    why: 'Otrzymujesz tę wiadomość, ponieważ raport wskazuje Twój adres. Może to zmienić osoba, która zajmuje się u Ciebie programem Licet.',
  },
};

export function composeReport(report: MailedReport, rows: number, csv: Buffer, now: Date, publicUrl: string | undefined) {
  const { all, lead, rows: told, why } = words[report.language];
  const zone = report.schedule?.zone ?? 'UTC';
  const at = DateTime.fromJSDate(now, { zone });
  const name = onOneLine(report.name);
  const text = [
    lead(name, report.access_group_id === ALL_GROUP ? all : onOneLine(report.group_name)),
    told(rows, `${at.toFormat('yyyy-MM-dd HH:mm')} (${zone})`),
    '',
    ...(publicUrl === undefined ? [] : [`${publicUrl}/reports`, '']),
    why,
    '',
  ].join('\n');
  const filename = `report-${report.id}-${at.toFormat('yyyy-MM-dd')}.csv`;
  return { subject: `Licet: ${name}`, text, attachments: [{ filename, contentType: 'text/csv; charset=utf-8', content: csv }] };
}
