import { Button, Loader } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { CopiedValue } from './copied-value.tsx';
import { setupQuery } from './customers-queries.ts';
import classes from './dialogs.module.css';
import { InstallerDownloads } from './installer-downloads.tsx';
import { StepMark } from './step-mark.tsx';
import { StepReason } from './step-reason.tsx';
import { useRefreshCustomers } from './use-change-customers.ts';

interface Props {
  batchId: string;
  typedPassword: boolean;
  onAgain: () => void;
  onClose: () => void;
}

/** How the setup of one customer ended: what was made, with everything that its administrator needs to be given. */
export function SetupResult({ batchId, typedPassword, onAgain, onClose }: Props) {
  const { t } = useTranslation();
  const refresh = useRefreshCustomers();
  const { data: batch, error } = useQuery(setupQuery(batchId));
  const take = useMutation({ mutationFn: () => call(doors.setups.credentials, { params: { id: batchId } }) });
  const step = batch?.steps[0];
  const ended = step !== undefined && step.state !== 'waiting';
  useEffect(() => {
    if (ended) refresh();
  }, [ended]);
  const password = take.data?.[0]?.password;
  return (
    <div className={classes.form}>
      {error && <ProblemNote error={error} />}
      {!ended && (
        <p className={classes.done} role="status">
          <Loader size={16} /> {t('setup.working')}
        </p>
      )}
      {step?.state === 'failed' && (
        <>
          <StepMark state="failed" />
          <StepReason step={step} />
        </>
      )}
      {step?.state === 'done' && (
        <>
          <p className={classes.done} role="status">
            <IconCircleCheck size={20} aria-hidden />
            {t('setup.done', { name: step.customer.name })}
          </p>
          <StepReason step={step} />
          {step.user && (
            <div className={classes.secret}>
              <CopiedValue name={t('setup.login')} value={step.user.login} />
              {password !== undefined && <CopiedValue name={t('session.password')} value={password} />}
            </div>
          )}
          {step.user && !typedPassword && password === undefined && (
            <>
              <p className={classes.text}>{t('setup.onceText')}</p>
              {take.error && <ProblemNote error={take.error} />}
              <div className={classes.downloads}>
                <ActButton variant="default" loading={take.isPending} onClick={() => take.mutate()}>
                  {t('setup.showOnce')}
                </ActButton>
              </div>
            </>
          )}
          {password !== undefined && <p className={classes.text}>{t('setup.shownOnce')}</p>}
          {step.installer && (
            <>
              <h3>{t('setup.installer')}</h3>
              <InstallerDownloads id={step.installer.id} />
            </>
          )}
        </>
      )}
      <div className={classes.buttons}>
        {step?.state === 'failed' && (
          <Button variant="default" onClick={onAgain}>
            {t('setup.again')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}
