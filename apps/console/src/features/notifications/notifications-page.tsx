import { SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import classes from '../../shared/table/list-page.module.css';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { AlertsList } from './alerts-list.tsx';
import { RulesList } from './rules-list.tsx';
import { type NotificationSearch, readNotificationSearch } from './search-params.ts';

const RuleDialog = later(async () => (await import('./rule-dialog.tsx')).RuleDialog);

/** Rules that watch licenses and accounts, and the alerts that they raised. */
export function NotificationsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { scope, ...search } = useSearch({ from: '/inside/notifications' });
  const change = (next: Partial<Record<keyof NotificationSearch, unknown>>) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...readNotificationSearch({ ...before, ...next }) }),
    });
  const close = () => change({ open: undefined, dialog: undefined });
  const create = holds(me, 'notifications', 'write') && (
    <ActButton leftSection={<IconPlus size={15} />} onClick={() => change({ dialog: 'new', open: undefined })}>
      {t('notifications.create')}
    </ActButton>
  );
  return (
    <div className={classes.page}>
      <PageHeader
        title={t('places.notifications')}
        aside={
          <SegmentedControl
            aria-label={t('notifications.parts')}
            value={search.view ?? 'rules'}
            onChange={(view) =>
              change({ view: view === 'alerts' ? view : undefined, q: undefined, rule: undefined, show: undefined, page: undefined })
            }
            data={[
              { value: 'rules', label: t('notifications.rules') },
              { value: 'alerts', label: t('notifications.alerts') },
            ]}
          />
        }
      >
        {create}
      </PageHeader>
      <div className={classes.parts}>
        {search.view === 'alerts' ? (
          <AlertsList search={search} scope={scope} onChange={change} />
        ) : (
          <RulesList search={search} scope={scope} onChange={change} create={create} />
        )}
      </div>
      {(search.open ?? search.dialog) && (
        <RuleDialog key={search.open ?? 'new'} {...(search.open ? { id: search.open } : {})} onClose={close} />
      )}
    </div>
  );
}
