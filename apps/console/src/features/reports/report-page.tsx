import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { ReportButtons } from './report-buttons.tsx';
import { ReportFacts } from './report-facts.tsx';
import { ReportRows } from './report-rows.tsx';
import { reportQuery } from './reports-queries.ts';
import classes from './reports.module.css';
import type { ReportSearch } from './search-params.ts';

const ReportDialog = later(async () => (await import('./report-dialog.tsx')).ReportDialog);

/** One report: what it is, and what it holds now, of what its reader sees. */
export function ReportPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { reportId } = useParams({ from: '/inside/reports/$reportId' });
  const { scope, ...search } = useSearch({ from: '/inside/reports/$reportId' });
  const { data: report, error, refetch } = useQuery(reportQuery(reportId));
  const show = (next: ReportSearch) =>
    void navigate({ to: '/reports/$reportId', params: { reportId }, search: { ...(scope ? { scope } : {}), ...next } });
  const page = search.page ? { page: search.page } : {};
  return (
    <div className={classes.page}>
      <PageHeader title={report?.name ?? t('reports.one')}>
        {report && <ReportButtons report={report} onChange={() => show({ ...page, dialog: 'change' })} />}
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} renderRoot={(props) => <Link to="/reports" {...props} />}>
          {t('reports.all')}
        </Button>
      </PageHeader>
      {error && (
        <div className={classes.pageFault}>
          <ProblemNote error={error} onRetry={() => void refetch()} {...(report ? { stillHolds: t('licenses.stillHolds') } : {})} />
        </div>
      )}
      {report && <ReportFacts report={report} />}
      {report && <ReportRows report={report} page={search.page ?? 1} onPage={(next) => show(next > 1 ? { page: next } : {})} />}
      {search.dialog === 'change' && <ReportDialog id={reportId} onClose={() => show(page)} />}
    </div>
  );
}
