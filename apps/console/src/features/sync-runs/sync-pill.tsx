import type { PortalAccount } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconLock, IconRefresh } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { mostUrgent, oldestStructure, portalAccountsQuery } from '../portal-accounts/portal-accounts-queries.ts';
import { runShare } from './run-share.ts';
import classes from './sync-pill.module.css';
import { runQuery } from './sync-runs-queries.ts';
import { useRefreshAfterRun } from './use-refresh-after-run.ts';

const icons = {
  running: IconRefresh,
  held: IconAlertTriangle,
  'credentials-refused': IconLock,
  failed: IconAlertTriangle,
  partial: IconAlertTriangle,
  'not-synchronized': IconCircleDashed,
  synchronized: IconCircleCheck,
};

/** How the mirror stands, in two words on every screen; opens the run that it speaks of. */
export function SyncPill() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: accounts } = useQuery(portalAccountsQuery);
  const account = mostUrgent(accounts ?? []);
  const running = accounts?.find((one) => one.state === 'running');
  const shown = account?.state === 'held' ? account : (running ?? account);
  const { data: run } = useQuery({ ...runQuery(running?.currentRunId ?? ''), enabled: !!running?.currentRunId });
  // Also for runs that nobody here has started: they begin and end, and go from phase to phase, behind every screen.
  useRefreshAfterRun(accounts ? accounts.map(markOf).join() + (run?.progress.phase ?? '') : null);
  if (!shown) return null;
  const Icon = icons[shown.state];
  const share = run && shown === running ? runShare(run) : null;
  const fresh = oldestStructure(accounts ?? []);
  const words =
    share !== null
      ? t('pill.runningShare', { percent: format.percent(share, 1) })
      : shown.state === 'synchronized' && fresh
        ? t('pill.fresh', { ago: format.agoShort(fresh) })
        : t(`accountStates.${shown.state}`);
  const content = (
    <>
      <Icon size={15} aria-hidden />
      <span>{words}</span>
    </>
  );
  const common = { className: classes.pill, 'data-state': shown.state, title: shown.login };
  return shown.currentRunId ? (
    <Link to="/sync-runs/$runId" params={{ runId: shown.currentRunId }} {...common}>
      {content}
    </Link>
  ) : (
    <Link to="/sync-runs" {...common}>
      {content}
    </Link>
  );
}

/** Changes when a run of the account begins, writes and ends. */
function markOf({ id, state, structureAt }: PortalAccount): string {
  return [id, state, structureAt].join();
}
