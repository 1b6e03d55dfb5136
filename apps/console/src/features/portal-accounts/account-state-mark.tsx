import type { PortalAccount } from '@licet/contract';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconLock, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './account-state-mark.module.css';

const icons = {
  'not-synchronized': IconCircleDashed,
  running: IconRefresh,
  synchronized: IconCircleCheck,
  partial: IconAlertTriangle,
  held: IconAlertTriangle,
  'credentials-refused': IconLock,
  failed: IconCircleX,
};

/** State of an account; leads to the run behind it when there is one. */
export function AccountStateMark({ account }: { account: PortalAccount }) {
  const { t } = useTranslation();
  const Icon = icons[account.state];
  const content = (
    <>
      <Icon size={15} aria-hidden />
      {t(`accountStates.${account.state}`)}
    </>
  );
  return account.currentRunId ? (
    <Link to="/sync-runs/$runId" params={{ runId: account.currentRunId }} className={classes.mark} data-state={account.state}>
      {content}
    </Link>
  ) : (
    <span className={classes.mark} data-state={account.state}>
      {content}
    </span>
  );
}
