import type { Alert } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../shared/format.ts';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { reasonWords } from '../../shared/words/reason-words.ts';
import classes from './notifications.module.css';
import { AlertDeliveries, AlertState } from './rule-state.tsx';

export function AlertTable({ rows, old }: { rows: Alert[]; old: boolean }) {
  const { t } = useTranslation();
  return (
    <PlainTable
      label={t('notifications.alerts')}
      rows={rows}
      rowId={(alert) => alert.id}
      old={old}
      minWidth={1000}
      columns={[
        { id: 'raised', title: t('notifications.columns.raised'), width: 170, cell: (alert) => <When at={alert.raisedAt} /> },
        { id: 'subject', title: t('notifications.columns.subject'), cell: (alert) => <Subject alert={alert} /> },
        {
          id: 'says',
          title: t('notifications.columns.says'),
          width: 260,
          cell: (alert) => (alert.reason && reasonWords(alert.reason, 'says', t)) ?? UNKNOWN,
        },
        { id: 'state', title: t('notifications.columns.state'), width: 160, cell: (alert) => <AlertState alert={alert} /> },
        {
          id: 'told',
          title: t('notifications.columns.told'),
          width: 210,
          cell: (alert) => <AlertDeliveries deliveries={alert.deliveries} />,
        },
        { id: 'rule', title: t('notifications.columns.rule'), width: 170, cell: (alert) => <RuleLink rule={alert.rule} /> },
      ]}
    />
  );
}

function When({ at }: { at: string }) {
  const format = useFormat();
  return (
    <>
      {format.moment(at)}
      <span className={classes.note}>{format.ago(at)}</span>
    </>
  );
}

/** The way to what it is about. */
function Subject({ alert: { license, account } }: { alert: Alert }) {
  const { t } = useTranslation();
  if (account) return <Link to="/sync-runs">{account.login}</Link>;
  if (!license) return null;
  return (
    <>
      <Link to="/licenses" search={{ view: 'licenses', open: license.id, ...(license.publicId ? { q: license.publicId } : {}) }}>
        {license.licenseUser}
      </Link>
      <span className={classes.note}>
        {license.publicId ? t('notifications.product', { product: license.productName, publicId: license.publicId }) : license.productName}
      </span>
    </>
  );
}

function RuleLink({ rule }: { rule: Alert['rule'] }) {
  return (
    <Link to="/notifications" search={{ view: 'alerts', rule: rule.id }}>
      {rule.name}
    </Link>
  );
}
