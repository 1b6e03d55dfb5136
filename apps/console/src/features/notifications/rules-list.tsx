import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBell, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { ROWS_A_PAGE, ruleListQuery } from './notifications-queries.ts';
import { RuleTable } from './rule-table.tsx';
import type { NotificationSearch } from './search-params.ts';

interface Props {
  search: NotificationSearch;
  scope: string | undefined;
  onChange: (change: Partial<Record<keyof NotificationSearch, unknown>>) => void;
  /** The first step, where there is no rule yet. */
  create: ReactNode;
}

export function RulesList({ search, scope, onChange, create }: Props) {
  const { t } = useTranslation();
  const list = useQuery(ruleListQuery(search, scope));
  const total = list.data?.total ?? 0;
  const clear = () => onChange({ q: undefined, page: undefined });
  return (
    <section className={classes.list} aria-label={t('notifications.rules')}>
      <div className={classes.tools} role="search" aria-label={t('filters.label')}>
        <SearchBox label={t('notifications.find')} value={search.q} onChange={(q) => onChange({ q, page: undefined })} />
      </div>
      <ListBody
        query={list}
        table={(rows, old) => <RuleTable rows={rows} old={old} current={search.open} onOpen={(open) => onChange({ open })} />}
        empty={
          search.q === undefined && scope === undefined ? (
            <EmptyState icon={IconBell} title={t('notifications.emptyTitle')} text={t('notifications.emptyText')}>
              {create}
            </EmptyState>
          ) : (
            <EmptyState icon={IconFilterOff} title={t('notifications.noneFound')} text={t('notifications.noneFoundText')}>
              {search.q !== undefined && (
                <Button variant="default" onClick={clear}>
                  {t('filters.clear')}
                </Button>
              )}
            </EmptyState>
          )
        }
      />
      {total > 0 && (
        <Pager
          page={search.page ?? 1}
          size={ROWS_A_PAGE}
          total={total}
          onPage={(page) => onChange({ page: page > 1 ? String(page) : undefined })}
        />
      )}
    </section>
  );
}
