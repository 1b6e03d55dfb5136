import type { Answer, overview } from '@licet/contract';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { later } from '../../shared/later.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import classes from './overview.module.css';
import { Tile } from './tile.tsx';

const SkipAllDialog = later(async () => (await import('../customers/skip-all-dialog.tsx')).SkipAllDialog);

export function CustomersTile({ customers }: { customers: Answer<typeof overview.show>['customers'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const [skipping, setSkipping] = useState(false);
  const mayChange = holds(me, 'groups-and-computers', 'write');
  const total = format.number(customers.total);
  return (
    <Tile
      title={t('overview.customers')}
      more={
        mayChange ? (
          <Link to="/customers" className={classes.figure}>
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
      <p className={classes.sum}>{customers.notSetUp > 0 ? t('overview.newCustomersText') : t('overview.noNewCustomers')}</p>
      {mayChange && customers.notSetUp > 0 && (
        <div className={classes.buttons}>
          <Button renderRoot={(props) => <Link to="/customers" search={{ state: 'not-set-up' }} {...props} />}>
            {t('overview.openSetup')}
          </Button>
          <ActButton variant="default" onClick={() => setSkipping(true)}>
            {t('overview.skipAll')}
          </ActButton>
        </div>
      )}
      {skipping && <SkipAllDialog count={customers.notSetUp} onClose={() => setSkipping(false)} />}
    </Tile>
  );
}
