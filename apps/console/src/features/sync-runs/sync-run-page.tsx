import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowLeft, IconPlayerStop } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyFailed } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { clock } from '../../shared/format.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { RunChanges } from './run-changes.tsx';
import { RunProblems } from './run-problems.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunReason } from './run-reason.tsx';
import { RunStateMark } from './run-state-mark.tsx';
import { runSummary } from './run-summary.ts';
import { RunTouches } from './run-touches.tsx';
import cards from '../../shared/cards-page.module.css';
import classes from './run.module.css';
import { isWaiting, isWorking, runQuery } from './sync-runs-queries.ts';
import { useRefreshAfterRun } from './use-refresh-after-run.ts';
import { WaitingBand } from './waiting-band.tsx';

/** One run: where it is, what it changed or would change, and what it asks. A plan and a result look the same. */
export function SyncRunPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { runId } = useParams({ from: '/inside/sync-runs/$runId' });
  const { data: run, error, refetch } = useQuery(runQuery(runId));
  useRefreshAfterRun(run ? `${run.state} ${run.progress.phase}` : null);
  const stop = useMutation({
    mutationFn: () => call(doors.syncRuns.stop, { params: { id: runId } }),
    onSuccess: (next) => queries.setQueryData(runQuery(runId).queryKey, next),
    onError: (fault) => notifyFailed(t('run.stopFailed'), fault, t),
  });
  const nothing = !run || isWorking(run) ? t('run.noChangesYet') : isWaiting(run) ? t('run.noChangesAhead') : t('run.noChanges');
  const summary = run && runSummary(run, t, format);
  return (
    <>
      <PageHeader title={t('run.title')} aside={run && <RunStateMark state={run.state} />}>
        {run && isWorking(run) && run.can.stop && (
          <ActButton variant="default" leftSection={<IconPlayerStop size={15} />} loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('run.stop')}
          </ActButton>
        )}
        <Button variant="default" leftSection={<IconArrowLeft size={15} />} renderRoot={(props) => <Link to="/sync-runs" {...props} />}>
          {t('run.allRuns')}
        </Button>
      </PageHeader>
      <div className={cards.page}>
        {error && <ProblemNote error={error} onRetry={() => void refetch()} {...(run ? { stillHolds: t('run.stillHolds') } : {})} />}
        {!run && !error && <SkeletonRows rows={10} />}
        {run && (
          <>
            <section className={`${cards.card} ${cards.padded}`} aria-label={t('run.course')}>
              <p className={cards.facts}>
                <strong>{run.account.login}</strong>
                <span>
                  {run.startedBy
                    ? t('run.byUser', { trigger: t(`triggers.${run.trigger}`), user: run.startedBy })
                    : t(`triggers.${run.trigger}`)}
                </span>
                <span>{t('run.startedAt', { moment: format.moment(run.startedAt), ago: format.ago(run.startedAt) })}</span>
                {run.endedAt && <span>{t('run.took', { time: clock((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000) })}</span>}
                {run.preview && <span>{t('run.preview')}</span>}
              </p>
              <RunProgress run={run} />
            </section>
            {isWaiting(run) && <WaitingBand run={run} />}
            {!isWaiting(run) && run.reason && (
              <section className={cards.band} data-kind={run.state}>
                <RunReason run={run} />
              </section>
            )}
            <RunProblems problems={run.problems} />
            <RunTouches run={run} />
            <section className={cards.card} aria-label={t('run.changes')}>
              <div className={cards.padded}>
                <p className={classes.summary}>{summary ?? nothing}</p>
              </div>
              {summary && <RunChanges run={run} />}
            </section>
          </>
        )}
      </div>
    </>
  );
}
