import { Button, Progress, SegmentedControl } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowBackUp, IconArrowLeft, IconRefresh } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyFailed } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { CredentialsBand } from './credentials-band.tsx';
import { isWorking, setupQuery } from './customers-queries.ts';
import cards from '../../shared/cards-page.module.css';
import classes from './setup-page.module.css';
import { SetupStepTable } from './setup-step-table.tsx';
import { useRefreshCustomers } from './use-change-customers.ts';

/** One batch of setup or offboarding: how far it is, how each customer ended, and what can be done about it. */
export function SetupPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const refresh = useRefreshCustomers();
  const { setupId } = useParams({ from: '/inside/setups/$setupId' });
  const { show } = useSearch({ from: '/inside/setups/$setupId' });
  const { data: batch, error, refetch } = useQuery(setupQuery(setupId));
  const working = batch !== undefined && isWorking(batch);
  useEffect(() => {
    if (batch && !working) for (const key of ['customers', 'groups', 'overview']) void queries.invalidateQueries({ queryKey: [key] });
  }, [batch, working, queries]);
  const again = useMutation({
    mutationFn: (what: 'retry' | 'undo') => call(doors.setups[what], { params: { id: setupId } }),
    onSuccess: (next) => {
      queries.setQueryData(setupQuery(setupId).queryKey, next);
      refresh();
    },
    onError: (fault) => notifyFailed(t('batches.againFailed'), fault, t),
  });
  const undoable = batch?.own && batch.kind === 'offboarding' && !working && batch.steps.some((step) => step.state === 'done');
  return (
    <>
      <PageHeader title={batch ? t(`batches.kinds.${batch.kind}`) : t('batches.title')}>
        {batch?.own && batch.failed > 0 && !working && (
          <ActButton
            variant="default"
            leftSection={<IconRefresh size={15} />}
            loading={again.isPending && again.variables === 'retry'}
            onClick={() => again.mutate('retry')}
          >
            {t('batches.retry', { count: batch.failed, formatted: format.number(batch.failed) })}
          </ActButton>
        )}
        {undoable && (
          <ActButton
            variant="default"
            leftSection={<IconArrowBackUp size={15} />}
            loading={again.isPending && again.variables === 'undo'}
            onClick={() => again.mutate('undo')}
          >
            {t('batches.undo')}
          </ActButton>
        )}
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} renderRoot={(props) => <Link to="/customers" {...props} />}>
          {t('batches.back')}
        </Button>
      </PageHeader>
      <div className={cards.page}>
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!batch && !error && <SkeletonRows rows={10} />}
        {batch && (
          <>
            <section className={`${cards.card} ${cards.padded}`} aria-label={t('batches.course')}>
              <p className={cards.facts}>
                <strong role="status">
                  {t('batches.doneOf', { done: format.number(batch.done), total: format.number(batch.total), count: batch.total })}
                </strong>
                {batch.failed > 0 && (
                  <span data-tone="bad">{t('batches.failed', { count: batch.failed, formatted: format.number(batch.failed) })}</span>
                )}
                <span>{t('run.startedAt', { moment: format.moment(batch.startedAt), ago: format.ago(batch.startedAt) })}</span>
                {batch.startedBy && <span>{t('batches.by', { user: batch.startedBy })}</span>}
              </p>
              {working && (
                <>
                  <Progress value={((batch.done + batch.failed) / batch.total) * 100} size={6} aria-label={t('batches.course')} />
                  <p className={cards.quiet}>{t('batches.leave')}</p>
                </>
              )}
            </section>
            {batch.own && !working && batch.steps.some((step) => step.passwordWaits) && <CredentialsBand batch={batch} />}
            <section className={cards.card} aria-label={t('batches.steps')}>
              {batch.failed > 0 && (
                <div className={classes.tools}>
                  <SegmentedControl
                    aria-label={t('batches.steps')}
                    value={show ?? 'all'}
                    onChange={(value) =>
                      void navigate({
                        to: '/setups/$setupId',
                        params: { setupId },
                        search: (before) => ({
                          ...(before.scope ? { scope: before.scope } : {}),
                          ...(value === 'failed' ? { show: 'failed' as const } : {}),
                        }),
                      })
                    }
                    data={[
                      { value: 'all', label: t('batches.all') },
                      { value: 'failed', label: t('stepStates.failed') },
                    ]}
                  />
                </div>
              )}
              <SetupStepTable kind={batch.kind} steps={show ? batch.steps.filter((step) => step.state === 'failed') : batch.steps} />
            </section>
          </>
        )}
      </div>
    </>
  );
}
