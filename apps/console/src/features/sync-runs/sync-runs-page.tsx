import { useQuery } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { Pager } from '../../shared/table/pager.tsx';
import { AccountsList } from '../portal-accounts/accounts-list.tsx';
import { RemovedAccounts } from '../portal-accounts/removed-accounts.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { RunTable } from './run-table.tsx';
import cards from '../../shared/cards-page.module.css';
import { RUNS_A_PAGE, runListQuery } from './sync-runs-queries.ts';
import { useStartRun } from './use-start-run.ts';

export function SyncRunsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { account, page = 1 } = useSearch({ from: '/inside/sync-runs' });
  const runs = useQuery(runListQuery(account, page));
  const start = useStartRun();
  return (
    <>
      <PageHeader title={t('places.synchronization')}>
        {holds(me, 'portal-accounts', 'use') && (
          <ActButton leftSection={<IconRefresh size={15} />} loading={start.isPending} onClick={() => start.mutate({ preview: false })}>
            {t('syncRuns.startAll')}
          </ActButton>
        )}
      </PageHeader>
      <div className={cards.page}>
        <section className={cards.card} aria-label={t('overview.accounts')}>
          <AccountsList onStart={(accountId, preview) => start.mutate({ accountId, preview })} />
          {me.administrator && <RemovedAccounts />}
        </section>
        <div className={cards.card}>
          {runs.error && !runs.data && (
            <div className={cards.padded}>
              <ProblemNote error={runs.error} onRetry={() => void runs.refetch()} />
            </div>
          )}
          {runs.isPending && !runs.error && <SkeletonRows rows={8} />}
          {runs.data?.total === 0 && <EmptyState icon={IconRefresh} title={t('syncRuns.emptyTitle')} text={t('syncRuns.emptyText')} />}
          {runs.data && runs.data.total > 0 && (
            <>
              <RunTable runs={runs.data.rows} />
              <Pager
                page={page}
                size={RUNS_A_PAGE}
                total={runs.data.total}
                onPage={(next) =>
                  void navigate({ to: '/sync-runs', search: { ...(account ? { account } : {}), ...(next > 1 ? { page: next } : {}) } })
                }
              />
            </>
          )}
        </div>
      </div>
    </>
  );
}
