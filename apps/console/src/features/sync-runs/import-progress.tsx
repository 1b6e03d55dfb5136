import type { PortalAccount } from '@licet/contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { RunProgress } from './run-progress.tsx';
import cards from '../../shared/cards-page.module.css';
import classes from './run.module.css';
import { runQuery } from './sync-runs-queries.ts';
import { useRefreshAfterRun, useRefreshOnLeave } from './use-refresh-after-run.ts';

interface Props {
  account: PortalAccount;
  runId: string;
  onClose: () => void;
}

/** An import that has just begun. It goes on when this is closed; the pill on top leads back to it. */
export function ImportProgress({ account, runId, onClose }: Props) {
  const { t } = useTranslation();
  const { data: run } = useQuery(runQuery(runId));
  // The first licenses are there long before the last detail: the list behind is read again at each phase.
  // A small one may be through the first phases before it is looked at for the first time.
  useRefreshAfterRun(run ? run.progress.phase : 'linked');
  useRefreshOnLeave();
  return (
    <div className={classes.import}>
      <p className={classes.linked}>
        <IconCircleCheck size={20} aria-hidden />
        {t('link.linked', { login: account.login, company: account.rootCompany.name })}
      </p>
      {run && <RunProgress run={run} />}
      <p className={cards.quiet}>{t('link.leave')}</p>
      <div className={classes.buttons}>
        <Button variant="default" renderRoot={(props) => <Link to="/sync-runs/$runId" params={{ runId }} {...props} />}>
          {t('link.openRun')}
        </Button>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </div>
  );
}
