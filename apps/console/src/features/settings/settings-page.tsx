import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { MailSettings } from './mail-settings.tsx';
import { SecondStepPolicy } from './second-step-policy.tsx';
import { mailQuery, policyQuery } from './settings-queries.ts';
import classes from './settings.module.css';

/** What holds for everybody on this installation. */
export function SettingsPage() {
  const { t } = useTranslation();
  const policy = useQuery(policyQuery);
  // Refused to whoever may not read the settings of the whole installation: the section is not theirs, then.
  const mail = useQuery(mailQuery);
  return (
    <>
      <PageHeader title={t('places.settings')} aside={t('settings.lead')} />
      <div className={classes.sections}>
        {policy.error && <ProblemNote error={policy.error} onRetry={() => void policy.refetch()} />}
        {policy.isPending && <SkeletonRows rows={4} />}
        {policy.data && <SecondStepPolicy policy={policy.data} />}
        {mail.data && <MailSettings mail={mail.data} />}
      </div>
    </>
  );
}
