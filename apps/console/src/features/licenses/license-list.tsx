import { Button } from '@mantine/core';
import { IconFilterOff, IconKey } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useMe } from '../session/session-queries.ts';
import { LicenseTable } from './license-table.tsx';
import classes from './licenses-page.module.css';
import { filterKeys, isFiltered, type LicenseSearch } from './search-params.ts';
import type { useLicenseLines } from './use-license-lines.ts';

interface Props {
  list: ReturnType<typeof useLicenseLines>;
  search: LicenseSearch;
  scoped: boolean;
  table: Omit<ComponentProps<typeof LicenseTable>, 'lines' | 'search' | 'old'>;
  onChange: (change: Partial<Record<keyof LicenseSearch, unknown>>) => void;
}

/** The table, or what stands in its place: skeleton, fault, nothing found, nothing there yet. */
export function LicenseList({ list, search, scoped, table, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const empty = list.total === 0 && !list.isOld;
  const narrowed = isFiltered(search) || search.company !== undefined || scoped || search.asOf !== undefined;
  return (
    <div className={classes.scroll}>
      {list.error && (
        <div className={classes.fault}>
          <ProblemNote
            error={list.error}
            onRetry={() => void list.refetch()}
            {...(list.lines.length > 0 ? { stillHolds: t('licenses.stillHolds') } : {})}
          />
        </div>
      )}
      {list.isPending && !list.error && <SkeletonRows rows={14} />}
      {list.lines.length > 0 && <LicenseTable {...table} lines={list.lines} search={search} old={list.isOld} />}
      {empty && narrowed && (
        <EmptyState icon={IconFilterOff} title={t('licenses.noneFound')} text={t('licenses.noneFoundText')}>
          <Button
            variant="default"
            onClick={() =>
              onChange({ ...Object.fromEntries(filterKeys.map((key) => [key, undefined])), company: undefined, asOf: undefined })
            }
          >
            {t('filters.clear')}
          </Button>
        </EmptyState>
      )}
      {empty && !narrowed && (
        <EmptyState
          icon={IconKey}
          title={t('licenses.emptyTitle')}
          text={me.administrator ? t('licenses.emptyText') : t('licenses.emptyTextUser')}
        >
          {me.administrator && (
            <ActButton size="sm" onClick={() => onChange({ dialog: 'add' })}>
              {t('actions.addLicenses')}
            </ActButton>
          )}
        </EmptyState>
      )}
    </div>
  );
}
