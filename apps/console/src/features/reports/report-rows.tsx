import type { Report, ReportRow } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { IconFileOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import list from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { ReportCell, type RowColumn } from './report-cell.tsx';
import { reportRowsQuery, ROWS_A_PAGE } from './reports-queries.ts';
import classes from './reports.module.css';

interface Props {
  report: Report;
  page: number;
  onPage: (page: number) => void;
}

/** What the report holds now, a page at a time. */
export function ReportRows({ report, page, onPage }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = useQuery(reportRowsQuery(report.id, page));
  const total = rows.data?.total;
  return (
    <section className={`${list.list} ${classes.rows}`} aria-label={t('reports.contents')}>
      <p className={classes.caption}>
        <strong role="status">
          {total !== undefined &&
            (report.groupBy
              ? t('reports.sums', { count: total, formatted: format.number(total) })
              : t('licenses.total', { count: total, formatted: format.number(total) }))}
        </strong>
        <span>{t('reports.asYouSee')}</span>
      </p>
      <ListBody
        query={rows}
        table={(shown, old) => <RowTable report={report} rows={shown} old={old} />}
        empty={<EmptyState icon={IconFileOff} title={t('reports.nothingTitle')} text={t('reports.nothingText')} />}
      />
      {!!total && <Pager page={page} size={ROWS_A_PAGE} total={total} onPage={onPage} />}
    </section>
  );
}

/** Rows have no id of their own. */
interface Numbered {
  row: ReportRow;
  id: string;
}

function RowTable({ report, rows, old }: { report: Report; rows: ReportRow[]; old: boolean }) {
  const { t } = useTranslation();
  const columns = columnsOf(report, rows[0]);
  const shown = columns.map((id) => {
    // Sums stand beside what they are of; what is left of the width is at their right.
    const width = id === report.groupBy ? 320 : widths[id];
    return {
      id,
      title: t(`columns.${id}`),
      ...(width === undefined ? {} : { width }),
      ...(figures.has(id) ? { figures: true } : {}),
      cell: ({ row }: Numbered) => <ReportCell row={row} column={id} />,
    };
  });
  return (
    <PlainTable
      label={report.name}
      rows={rows.map((row, at): Numbered => ({ row, id: String(at) }))}
      rowId={({ id }) => id}
      old={old}
      minWidth={columns.reduce((sum, id) => sum + (widths[id] ?? 180), 0)}
      columns={report.groupBy ? [...shown, { id: 'rest', title: '', cell: () => null }] : shown}
    />
  );
}

const figures = new Set<RowColumn>(['licenses', 'quantity', 'usage']);
/** In pixels; those without share what is left. */
const widths: Partial<Record<RowColumn, number>> = {
  publicId: 172,
  licenses: 110,
  quantity: 110,
  usage: 150,
  state: 120,
  type: 110,
  expires: 190,
  readAt: 110,
};

/** The columns of the report that its rows have; sums begin with what they are of. */
function columnsOf({ columns, groupBy }: Report, row: ReportRow | undefined): RowColumn[] {
  const wanted: RowColumn[] = groupBy ? [groupBy, 'licenses', ...columns.filter((column) => column !== groupBy)] : columns;
  return wanted.filter((column) => row?.[column] !== undefined);
}
