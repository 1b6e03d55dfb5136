import { Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChevronDown, IconDownload, IconFileText, IconFilterOff, IconLink } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { AuditFilters } from './audit-filters.tsx';
import { auditListQuery, ENTRIES_A_PAGE } from './audit-queries.ts';
import { AuditTable } from './audit-table.tsx';
import { type AuditSearch, readAuditSearch, toAuditFilter } from './search-params.ts';

/** Who did what to what, from what to what; the newest first. */
export function AuditPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { scope, ...search } = useSearch({ from: '/inside/audit' });
  const { page = 1 } = search;
  const filter = toAuditFilter(search, scope);
  const list = useQuery(auditListQuery(filter, page));
  const change = (next: Partial<Record<keyof AuditSearch, unknown>>) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...readAuditSearch({ ...before, ...next }) }),
    });
  const clear = () =>
    change({ q: undefined, fn: undefined, user: undefined, group: undefined, from: undefined, to: undefined, page: undefined });
  const total = list.data?.total;
  const narrowed = Object.keys(filter).length > 0;
  const chain = addressOf(doors.audit.export, { query: filter.groupId ? { groupId: filter.groupId } : {} });
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('places.audit')}
        aside={total !== undefined && t('audit.total', { count: total, formatted: format.number(total) })}
      >
        <Menu position="bottom-end" width={320} withinPortal={false}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconDownload size={15} />} rightSection={<IconChevronDown size={14} />}>
              {t('audit.export')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              component="a"
              href={addressOf(doors.audit.csv, { query: filter })}
              download
              c="var(--ink)"
              leftSection={<IconDownload size={16} />}
            >
              {t('audit.exportCsv')}
            </Menu.Item>
            <Menu.Item component="a" href={chain} download="audit.json" c="var(--ink)" leftSection={<IconLink size={16} />}>
              {t('audit.exportChain')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </PageHeader>
      <div className={classes.parts}>
        <section className={classes.list} aria-label={t('audit.list')}>
          <AuditFilters search={search} onChange={(next) => change({ page: undefined, ...next })} onClear={clear} />
          <ListBody
            query={list}
            table={(rows, old) => <AuditTable rows={rows} old={old} />}
            empty={
              narrowed ? (
                <EmptyState icon={IconFilterOff} title={t('audit.noneFound')} text={t('audit.noneFoundText')}>
                  <Button variant="default" onClick={clear}>
                    {t('filters.clear')}
                  </Button>
                </EmptyState>
              ) : (
                <EmptyState icon={IconFileText} title={t('audit.emptyTitle')} text={t('audit.emptyText')} />
              )
            }
          />
          {!!total && (
            <Pager
              page={page}
              size={ENTRIES_A_PAGE}
              total={total}
              onPage={(next) => change({ page: next > 1 ? String(next) : undefined })}
            />
          )}
        </section>
      </div>
    </div>
  );
}
