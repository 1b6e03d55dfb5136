import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChangeFields } from '../../shared/change/change-fields.tsx';
import { changeWord } from '../../shared/change/change-word.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import classes from './license-drawer.module.css';
import { licenseHistoryQuery } from './licenses-queries.ts';
import { StepChart } from './step-chart.tsx';
import { unitSteps } from './unit-steps.ts';

interface Props {
  id: string;
  /** The license has several products or users: changes do not say of which, so a line of the units would mix them. */
  several: boolean;
}

/** Every change of a license: the units as a chart, all of it as a list. */
export function LicenseHistory({ id, several }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const { data, error, refetch } = useQuery(licenseHistoryQuery(id));
  if (error && !data) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={8} />;
  const steps = several ? [] : unitSteps(data.rows);
  return (
    <div className={classes.sections}>
      {steps.length > 0 && <StepChart steps={steps} />}
      <section>
        <h3>{t('history.count', { count: data.total, formatted: format.number(data.total) })}</h3>
        <ol className={classes.history}>
          {data.rows.map((change, index) => (
            <li key={index}>
              <span className={classes.when}>
                <span>{t('history.at', { moment: format.moment(change.at), ago: format.ago(change.at) })}</span>
                {change.by.runId && holds(me, 'portal-accounts') ? (
                  <Link to="/sync-runs/$runId" params={{ runId: change.by.runId }}>
                    {t('history.byRun')}
                  </Link>
                ) : (
                  <span>{change.by.user ?? t('history.byRun')}</span>
                )}
              </span>
              <strong>{changeWord(change.kind, t)}</strong>
              <ChangeFields before={change.before} after={change.after} />
            </li>
          ))}
        </ol>
        {data.total > data.rows.length && <p>{t('history.older', { count: data.rows.length })}</p>}
      </section>
    </div>
  );
}
