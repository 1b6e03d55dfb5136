import type { Answer, syncRuns, SyncRun } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { IconEye, IconEyeOff, IconLicense, IconPackage } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { InstallerTouch } from './installer-touch.tsx';
import classes from './run-touches.module.css';
import { isWaiting, isWorking, runTouchesQuery } from './sync-runs-queries.ts';

type Touches = Answer<typeof syncRuns.touches>;
type User = Touches['users'][number];

/** The users and installers that the run touches, or would touch while its plan waits. Nothing, when there are none and nobody waits. */
export function RunTouches({ run }: { run: SyncRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: touches, error, refetch } = useQuery(runTouchesQuery(run.id, isWorking(run)));
  if (error) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!touches) return null;
  const { users, installers, others } = touches;
  const nothing = users.length + installers.length === 0 && !others.users && !others.installers;
  if (nothing && !isWaiting(run)) return null;
  const gaining = users.filter((user) => user.gains.length + user.sharedGains.length > 0);
  const losing = users.filter((user) => user.loses.length + user.sharedLoses.length > 0);
  const seeing = users.filter((user) => user.arriving > 0);
  const places = (sights: User['gains']) =>
    sights.map(({ group, functions }) =>
      t('touches.place', { group: group.name, functions: format.list(functions.map((one) => t(`functions.${one}`))) }),
    );
  const shared = (sights: User['sharedGains']) =>
    sights.map(({ company, functions }) =>
      t('touches.sharedPlace', { company, functions: format.list(functions.map((one) => t(`functions.${one}`))) }),
    );
  const person = (user: User, notes: string[]) => (
    <li key={user.id}>
      <Link to="/users" search={{ open: user.id }}>
        {user.login}
      </Link>
      <span>
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </span>
    </li>
  );
  return (
    <section className={classes.touches} aria-label={t('touches.title')}>
      <h2>{t('touches.title')}</h2>
      {nothing && <p>{t('touches.nothing')}</p>}
      <TouchList icon={IconEye} title={t('touches.gain', { count: gaining.length })}>
        {gaining.map((user) => person(user, [...places(user.gains), ...shared(user.sharedGains)]))}
      </TouchList>
      <TouchList icon={IconEyeOff} title={t('touches.lose', { count: losing.length })}>
        {losing.map((user) => person(user, [...places(user.loses), ...shared(user.sharedLoses)]))}
      </TouchList>
      <TouchList icon={IconPackage} title={t('touches.installers', { count: installers.length })}>
        {installers.map((one) => (
          <InstallerTouch key={one.id} touch={one} />
        ))}
      </TouchList>
      <TouchList icon={IconLicense} title={t('touches.arriving', { count: seeing.length })}>
        {seeing.map((user) => person(user, [t('touches.newLicenses', { count: user.arriving, formatted: format.number(user.arriving) })]))}
      </TouchList>
      {others.users && <p>{t('touches.otherUsers')}</p>}
      {others.installers && <p>{t('touches.otherInstallers')}</p>}
    </section>
  );
}

/** A counted list; left out when it is empty. */
function TouchList({ icon: Icon, title, children }: { icon: ComponentType<{ size?: number }>; title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>
        <Icon size={16} aria-hidden />
        {title}
      </h3>
      <ul tabIndex={0} aria-label={title}>
        {children}
      </ul>
    </section>
  );
}
