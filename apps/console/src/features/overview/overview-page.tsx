import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlugConnected } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { useMe } from '../session/session-queries.ts';
import { AccountsTile } from './accounts-tile.tsx';
import { CustomersTile } from './customers-tile.tsx';
import { ExpiringTile } from './expiring-tile.tsx';
import { LicensesTile } from './licenses-tile.tsx';
import { NotConnectedTile } from './not-connected-tile.tsx';
import { OverUsedTile } from './over-used-tile.tsx';
import { overviewQuery } from './overview-queries.ts';
import classes from './overview.module.css';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { UnitsTile } from './units-tile.tsx';

export function OverviewPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { data, error, refetch } = useQuery(overviewQuery);
  const fresh = data && data.accounts.length === 0 && data.licenses.total === 0 && data.notConnected.total === 0;
  return (
    <>
      <PageHeader title={t('places.overview')} />
      <div className={classes.page}>
        {error && <ProblemNote error={error} onRetry={() => void refetch()} {...(data ? { stillHolds: t('overview.stillHolds') } : {})} />}
        {!data && !error && <OverviewSkeleton />}
        {fresh && (
          <section className={classes.first}>
            <EmptyState
              icon={IconPlugConnected}
              title={me.administrator ? t('overview.firstTitle') : t('overview.emptyTitle')}
              text={me.administrator ? t('overview.firstText') : t('overview.emptyText')}
            >
              {me.administrator && (
                <Button size="sm" renderRoot={(props) => <Link to="/licenses" search={{ dialog: 'add' }} {...props} />}>
                  {t('overview.firstAction')}
                </Button>
              )}
            </EmptyState>
          </section>
        )}
        {data && !fresh && (
          <>
            <div className={classes.tiles}>
              <LicensesTile licenses={data.licenses} />
              <UnitsTile units={data.units} licenses={data.licenses} />
              {me.msp && <CustomersTile customers={data.customers} />}
            </div>
            {data.notConnected.total > 0 && <NotConnectedTile notConnected={data.notConnected} />}
            {data.accounts.length > 0 && <AccountsTile accounts={data.accounts} />}
            <div className={classes.tiles}>
              <ExpiringTile expiring={data.expiring} />
              <OverUsedTile overUsed={data.overUsed} total={data.licenses.overUsed} />
            </div>
          </>
        )}
      </div>
    </>
  );
}
