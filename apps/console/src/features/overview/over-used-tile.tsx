import type { Answer, overview } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UnitsBar } from '../../shared/words/units-bar.tsx';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

interface Props {
  overUsed: Answer<typeof overview.show>['overUsed'];
  total: number;
}

export function OverUsedTile({ overUsed, total }: Props) {
  const { t } = useTranslation();
  return (
    <Tile
      title={t('overview.overUsed')}
      more={
        total > overUsed.length && (
          <Link to="/licenses" search={{ view: 'licenses', use: 'over' }}>
            {t('overview.showAllCount', { count: total })}
          </Link>
        )
      }
    >
      {overUsed.length === 0 && <p className={classes.calm}>{t('overview.noneOverUsed')}</p>}
      <ul className={classes.lines}>
        {overUsed.map((row) => (
          <li key={row.licenseId + row.product}>
            <Link to="/licenses" search={{ view: 'licenses', use: 'over', open: row.licenseId }}>
              <span className={classes.two}>
                <span>{row.licenseUser}</span>
                <span>{row.product}</span>
              </span>
              <span className={classes.bar}>
                <UnitsBar quantity={row.quantity} usage={row.usage} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
