import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './accounts-list.module.css';

/** Accounts that were removed and can be brought back; nothing where there are none. */
export function RemovedAccounts() {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: ['portal-accounts', 'removed'],
    queryFn: ({ signal }) => call(doors.portalAccounts.removed, { signal }),
  });
  const restore = useMutation({
    mutationFn: (id: string) => call(doors.portalAccounts.restore, { params: { id } }),
    onSuccess: (account) => {
      notifyDone(t('removedAccounts.done', { login: account.login }));
      void queries.invalidateQueries();
    },
  });
  if (!data || data.length === 0) return null;
  return (
    <section>
      <h2 className={classes.heading}>{t('removedAccounts.title')}</h2>
      {restore.error && <ProblemNote error={restore.error} />}
      <ul className={classes.accounts}>
        {data.map((account) => (
          <li key={account.id} className={classes.account}>
            <div className={classes.who}>
              <strong>{account.login}</strong>
              <span>{t('removedAccounts.licenses', { count: account.licenses, formatted: format.number(account.licenses) })}</span>
            </div>
            <div className={classes.state}>
              <span title={format.moment(account.removedAt)}>
                {t('removedAccounts.removed', { ago: format.ago(account.removedAt), by: account.removedBy ?? '' })}
              </span>
            </div>
            <div className={classes.state}>
              <span>{t('removedAccounts.until', { day: format.day(account.until.slice(0, 10)) })}</span>
            </div>
            <div className={classes.actions}>
              <ActButton
                variant="default"
                leftSection={<IconArrowBackUp size={15} />}
                loading={restore.isPending && restore.variables === account.id}
                onClick={() => restore.mutate(account.id)}
              >
                {t('removedAccounts.restore')}
              </ActButton>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
