import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { SecondStepPolicy } from './second-step-policy.tsx';
import { policyQuery } from './settings-queries.ts';
import classes from './settings.module.css';

/** What holds for everybody on this installation. */
export function SettingsPage() {
  const { t } = useTranslation();
  const policy = useQuery(policyQuery);
  return (
    <>
      <PageHeader title={t('places.settings')} aside={t('settings.lead')} />
      <div className={classes.sections}>
        {policy.error && <ProblemNote error={policy.error} onRetry={() => void policy.refetch()} />}
        {policy.isPending && <SkeletonRows rows={4} />}
        {policy.data && <SecondStepPolicy policy={policy.data} />}
      </div>
    </>
  );
}
