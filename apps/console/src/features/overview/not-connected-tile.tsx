import type { Answer, overview } from '@licet/contract';
import { IconUnlink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { groupName } from '../groups/group-name.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

/** Groups that no account stands behind any more, with what is left to clear before they can be deleted. */
export function NotConnectedTile({ notConnected: { total, groups } }: { notConnected: Answer<typeof overview.show>['notConnected'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Tile
      title={t('overview.notConnected')}
      more={
        total > groups.length && (
          <Link to="/customers" search={{ state: 'unlinked' }}>
            {t('overview.showAllCount', { count: total })}
          </Link>
        )
      }
    >
      <p className={classes.warn}>
        <IconUnlink size={16} aria-hidden />
        {t('overview.notConnectedText', { count: total, formatted: format.number(total) })}
      </p>
      <ul className={classes.left}>
        {groups.map((group) => (
          <li key={group.id}>
            <Link to="/computers" search={{ group: group.id, archived: 'show' }}>
              {groupName(group, t)}
            </Link>
            <span>
              {group.holds.length === 0
                ? t('overview.canBeDeleted')
                : format.list(
                    group.holds.map(({ kind, count }) => t('overview.holds', { count, what: t(`heldKinds.${kind}`, { count }) })),
                  )}
            </span>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
