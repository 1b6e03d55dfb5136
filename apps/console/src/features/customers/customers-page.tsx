import type { Customer } from '@licet/contract';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBuildings, IconFilterOff, IconPlayerSkipForward, IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AsOfBanner } from '../../shared/as-of/as-of-banner.tsx';
import { AsOfControl } from '../../shared/as-of/as-of-control.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { Pager } from '../../shared/table/pager.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { CustomerBar } from './customer-bar.tsx';
import { CustomerTable } from './customer-table.tsx';
import classes from './customers-page.module.css';
import { customerListQuery, CUSTOMERS_A_PAGE, recentSetupsQuery } from './customers-queries.ts';
import { RecentSetups } from './recent-setups.tsx';
import { type CustomerSearch, readCustomerSearch, setupStates } from './search-params.ts';
import { SkipAllDialog } from './skip-all-dialog.tsx';

/** All customers with the state of their setup, and what can be done with many of them at once. */
export function CustomersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { scope, ...search } = useSearch({ from: '/inside/customers' });
  const list = useQuery(customerListQuery(search, scope));
  const waiting = useQuery(customerListQuery({ state: 'not-set-up' }, undefined));
  const recent = useQuery(recentSetupsQuery);
  const [selection, setSelection] = useState<ReadonlyMap<string, Customer>>(new Map());
  const [skipping, setSkipping] = useState(false);
  const change = (next: { [K in keyof CustomerSearch]?: CustomerSearch[K] | undefined }) => {
    if (!('page' in next)) setSelection(new Map());
    void navigate({
      to: '/customers',
      search: { ...(scope ? { scope } : {}), ...readCustomerSearch({ ...search, page: undefined, ...next }) },
      replace: 'q' in next,
    });
  };
  const total = list.data?.total;
  const news = waiting.data?.total ?? 0;
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('places.customers')}
        aside={total !== undefined && t('customers.count', { count: total, formatted: format.number(total) })}
      >
        {recent.data && recent.data.rows.length > 0 && <RecentSetups batches={recent.data.rows} />}
        <AsOfControl asOf={search.asOf} onChange={(asOf) => change({ asOf })} />
        {news > 0 && !search.asOf && (
          <Button variant="default" leftSection={<IconPlayerSkipForward size={15} />} onClick={() => setSkipping(true)}>
            {t('customers.skipAll', { count: news, formatted: format.number(news) })}
          </Button>
        )}
      </PageHeader>
      {search.asOf && <AsOfBanner asOf={search.asOf} onNow={() => change({ asOf: undefined })} />}
      <section className={classes.list} aria-label={t('customers.list')}>
        <div className={classes.tools}>
          <TextInput
            className={classes.find}
            leftSection={<IconSearch size={14} aria-hidden />}
            aria-label={t('customers.find')}
            placeholder={t('customers.find')}
            value={search.q ?? ''}
            onChange={(event) => change({ q: event.currentTarget.value || undefined })}
          />
          <SegmentedControl
            aria-label={t('customers.columns.setup')}
            value={search.state ?? 'all'}
            onChange={(value) => change({ state: setupStates.find((one) => one === value) })}
            data={[
              { value: 'all', label: t('customers.allStates') },
              ...setupStates.map((state) => ({ value: state, label: t(`setups.${state}`) })),
            ]}
          />
        </div>
        <div className={classes.scroll}>
          {list.error && (
            <div className={classes.fault}>
              <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
            </div>
          )}
          {list.isPending && !list.error && <SkeletonRows rows={12} />}
          {total === 0 && (
            <EmptyState
              icon={search.state || search.q || search.asOf ? IconFilterOff : IconBuildings}
              title={t('customers.noneTitle')}
              text={search.state || search.q || search.asOf ? t('customers.noneFound') : t('customers.noneText')}
            />
          )}
          {list.data && total !== undefined && total > 0 && (
            <CustomerTable
              customers={list.data.rows}
              old={list.isPlaceholderData}
              asOf={search.asOf}
              selection={selection}
              onSelection={setSelection}
            />
          )}
        </div>
        {!search.asOf && <CustomerBar search={search} scope={scope} total={total ?? 0} selection={selection} onSelection={setSelection} />}
        {!!total && <Pager page={search.page ?? 1} size={CUSTOMERS_A_PAGE} total={total} onPage={(page) => change({ page })} />}
      </section>
      {skipping && <SkipAllDialog count={news} onClose={() => setSkipping(false)} />}
    </div>
  );
}
