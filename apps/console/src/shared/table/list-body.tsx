import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../feedback/problem-note.tsx';
import { SkeletonRows } from '../feedback/skeleton-rows.tsx';
import classes from './list-page.module.css';

interface Props<R> {
  query: UseQueryResult<{ rows: R[]; total: number }>;
  table: (rows: R[], old: boolean) => ReactNode;
  /** What stands in the place of a list without rows. */
  empty: ReactNode;
}

/** The rows of a page, or what stands in their place: skeleton, fault, nothing there. */
export function ListBody<R>({ query, table, empty }: Props<R>) {
  const { t } = useTranslation();
  const { data, error, isPending, isPlaceholderData, refetch } = query;
  return (
    <div className={classes.scroll}>
      {error && (
        <div className={classes.fault}>
          <ProblemNote error={error} onRetry={() => void refetch()} {...(data ? { stillHolds: t('licenses.stillHolds') } : {})} />
        </div>
      )}
      {isPending && !error && <SkeletonRows rows={12} />}
      {data && data.rows.length > 0 && table(data.rows, isPlaceholderData)}
      {data?.rows.length === 0 && !isPlaceholderData && empty}
    </div>
  );
}
