import type { Report } from '@licet/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { groupName } from '../groups/group-name.ts';
import { LastSent, Recipients, ReportSchedule, ReportState } from './report-state.tsx';
import { ReportMenu } from './report-menu.tsx';
import { contentWords } from '../../shared/words/report-words.ts';
import classes from './reports.module.css';
import type { ReportListSearch } from './search-params.ts';

interface Props {
  rows: Report[];
  old: boolean;
  search: ReportListSearch;
  onSort: (sort: ReportListSearch['sort'], order: ReportListSearch['order']) => void;
  onChange: (id: string) => void;
}

export function ReportTable({ rows, old, search, onSort, onChange }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  /** A head that sorts: pressed again, the other way round. */
  const sortable = (by: NonNullable<ReportListSearch['sort']>) => {
    const [here, down] = [(search.sort ?? 'name') === by, search.order === 'desc'];
    return {
      sorted: here ? (down ? ('descending' as const) : ('ascending' as const)) : ('none' as const),
      onSort: () => onSort(by === 'name' ? undefined : by, here && !down ? 'desc' : undefined),
    };
  };
  return (
    <PlainTable
      label={t('places.reports')}
      rows={rows}
      rowId={(report) => report.id}
      old={old}
      minWidth={1020}
      onOpen={(report) => void navigate({ to: '/reports/$reportId', params: { reportId: report.id } })}
      columns={[
        { id: 'name', title: t('reports.columns.name'), ...sortable('name'), cell: (report) => <ReportName report={report} /> },
        { id: 'group', title: t('columns.accessGroup'), width: 116, cell: ({ accessGroup }) => groupName(accessGroup, t) },
        { id: 'holds', title: t('reports.columns.holds'), cell: (report) => <Content report={report} /> },
        {
          id: 'schedule',
          title: t('reports.columns.schedule'),
          width: 190,
          ...sortable('nextAt'),
          cell: (report) => <ReportSchedule report={report} />,
        },
        {
          id: 'recipients',
          title: t('reports.columns.recipients'),
          cell: ({ recipients }) => <Recipients addresses={recipients} />,
        },
        { id: 'lastSent', title: t('reports.columns.lastSent'), width: 168, cell: ({ lastSent }) => <LastSent last={lastSent} /> },
        { id: 'state', title: t('reports.columns.state'), width: 150, cell: (report) => <ReportState report={report} /> },
        { id: 'menu', title: '', width: 52, cell: (report) => <ReportMenu report={report} onChange={() => onChange(report.id)} /> },
      ]}
    />
  );
}

function ReportName({ report: { id, name, owner, schedule } }: { report: Report }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/reports/$reportId" params={{ reportId: id }} className={classes.name}>
        {name}
      </Link>
      {schedule && owner && <span className={classes.note}>{t('reports.asSeenBy', { login: owner })}</span>}
    </>
  );
}

function Content({ report: { filter, groupBy } }: { report: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {contentWords(filter, t, format)}
      {groupBy && <span className={classes.note}>{t(`reports.summed.${groupBy}`)}</span>}
    </>
  );
}
