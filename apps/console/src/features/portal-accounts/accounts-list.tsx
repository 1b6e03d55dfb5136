import type { PortalAccount } from '@licet/contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconEye, IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { AccountAge } from './account-age.tsx';
import { AccountMenu } from './account-menu.tsx';
import { AccountProgress } from './account-progress.tsx';
import { AccountReason } from './account-reason.tsx';
import { AccountStateMark } from './account-state-mark.tsx';
import classes from './accounts-list.module.css';
import { portalAccountsQuery } from './portal-accounts-queries.ts';

interface Props {
  /** Starts a run of an account; with `preview` it stops before writing anything. */
  onStart: (accountId: string, preview: boolean) => void;
}

/** The linked portal accounts: how each stands, how fresh it is, what can be done with it. */
export function AccountsList({ onStart }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(portalAccountsQuery);
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={2} />;
  if (data.length === 0) {
    return (
      <EmptyState icon={IconPlugConnected} title={t('accounts.emptyTitle')} text={t('accounts.emptyText')}>
        <Button size="sm" renderRoot={(props) => <Link to="/licenses" search={{ dialog: 'add' }} {...props} />}>
          {t('actions.addLicenses')}
        </Button>
      </EmptyState>
    );
  }
  return (
    <ul className={classes.accounts}>
      {data.map((account) => (
        <Account key={account.id} account={account} onStart={onStart} />
      ))}
    </ul>
  );
}

function Account({ account, onStart }: { account: PortalAccount } & Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const busy = account.state === 'running';
  return (
    <li className={classes.account}>
      <div className={classes.who}>
        <strong>{account.login}</strong>
        <span>
          {t('accounts.of', {
            kinds: format.list(account.kinds.map((kind) => t(`portalKinds.${kind}`))),
            company: account.rootCompany.name,
          })}
        </span>
      </div>
      <div className={classes.state}>
        <AccountStateMark account={account} />
        <AccountReason account={account} />
      </div>
      <div className={classes.state}>
        <AccountAge account={account} />
        {account.nextRunAt && (
          <span title={format.moment(account.nextRunAt)}>{t('accounts.nextRun', { ago: format.ago(account.nextRunAt) })}</span>
        )}
        <AccountProgress account={account} />
      </div>
      <div className={classes.actions}>
        {account.can.synchronize && (
          <>
            <ActButton variant="default" leftSection={<IconEye size={15} />} disabled={busy} onClick={() => onStart(account.id, true)}>
              {t('syncRuns.preview')}
            </ActButton>
            <ActButton variant="default" leftSection={<IconRefresh size={15} />} disabled={busy} onClick={() => onStart(account.id, false)}>
              {t('syncRuns.startNow')}
            </ActButton>
          </>
        )}
        <AccountMenu account={account} />
      </div>
    </li>
  );
}
