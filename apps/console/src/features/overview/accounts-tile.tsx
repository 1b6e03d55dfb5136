import type { PortalAccount } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountAge } from '../portal-accounts/account-age.tsx';
import { AccountReason } from '../portal-accounts/account-reason.tsx';
import { AccountStateMark } from '../portal-accounts/account-state-mark.tsx';
import { AccountProgress } from '../portal-accounts/account-progress.tsx';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

export function AccountsTile({ accounts }: { accounts: PortalAccount[] }) {
  const { t } = useTranslation();
  return (
    <Tile title={t('overview.accounts')} more={<Link to="/sync-runs">{t('overview.allRuns')}</Link>}>
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <li key={account.id}>
            <div className={classes.account}>
              <strong>{account.login}</strong>
              <span>{account.rootCompany.name}</span>
            </div>
            <div className={classes.account}>
              <AccountStateMark account={account} />
              <AccountReason account={account} />
            </div>
            <div className={classes.account}>
              <AccountAge account={account} />
              <AccountProgress account={account} />
            </div>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
