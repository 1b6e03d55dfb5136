import type { Answer, overview } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

export function CustomersTile({ customers }: { customers: Answer<typeof overview.show>['customers'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const total = format.number(customers.total);
  return (
    <Tile
      title={t('overview.customers')}
      more={
        holds(me, 'groups-and-computers') ? (
          <Link to="/computers" className={classes.figure}>
            {total}
          </Link>
        ) : (
          <span className={classes.figure}>{total}</span>
        )
      }
    >
      <dl className={classes.pairs}>
        <div>
          <dt>{t('overview.newCustomers')}</dt>
          <dd>{format.number(customers.notSetUp)}</dd>
        </div>
        <div>
          <dt>{t('companyStatuses.suspended')}</dt>
          <dd>{format.number(customers.suspended)}</dd>
        </div>
      </dl>
      <p className={classes.sum}>{t('overview.newCustomersText')}</p>
    </Tile>
  );
}
