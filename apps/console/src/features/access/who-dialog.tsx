import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import form from '../../shared/form.module.css';
import { useGroupNames } from '../groups/use-group-names.ts';
import { type ObjectKind, whoQuery } from './access-queries.ts';
import { AccessWays } from './access-ways.tsx';
import classes from './access.module.css';

interface Props {
  kind: ObjectKind;
  id: string;
  name: string;
  onClose: () => void;
}

/** Who can see an object, how far, and by which ways. */
export function WhoDialog({ kind, id, name, onClose }: Props) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  const { data, error, refetch } = useQuery(whoQuery(kind, id));
  return (
    <Dialog onClose={onClose} size={640} title={t('access.whoTitle', { kind: t(`objectKinds.${kind}`), name })}>
      <div className={form.form}>
        {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonRows rows={5} />}
        {data && (
          <>
            <p className={form.text}>{t('access.liesIn', { group: nameOf(data.object.accessGroup) })}</p>
            <ul className={classes.users} aria-label={t('access.users')}>
              {data.users.map((user) => (
                <li key={user.id}>
                  <header>
                    <Link to="/users" search={{ open: user.id, tab: 'rights' }}>
                      {user.login}
                    </Link>
                    <span>{t(`levels.${user.level}`)}</span>
                  </header>
                  {user.own && <p className={classes.quiet}>{t('access.own')}</p>}
                  <AccessWays ways={user.ways} />
                </li>
              ))}
            </ul>
            {data.users.length === 0 && !data.others && <p className={classes.quiet}>{t('access.nobody')}</p>}
            {data.others && <p className={classes.quiet}>{data.users.length > 0 ? t('access.others') : t('access.onlyOthers')}</p>}
          </>
        )}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
