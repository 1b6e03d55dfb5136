import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconPlus, IconShieldLock } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { setListQuery, SETS_A_PAGE } from './permission-sets-queries.ts';
import { readSetSearch, type SetSearch } from './search-params.ts';
import { SetTable } from './set-table.tsx';

const SetEditor = later(async () => (await import('./set-editor.tsx')).SetEditor);

export function PermissionSetsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { q, page = 1, open, dialog } = useSearch({ from: '/inside/permission-sets' });
  const list = useQuery(setListQuery(q, page));
  const change = (next: Partial<Record<keyof SetSearch, unknown>>) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...readSetSearch({ ...before, ...next }) }),
    });
  const total = list.data?.total;
  const create = holds(me, 'permission-sets', 'write') && (
    <ActButton leftSection={<IconPlus size={15} />} onClick={() => change({ dialog: 'new', open: undefined })}>
      {t('sets.create')}
    </ActButton>
  );
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('places.permissionSets')}
        aside={total !== undefined && t('sets.total', { count: total, formatted: format.number(total) })}
      >
        {create}
      </PageHeader>
      <div className={classes.parts}>
        <section className={classes.list} aria-label={t('sets.list')}>
          <div className={classes.tools} role="search" aria-label={t('filters.label')}>
            <SearchBox label={t('sets.search')} value={q} onChange={(words) => change({ q: words, page: undefined })} />
          </div>
          <ListBody
            query={list}
            table={(rows, old) => (
              <SetTable
                rows={rows}
                old={old}
                current={open}
                onOpen={(id) => change({ open: id, dialog: undefined })}
                onCopy={(id) => change({ open: id, dialog: 'copy' })}
              />
            )}
            empty={
              q === undefined ? (
                <EmptyState icon={IconShieldLock} title={t('sets.emptyTitle')} text={t('sets.emptyText')}>
                  {create}
                </EmptyState>
              ) : (
                <EmptyState icon={IconFilterOff} title={t('sets.noneFound')} text={t('sets.noneFoundText')}>
                  <Button variant="default" onClick={() => change({ q: undefined, page: undefined })}>
                    {t('filters.clear')}
                  </Button>
                </EmptyState>
              )
            }
          />
          {!!total && (
            <Pager page={page} size={SETS_A_PAGE} total={total} onPage={(next) => change({ page: next > 1 ? String(next) : undefined })} />
          )}
        </section>
      </div>
      {(open ?? dialog) && (
        <SetEditor
          key={`${open ?? ''} ${dialog ?? ''}`}
          {...(open ? { id: open } : {})}
          copy={dialog === 'copy'}
          onClose={() => change({ open: undefined, dialog: undefined })}
        />
      )}
    </div>
  );
}
