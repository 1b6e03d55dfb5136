import type { Report } from '@licet/contract';
import { Button, SegmentedControl } from '@mantine/core';
import { IconFilterOff, IconReportAnalytics } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { ReportTable } from './report-table.tsx';
import { templateNames } from './report-templates.ts';
import { REPORTS_A_PAGE } from './reports-queries.ts';
import { listedStates, type ReportListSearch } from './search-params.ts';

interface Props {
  list: UseQueryResult<{ rows: Report[]; total: number }>;
  search: ReportListSearch;
  /** Only those of one customer. */
  scoped: boolean;
  /** Whether the user may make reports. */
  writes: boolean;
  onChange: (change: Partial<Record<keyof ReportListSearch, unknown>>) => void;
}

export function ReportList({ list, search, scoped, writes, onChange }: Props) {
  const { t } = useTranslation();
  const total = list.data?.total ?? 0;
  const narrowed = search.q !== undefined || search.state !== undefined;
  return (
    <section className={classes.list} aria-label={t('places.reports')}>
      <div className={classes.tools} role="search" aria-label={t('filters.label')}>
        <SearchBox label={t('reports.find')} value={search.q} onChange={(q) => onChange({ q, page: undefined })} />
        <SegmentedControl
          aria-label={t('reports.columns.state')}
          value={search.state ?? 'all'}
          onChange={(value) => onChange({ state: listedStates.find((one) => one === value), page: undefined })}
          data={[
            { value: 'all', label: t('reports.allStates') },
            ...listedStates.map((value) => ({ value, label: t(`reports.listed.${value}`) })),
          ]}
        />
      </div>
      <ListBody
        query={list}
        table={(rows, old) => (
          <ReportTable
            rows={rows}
            old={old}
            search={search}
            onSort={(sort, order) => onChange({ sort, order, page: undefined })}
            onChange={(id) => onChange({ change: id })}
          />
        )}
        empty={
          narrowed || scoped ? (
            <EmptyState icon={IconFilterOff} title={t('reports.noneFound')} text={t('reports.noneFoundText')}>
              {narrowed && (
                <Button variant="default" onClick={() => onChange({ q: undefined, state: undefined, page: undefined })}>
                  {t('filters.clear')}
                </Button>
              )}
            </EmptyState>
          ) : (
            <EmptyState icon={IconReportAnalytics} title={t('reports.emptyTitle')} text={t('reports.emptyText')}>
              {writes &&
                templateNames
                  .filter((name) => name !== 'empty')
                  .map((template) => (
                    <ActButton key={template} variant="default" onClick={() => onChange({ dialog: 'new', template })}>
                      {t(`reports.templates.${template}`)}
                    </ActButton>
                  ))}
            </EmptyState>
          )
        }
      />
      {total > 0 && (
        <Pager
          page={search.page ?? 1}
          size={REPORTS_A_PAGE}
          total={total}
          onPage={(page) => onChange({ page: page > 1 ? String(page) : undefined })}
        />
      )}
    </section>
  );
}
