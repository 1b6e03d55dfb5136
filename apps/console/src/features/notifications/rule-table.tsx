import type { NotificationRule } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../shared/format.ts';
import { OpenButton } from '../../shared/open-button.tsx';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { groupName } from '../groups/group-name.ts';
import classes from './notifications.module.css';
import { RuleMenu } from './rule-menu.tsx';
import { RuleState } from './rule-state.tsx';
import { conditionWords, isOfAccounts } from './rule-words.ts';

interface Props {
  rows: NotificationRule[];
  old: boolean;
  current: string | undefined;
  onOpen: (id: string) => void;
}

export function RuleTable({ rows, old, current, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <PlainTable
      label={t('notifications.rules')}
      rows={rows}
      rowId={(rule) => rule.id}
      old={old}
      minWidth={1000}
      current={current}
      onOpen={(rule) => onOpen(rule.id)}
      columns={[
        { id: 'name', title: t('notifications.columns.name'), width: 220, cell: (rule) => <RuleName rule={rule} onOpen={onOpen} /> },
        {
          id: 'condition',
          title: t('notifications.columns.condition'),
          cell: (rule) => (
            <>
              {conditionWords(rule.condition, t, format)}
              <span className={classes.note}>
                {isOfAccounts(rule.condition.kind)
                  ? t('notifications.allAccounts')
                  : t('notifications.within', { group: groupName(rule.accessGroup, t) })}
              </span>
            </>
          ),
        },
        { id: 'channels', title: t('notifications.columns.channels'), width: 220, cell: (rule) => <Channels rule={rule} /> },
        { id: 'state', title: t('notifications.columns.state'), width: 240, cell: (rule) => <RuleState rule={rule} /> },
        { id: 'open', title: t('notifications.columns.open'), width: 110, cell: (rule) => <OpenAlerts rule={rule} /> },
        { id: 'menu', title: '', width: 56, cell: (rule) => <RuleMenu rule={rule} onOpen={onOpen} /> },
      ]}
    />
  );
}

function RuleName({ rule, onOpen }: { rule: NotificationRule; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <>
      <OpenButton onClick={() => onOpen(rule.id)}>{rule.name}</OpenButton>
      {rule.owner && <span className={classes.note}>{t('notifications.ownedBy', { login: rule.owner })}</span>}
    </>
  );
}

function Channels({ rule: { recipients, webhookUrl } }: { rule: NotificationRule }) {
  const { t } = useTranslation();
  return (
    <>
      {recipients.length > 0 && (
        <span title={recipients.join(', ')}>
          {recipients.length === 1 ? recipients[0] : t('notifications.addresses', { count: recipients.length })}
        </span>
      )}
      {webhookUrl && <span className={classes.note}>{t('notifications.webhookTo', { host: new URL(webhookUrl).host })}</span>}
    </>
  );
}

function OpenAlerts({ rule }: { rule: NotificationRule }) {
  const format = useFormat();
  const { t } = useTranslation();
  if (rule.openAlerts === 0) return UNKNOWN;
  return (
    <Link to="/notifications" search={{ view: 'alerts', rule: rule.id, show: 'open' }}>
      {t('notifications.openAlerts', { count: rule.openAlerts, formatted: format.number(rule.openAlerts) })}
    </Link>
  );
}
