import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { OwnPasswordDialog } from '../session/own-password-dialog.tsx';
import { useMe } from '../session/session-queries.ts';
import classes from './account.module.css';
import { PasskeysSection } from './passkeys-section.tsx';
import { SecondStepSection } from './second-step-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { type Security, securityQuery } from './security-queries.ts';

/** What opens the account of the signed-in user. */
export function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  const security = useQuery(securityQuery);
  return (
    <>
      <PageHeader title={t('account.title')} aside={t('account.lead', { login: me.user.login })} />
      <div className={classes.sections}>
        <PasswordSection />
        {security.error && <ProblemNote error={security.error} onRetry={() => void security.refetch()} />}
        {security.isPending && <SkeletonRows rows={4} />}
        {security.data && (
          <>
            <SecondStepSection step={security.data.secondStep} />
            <PasskeysSection passkeys={security.data.passkeys} />
            {security.data.singleSignOn && <SingleSignOnSection tie={security.data.singleSignOn} />}
            <SessionsSection />
          </>
        )}
      </div>
    </>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section className={classes.section} aria-labelledby="account-password">
      <h2 id="account-password">{t('account.passwordTitle')}</h2>
      <p>{t('account.passwordText')}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('passwords.change')}
        </Button>
      </div>
      {open && <OwnPasswordDialog onClose={() => setOpen(false)} />}
    </section>
  );
}

function SingleSignOnSection({ tie }: { tie: NonNullable<Security['singleSignOn']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.section} aria-labelledby="account-sso">
      <h2 id="account-sso">{t('account.sso.title')}</h2>
      <p>{t('account.sso.text', { issuer: tie.issuer, moment: format.moment(tie.since) })}</p>
    </section>
  );
}
