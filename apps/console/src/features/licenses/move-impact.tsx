import type { Answer, pools } from '@licet/contract';
import { IconArrowRight, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { groupPath } from '../groups/group-name.ts';
import classes from './move-pool-dialog.module.css';

type Impact = Answer<typeof pools.moveImpact>;

/** Exactly what a move will do: from where, to where, and every user whose sight changes. */
export function MoveImpact({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.impact}>
      <p className={classes.way}>
        <span>{groupPath(impact.from.segments, t)}</span>
        <IconArrowRight size={16} role="img" aria-label={t('common.becomes')} />
        <span>{groupPath(impact.to.segments, t)}</span>
      </p>
      <p>{t('move.licenses', { count: impact.licenses, formatted: format.number(impact.licenses) })}</p>
      <SightList icon={IconEye} title={t('move.gain', { count: impact.gain.length })} none={t('move.nobodyGains')} users={impact.gain} />
      <SightList icon={IconEyeOff} title={t('move.lose', { count: impact.lose.length })} none={t('move.nobodyLoses')} users={impact.lose} />
      {impact.others > 0 && <p>{t('move.others', { count: impact.others })}</p>}
    </div>
  );
}

interface ListProps {
  icon: typeof IconEye;
  title: string;
  none: string;
  users: Impact['gain'];
}

function SightList({ icon: Icon, title, none, users }: ListProps) {
  const { t } = useTranslation();
  const levels = { read: t('levels.read'), use: t('levels.use'), write: t('levels.write') };
  return (
    <section>
      <h3>
        <Icon size={16} aria-hidden />
        {users.length > 0 ? title : none}
      </h3>
      {users.length > 0 && (
        <ul className={classes.users}>
          {users.map((user) => (
            <li key={user.userId}>
              <span>{user.login}</span>
              <span>{user.level in levels ? levels[user.level as keyof typeof levels] : user.level}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
