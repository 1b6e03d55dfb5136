import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { OwnSession } from '@licet/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './account.module.css';
import { EndOtherSessionsDialog, EndSessionDialog } from './end-session-dialogs.tsx';
import { sessionsQuery } from './security-queries.ts';
import { useSessionName } from './use-session-name.ts';

/** Where the user is signed in. */
export function SessionsSection() {
  const { t } = useTranslation();
  const sessions = useQuery(sessionsQuery);
  const [ending, setEnding] = useState<OwnSession | 'others'>();
  const close = () => setEnding(undefined);
  const several = sessions.data !== undefined && sessions.data.length > 1;
  return (
    <section className={classes.section} aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t('account.sessions.title')}</h2>
      <p>{t('account.sessions.text')}</p>
      {sessions.error && <ProblemNote error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.isPending && <SkeletonRows rows={2} />}
      {sessions.data && (
        <ul className={classes.keys} aria-labelledby="account-sessions">
          {sessions.data.map((one) => (
            <SessionItem key={one.id} session={one} onEnd={() => setEnding(one)} />
          ))}
        </ul>
      )}
      {several && (
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setEnding('others')}>
            {t('account.sessions.endOthers')}
          </Button>
        </div>
      )}
      {ending === 'others' && <EndOtherSessionsDialog onClose={close} />}
      {ending && ending !== 'others' && <EndSessionDialog session={ending} onClose={close} />}
    </section>
  );
}

function SessionItem({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useSessionName()(session);
  const moment = format.moment(session.beganAt);
  return (
    <li>
      <div>
        <strong>{name}</strong>
        {session.address && <span>{t('account.sessions.from', { address: session.address })}</span>}
        <span>{t('account.sessions.began', { moment })}</span>
        {!session.current && <span>{t('account.sessions.used', { ago: format.ago(session.lastUsedAt) })}</span>}
      </div>
      {session.current ? (
        <span className={classes.here}>{t('account.sessions.here')}</span>
      ) : (
        <Button variant="default" size="compact-xs" aria-label={t('account.sessions.endOf', { name, moment })} onClick={onEnd}>
          {t('account.sessions.end')}
        </Button>
      )}
    </li>
  );
}
