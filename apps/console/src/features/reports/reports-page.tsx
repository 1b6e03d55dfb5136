import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import classes from '../../shared/table/list-page.module.css';
import { useFormat } from '../../shared/use-format.ts';
import { useQuery } from '@tanstack/react-query';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { ReportList } from './report-list.tsx';
import { reportListQuery } from './reports-queries.ts';
import { readReportListSearch, type ReportListSearch } from './search-params.ts';

const ReportDialog = later(async () => (await import('./report-dialog.tsx')).ReportDialog);

/** Reports: filters over the licenses that are kept under a name, read here and mailed by a schedule. */
export function ReportsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { scope, ...search } = useSearch({ from: '/inside/reports' });
  const list = useQuery(reportListQuery(search, scope));
  const total = list.data?.total;
  const change = (next: Partial<Record<keyof ReportListSearch, unknown>>) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...readReportListSearch({ ...before, ...next }) }),
    });
  const close = () => change({ dialog: undefined, template: undefined, change: undefined });
  const writes = holds(me, 'reports', 'write');
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('places.reports')}
        aside={total !== undefined && t('reports.count', { count: total, formatted: format.number(total) })}
      >
        {writes && (
          <ActButton leftSection={<IconPlus size={15} />} onClick={() => change({ dialog: 'new' })}>
            {t('reports.create')}
          </ActButton>
        )}
      </PageHeader>
      <div className={classes.parts}>
        <ReportList list={list} search={search} scoped={scope !== undefined} writes={writes} onChange={change} />
      </div>
      {(search.change ?? search.dialog) && (
        <ReportDialog
          key={search.change ?? 'new'}
          {...(search.change ? { id: search.change } : { template: search.template ?? 'by-license-user' })}
          onClose={close}
        />
      )}
    </div>
  );
}
