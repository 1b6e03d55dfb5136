import type { SyncRun } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { clock, UNKNOWN } from '../../shared/format.ts';
import { useFormat } from '../../shared/use-format.ts';
import { runShare } from './run-share.ts';
import { RunStateMark } from './run-state-mark.tsx';
import { runSummary } from './run-summary.ts';
import classes from './run-table.module.css';

/** Runs, newest first; each start is the way into its run. */
export function RunTable({ runs }: { runs: SyncRun[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('syncRuns.list')}>
      <table className={classes.table}>
        <thead>
          <tr>
            {(['started', 'account', 'state', 'changes', 'took'] as const).map((name) => (
              <th key={name} scope="col" data-column={name}>
                {t(`syncRuns.columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const share = runShare(run);
            return (
              <tr key={run.id}>
                <td>
                  <Link to="/sync-runs/$runId" params={{ runId: run.id }}>
                    {format.moment(run.startedAt)}
                  </Link>
                  <span className={classes.note}>
                    {run.startedBy
                      ? t('run.byUser', { trigger: t(`triggers.${run.trigger}`), user: run.startedBy })
                      : t(`triggers.${run.trigger}`)}
                  </span>
                </td>
                <td>{run.account.login}</td>
                <td>
                  <RunStateMark state={run.state} />
                  {run.endedAt === null && share !== null && share < 1 && (
                    <span className={classes.note}>
                      {t('run.phaseShare', { phase: t(`phases.${run.progress.phase}`), percent: format.percent(share, 1) })}
                    </span>
                  )}
                  {run.preview && <span className={classes.note}>{t('run.preview')}</span>}
                </td>
                <td className={classes.changes}>
                  {runSummary(run, t, format) ?? t('run.noChanges')}
                  {run.problems.length > 0 && <span className={classes.note}>{t('run.problems', { count: run.problems.length })}</span>}
                </td>
                <td data-column="took">{run.endedAt ? clock((Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000) : UNKNOWN}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
