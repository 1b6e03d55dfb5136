import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './dialogs.module.css';
import { LacksNote } from './lacks-note.tsx';
import { useRefreshCustomers } from './use-change-customers.ts';

interface Props {
  companyIds: string[];
  onClose: () => void;
}

/** The mirror of the setup: what will happen is listed, what is owed is exported, then it runs and can be taken back. */
export function OffboardDialog({ companyIds, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const refresh = useRefreshCustomers();
  const [wanted, setWanted] = useState({ suspendUsers: true, revokeInstallers: true, archive: true });
  const plan = useQuery({
    queryKey: ['customers', 'offboarding-plan', companyIds],
    queryFn: ({ signal }) => call(doors.customers.offboardingPlan, { body: { companyIds }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const run = useMutation({
    mutationFn: () => call(doors.customers.offboard, { body: { companyIds, ...wanted } }),
    onSuccess: ({ id }) => {
      refresh();
      void navigate({ to: '/setups/$setupId', params: { setupId: id } });
    },
  });
  const lacks = (plan.data ?? []).flatMap((one) => one.lacks);
  const sum = (of: 'users' | 'installers') => (plan.data ?? []).reduce((all, one) => all + one[of].length, 0);
  const [users, installers] = [sum('users'), sum('installers')];
  return (
    <Dialog
      title={t('offboarding.title', { count: companyIds.length, formatted: format.number(companyIds.length) })}
      size={680}
      onClose={onClose}
    >
      <div className={classes.form}>
        <p className={classes.text}>{t('offboarding.lead')}</p>
        {plan.isPending && <SkeletonRows rows={6} />}
        {plan.error && <ProblemNote error={plan.error} onRetry={() => void plan.refetch()} />}
        <LacksNote lacks={[...new Map(lacks.map((one) => [JSON.stringify(one), one])).values()]} />
        {plan.data && (
          <>
            <Checkbox
              data-autofocus
              checked={wanted.suspendUsers}
              onChange={(event) => setWanted({ ...wanted, suspendUsers: event.currentTarget.checked })}
              label={t('offboarding.users', { count: users, formatted: format.number(users) })}
            />
            <Checkbox
              checked={wanted.revokeInstallers}
              onChange={(event) => setWanted({ ...wanted, revokeInstallers: event.currentTarget.checked })}
              label={t('offboarding.installers', { count: installers, formatted: format.number(installers) })}
            />
            <Checkbox
              checked={wanted.archive}
              onChange={(event) => setWanted({ ...wanted, archive: event.currentTarget.checked })}
              label={t('offboarding.archive')}
            />
            <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('offboarding.plan')}>
              <ul className={classes.list}>
                {plan.data.map(({ customer, users: mine, installers: own }) => (
                  <li key={customer.id}>
                    <div className={classes.listHead}>
                      <strong>{customer.name}</strong>
                      <Export id={customer.id} name={customer.name} />
                    </div>
                    {wanted.suspendUsers && mine.length > 0 && (
                      <p>{t('offboarding.usersOf', { names: format.list(mine.map((user) => user.login)) })}</p>
                    )}
                    {wanted.revokeInstallers && own.length > 0 && (
                      <p>{t('offboarding.installersOf', { names: format.list(own.map((one) => one.name)) })}</p>
                    )}
                  </li>
                ))}
              </ul>
            </div>
            <p className={classes.text}>{t('offboarding.exportText')}</p>
          </>
        )}
        {run.error && <ProblemNote error={run.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red.9"
            disabled={!plan.data || lacks.length > 0 || !Object.values(wanted).some(Boolean)}
            loading={run.isPending}
            onClick={() => run.mutate()}
          >
            {t('customers.offboard')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What is owed to the customer, as a table and as a document. */
function Export({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const csv = addressOf(doors.customers.handoverCsv, { params: { id }, query: { language } });
  return (
    <>
      <a href={csv} download aria-label={t('offboarding.exportOf', { name, format: 'CSV' })}>
        {t('offboarding.exportCsv')}
      </a>
      <a
        href={addressOf(doors.customers.handover, { params: { id } })}
        download={`handover-${id}.json`}
        aria-label={t('offboarding.exportOf', { name, format: 'JSON' })}
      >
        {t('offboarding.exportJson')}
      </a>
    </>
  );
}
