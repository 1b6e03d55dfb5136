import type { PortalAccount } from '@licet/contract';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { groupPath } from '../groups/group-name.ts';
import classes from './account-dialogs.module.css';

interface Props {
  account: PortalAccount;
  onClose: () => void;
}

/** Removing one account removes all of its pools: all of them are listed, and the login is typed. */
export function RemoveAccountDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const plan = useQuery({
    queryKey: ['portal-accounts', 'removal', account.id],
    queryFn: ({ signal }) => call(doors.portalAccounts.removalPlan, { params: { id: account.id }, signal }),
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => call(doors.portalAccounts.remove, { params: { id: account.id }, body: { confirmLogin: typed } }),
    onSuccess: () => {
      notifyDone(t('removal.done', { login: account.login }));
      onClose();
      void queries.invalidateQueries();
    },
  });
  return (
    <Dialog onClose={onClose} size={620} title={t('removal.title', { login: account.login })}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <p className={classes.text}>{t('removal.lead')}</p>
        {plan.isPending && <SkeletonRows rows={6} />}
        {plan.error && <ProblemNote error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.data && (
          <div className={classes.lists}>
            <PlanList title={t('removal.pools', { count: plan.data.pools.length })}>
              {plan.data.pools.map((pool) => (
                <li key={pool.id}>
                  <span>{pool.name}</span>
                  <span>{t('licenses.inPool', { count: pool.licenses })}</span>
                </li>
              ))}
            </PlanList>
            <PlanList title={t('removal.groups', { count: plan.data.unlinkedGroups.length })}>
              {plan.data.unlinkedGroups.map((group) => (
                <li key={group.id} title={groupPath(group.segments, t)}>
                  <span>{group.name}</span>
                </li>
              ))}
            </PlanList>
            <PlanList title={t('removal.moved', { count: plan.data.movedGroups.length })}>
              {plan.data.movedGroups.map((group) => (
                <li key={group.id}>
                  <span>{t('removal.fromTo', { from: groupPath(group.from.segments, t), to: groupPath(group.to.segments, t) })}</span>
                </li>
              ))}
            </PlanList>
            <PlanList title={t('removal.installers', { count: plan.data.installers.length })}>
              {plan.data.installers.map((installer) => (
                <li key={installer.id}>
                  <span>{installer.name}</span>
                </li>
              ))}
            </PlanList>
            <PlanList title={t('removal.kept', { count: plan.data.keptCompanies.length })}>
              {plan.data.keptCompanies.map((company) => (
                <li key={company.name}>
                  <span>{company.name}</span>
                  <span>{company.seenBy}</span>
                </li>
              ))}
            </PlanList>
          </div>
        )}
        <p className={classes.text}>{t('removal.undoable')}</p>
        <TextInput
          size="sm"
          label={t('removal.type', { login: account.login })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.error && <ProblemNote error={remove.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={typed !== account.login || !plan.data} loading={remove.isPending}>
            {t('removal.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function PlanList({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul tabIndex={0} aria-label={title}>
        {children}
      </ul>
    </section>
  );
}
