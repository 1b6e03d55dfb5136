// The lines of a report, and the same as cells of a table.
import type { LicenseRow, Report, ReportRow as ReportLine } from '@licet/contract';
import { licenseColumns } from '../licenses/columns.ts';
import type { ReportRow } from './store.ts';
import type { Grouping, SumRow } from './sums-store.ts';

type Columns = Report['columns'];

export function licenseLine(row: LicenseRow, columns: Columns): ReportLine {
  const whole: Required<Pick<ReportLine, Columns[number]>> = {
    product: row.productName,
    publicId: row.publicId,
    licenseUser: row.licenseUser.name,
    quantity: row.quantity.value,
    usage: row.usage.value,
    state: row.state,
    type: row.type,
    expires: row.expires,
    tags: row.tags,
    accessGroup: row.accessGroup.name,
    readAt: row.usage.readAt ?? row.quantity.readAt,
  };
  return Object.fromEntries(columns.map((column) => [column, whole[column]]));
}

/** Of the columns, units alone can be summed. */
export function sumLine({ label, licenses, unknown, ...units }: SumRow, by: Grouping, columns: Columns): ReportLine {
  const wanted = unitsIn(columns).map((column) => [column, units[column]]);
  return { [by]: label, ...(Object.fromEntries(wanted) as Pick<ReportLine, 'quantity' | 'usage'>), licenses, unknown };
}

function unitsIn(columns: Columns): ('quantity' | 'usage')[] {
  return columns.filter((column) => column === 'quantity' || column === 'usage');
}

const counts = {
  licenses: { en: 'Licenses', pl: 'Licencje' },
  unknown: { en: 'Licenses with units used unknown', pl: 'Licencje bez znanej liczby jednostek używanych' },
};

/** The head of the table, and how a line becomes cells under it. */
export function tableOf({ columns, group_by: by }: Pick<ReportRow, 'columns' | 'group_by'>, language: 'en' | 'pl') {
  const words = { ...licenseColumns, ...counts };
  const names = by === null ? columns : ([by, ...unitsIn(columns), 'licenses', 'unknown'] as const);
  return {
    head: names.map((name) => words[name][language]),
    cells: (line: ReportLine) => names.map((name) => cellOf(line[name])),
  };
}

function cellOf(value: ReportLine[keyof ReportLine]): string | number | null {
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}
