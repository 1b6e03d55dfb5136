import type { Answer, pools } from '@licet/contract';
import {
  IconArrowRight,
  IconBell,
  IconBellOff,
  IconEye,
  IconEyeOff,
  IconKey,
  IconPackage,
  IconPackageOff,
  IconReportAnalytics,
  IconReportOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { groupPath } from '../groups/group-name.ts';
import classes from './move-pool-dialog.module.css';

export type Impact = Answer<typeof pools.moveImpact>;

/** Exactly what a move will do: from where, to where, every user whose sight changes, every installer and API token. */
export function MoveImpact({ impact }: { impact: Impact }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { breaks, works, changesHands, others } = impact.installers;
  const levels = { read: t('levels.read'), use: t('levels.use'), write: t('levels.write') };
  const people = (users: Impact['gain']) =>
    users.map((user) => ({
      key: user.userId,
      name: user.login,
      note: user.level in levels ? levels[user.level as keyof typeof levels] : user.level,
    }));
  const files = (installers: typeof breaks) => installers.map((one) => ({ key: one.id, name: one.name, note: one.accessGroup.name }));
  const keys = (tokens: Impact['tokens']['gain']) => tokens.map((one) => ({ key: one.id, name: one.name, note: one.login }));
  return (
    <div className={classes.impact}>
      <p className={classes.way}>
        <span>{groupPath(impact.from.segments, t)}</span>
        <IconArrowRight size={16} role="img" aria-label={t('common.becomes')} />
        <span>{groupPath(impact.to.segments, t)}</span>
      </p>
      <p>{t('move.licenses', { count: impact.licenses, formatted: format.number(impact.licenses) })}</p>
      <ChangeList
        icon={<IconEye size={16} />}
        title={t('move.gain', { count: impact.gain.length })}
        none={t('move.nobodyGains')}
        items={people(impact.gain)}
      />
      <ChangeList
        icon={<IconEyeOff size={16} />}
        title={t('move.lose', { count: impact.lose.length })}
        none={t('move.nobodyLoses')}
        items={people(impact.lose)}
      />
      {impact.others && <p>{t('move.others')}</p>}
      <ChangeList
        icon={<IconPackageOff size={16} />}
        title={t('move.breaks', { count: breaks.length })}
        none={t('move.nothingBreaks')}
        items={files(breaks)}
      />
      {works.length > 0 && (
        <ChangeList icon={<IconPackage size={16} />} title={t('move.works', { count: works.length })} items={files(works)} />
      )}
      {changesHands.length > 0 && (
        <ChangeList
          icon={<IconPackage size={16} />}
          title={t('move.changesHands', { count: changesHands.length })}
          items={files(changesHands)}
        />
      )}
      {others && <p>{t('move.otherInstallers')}</p>}
      {impact.rules.begins.length > 0 && (
        <ChangeList
          icon={<IconBell size={16} />}
          title={t('move.rulesBegin', { count: impact.rules.begins.length })}
          items={files(impact.rules.begins)}
        />
      )}
      {impact.rules.stops.length > 0 && (
        <ChangeList
          icon={<IconBellOff size={16} />}
          title={t('move.rulesStop', { count: impact.rules.stops.length })}
          items={files(impact.rules.stops)}
        />
      )}
      {impact.rules.others && <p>{t('move.otherRules')}</p>}
      {impact.reports.begins.length > 0 && (
        <ChangeList
          icon={<IconReportAnalytics size={16} />}
          title={t('move.reportsBegin', { count: impact.reports.begins.length })}
          items={files(impact.reports.begins)}
        />
      )}
      {impact.reports.stops.length > 0 && (
        <ChangeList
          icon={<IconReportOff size={16} />}
          title={t('move.reportsStop', { count: impact.reports.stops.length })}
          items={files(impact.reports.stops)}
        />
      )}
      {impact.reports.others && <p>{t('move.otherReports')}</p>}
      {impact.tokens.gain.length > 0 && (
        <ChangeList
          icon={<IconKey size={16} />}
          title={t('move.tokensGain', { count: impact.tokens.gain.length })}
          items={keys(impact.tokens.gain)}
        />
      )}
      {impact.tokens.lose.length > 0 && (
        <ChangeList
          icon={<IconKey size={16} />}
          title={t('move.tokensLose', { count: impact.tokens.lose.length })}
          items={keys(impact.tokens.lose)}
        />
      )}
    </div>
  );
}

interface ListProps {
  icon: ReactNode;
  title: string;
  /** Said in place of an empty list. */
  none?: string;
  items: { key: string; name: string; note: string }[];
}

function ChangeList({ icon, title, none, items }: ListProps) {
  return (
    <section>
      <h3>
        <span aria-hidden>{icon}</span>
        {items.length > 0 ? title : none}
      </h3>
      {items.length > 0 && (
        <ul className={classes.users}>
          {items.map((item) => (
            <li key={item.key}>
              <span>{item.name}</span>
              <span>{item.note}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
