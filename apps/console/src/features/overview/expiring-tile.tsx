import type { Answer, overview } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Expiry } from '../../shared/words/expiry.tsx';
import { dayAfter } from '../../shared/day-after.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

export function ExpiringTile({ expiring }: { expiring: Answer<typeof overview.show>['expiring'] }) {
  const { t } = useTranslation();
  const list = { view: 'licenses', sort: 'expires', from: dayAfter(0), to: dayAfter(30) } as const;
  return (
    <Tile
      title={t('overview.expiring')}
      more={
        <Link to="/licenses" search={list}>
          {t('overview.showAll')}
        </Link>
      }
    >
      {expiring.length === 0 && <p className={classes.calm}>{t('overview.noneExpiring')}</p>}
      <ul className={classes.lines}>
        {expiring.map((row) => (
          <li key={row.licenseId + row.product}>
            <Link to="/licenses" search={{ ...list, open: row.licenseId }}>
              <span className={classes.two}>
                <span>{row.licenseUser}</span>
                <span>{row.product}</span>
              </span>
              <Expiry day={row.expires} />
            </Link>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
