import type { Computer } from '@licet/contract';
import { Button, Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconDeviceDesktop, IconFilterOff } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import table from '../../shared/table/list-table.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { computerStates, type GroupSearch, readGroupSearch } from '../groups/search-params.ts';
import { ComputerBulkBar } from './computer-bulk-bar.tsx';
import classes from './computer-list.module.css';
import { ComputerTable } from './computer-table.tsx';
import { computerListQuery, COMPUTERS_A_PAGE } from './computers-queries.ts';

interface Props {
  groupId: string;
  search: GroupSearch;
}

/** The computers of a group, and of those below it unless told otherwise. */
export function ComputerList({ groupId, search }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlyMap<string, Computer>>(new Map());
  const list = useQuery(computerListQuery(groupId, search));
  const change = (given: Partial<Record<keyof GroupSearch, unknown>>) =>
    void navigate({
      to: '.',
      search: (before) => ({
        ...(before.scope ? { scope: before.scope } : {}),
        ...readGroupSearch({ ...before, page: undefined, ...given }),
      }),
    });
  const total = list.data?.total;
  const narrowed = search.q !== undefined || search.state !== undefined;
  return (
    <section className={classes.card} aria-label={t('computers.list')}>
      <div className={classes.tools} role="search" aria-label={t('filters.label')}>
        <h3>{total === undefined ? t('places.computers') : t('computers.count', { count: total, formatted: format.number(total) })}</h3>
        <SearchBox label={t('computers.find')} value={search.q} onChange={(q) => change({ q })} />
        <Select
          className={classes.state}
          aria-label={t('computers.columns.state')}
          placeholder={t('computers.anyState')}
          clearable
          clearButtonProps={{ 'aria-label': t('filters.remove', { name: t('computers.columns.state') }) }}
          value={search.state ?? null}
          onChange={(state) => change({ state: state ?? undefined })}
          data={computerStates.map((value) => ({ value, label: t(`computerStates.${value}`) }))}
        />
        <Checkbox
          label={t('computers.below')}
          checked={search.here === undefined}
          onChange={(event) => change({ here: event.currentTarget.checked ? undefined : 'only' })}
        />
      </div>
      <ComputerBulkBar selected={selected} onClear={() => setSelected(new Map())} />
      {list.error && (
        <div className={classes.fault}>
          <ProblemNote
            error={list.error}
            onRetry={() => void list.refetch()}
            {...(list.data ? { stillHolds: t('licenses.stillHolds') } : {})}
          />
        </div>
      )}
      {list.isPending && !list.error && <SkeletonRows rows={5} />}
      {list.data && list.data.rows.length > 0 && (
        <div className={table.scroll} tabIndex={0} role="region" aria-label={t('places.computers')}>
          <ComputerTable
            rows={list.data.rows}
            old={list.isPlaceholderData}
            search={search}
            selected={selected}
            onSelected={setSelected}
            onSort={(sort, order) => change({ sort, order })}
          />
        </div>
      )}
      {total === 0 && narrowed && (
        <EmptyState icon={IconFilterOff} title={t('licenses.noneFound')} text={t('computers.noneFoundText')}>
          <Button variant="default" onClick={() => change({ q: undefined, state: undefined })}>
            {t('filters.clear')}
          </Button>
        </EmptyState>
      )}
      {total === 0 && !narrowed && (
        <EmptyState icon={IconDeviceDesktop} title={t('computers.emptyTitle')} text={t('computers.emptyText')} />
      )}
      {total !== undefined && total > 0 && (
        <Pager
          page={search.page ?? 1}
          size={COMPUTERS_A_PAGE}
          total={total}
          onPage={(page) => change({ page: page > 1 ? page : undefined })}
        />
      )}
    </section>
  );
}
