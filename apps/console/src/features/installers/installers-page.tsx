import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconPackage, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { InstallerDrawer } from './installer-drawer.tsx';
import { InstallerFilters } from './installer-filters.tsx';
import { InstallerTable } from './installer-table.tsx';
import { INSTALLERS_A_PAGE, installerListQuery } from './installers-queries.ts';
import { type InstallerSearch, readInstallerSearch } from './search-params.ts';

const CreateInstallerDialog = later(async () => (await import('./create-installer-dialog.tsx')).CreateInstallerDialog);

export function InstallersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { scope, ...search } = useSearch({ from: '/inside/installers' });
  const list = useQuery(installerListQuery(search, scope));
  const change = useCallback(
    (given: Partial<Record<keyof InstallerSearch, unknown>>) =>
      void navigate({
        to: '.',
        search: (before) => {
          // Another question begins on its first page.
          const same = 'page' in given || 'open' in given || 'dialog' in given;
          return {
            ...(before.scope ? { scope: before.scope } : {}),
            ...readInstallerSearch({ ...before, ...(same ? {} : { page: undefined }), ...given }),
          };
        },
      }),
    [navigate],
  );
  const close = useCallback(() => change({ open: undefined }), [change]);
  const writes = holds(me, 'installers', 'write');
  const total = list.data?.total;
  const narrowed = search.q !== undefined || search.state !== undefined || search.group !== undefined || scope !== undefined;
  const create = (
    <ActButton leftSection={<IconPlus size={15} />} onClick={() => change({ dialog: 'create' })}>
      {t('installers.create')}
    </ActButton>
  );
  return (
    <div className={classes.page} data-panel={search.open !== undefined || undefined}>
      <PageHeader
        title={t('places.installers')}
        aside={total !== undefined && t('installers.count', { count: total, formatted: format.number(total) })}
      >
        {writes && create}
      </PageHeader>
      <div className={classes.parts}>
        <div className={classes.list}>
          <InstallerFilters search={search} onChange={change} />
          <div className={classes.scroll}>
            {list.error && (
              <div className={classes.fault}>
                <ProblemNote
                  error={list.error}
                  onRetry={() => void list.refetch()}
                  {...(list.data ? { stillHolds: t('licenses.stillHolds') } : {})}
                />
              </div>
            )}
            {list.isPending && !list.error && <SkeletonRows rows={12} />}
            {list.data && list.data.rows.length > 0 && (
              <InstallerTable rows={list.data.rows} old={list.isPlaceholderData} open={search.open} onOpen={(open) => change({ open })} />
            )}
            {total === 0 && narrowed && (
              <EmptyState icon={IconFilterOff} title={t('licenses.noneFound')} text={t('installers.noneFoundText')}>
                <Button variant="default" onClick={() => change({ q: undefined, state: undefined, group: undefined })}>
                  {t('filters.clear')}
                </Button>
              </EmptyState>
            )}
            {total === 0 && !narrowed && (
              <EmptyState icon={IconPackage} title={t('installers.emptyTitle')} text={t('installers.emptyText')}>
                {writes && create}
              </EmptyState>
            )}
          </div>
          {total !== undefined && total > 0 && (
            <Pager
              page={search.page ?? 1}
              size={INSTALLERS_A_PAGE}
              total={total}
              onPage={(page) => change({ page: page > 1 ? page : undefined })}
            />
          )}
        </div>
        {search.open && <InstallerDrawer key={search.open} id={search.open} onClose={close} />}
      </div>
      {search.dialog === 'create' && (
        <CreateInstallerDialog
          {...((search.group ?? scope) ? { groupId: search.group ?? scope } : {})}
          onClose={() => change({ dialog: undefined })}
          onMade={(open) => change({ dialog: undefined, open })}
        />
      )}
    </div>
  );
}
