import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBellOff, IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { AlertTable } from './alert-table.tsx';
import { alertListQuery, ROWS_A_PAGE } from './notifications-queries.ts';
import { alertKinds, type NotificationSearch } from './search-params.ts';

interface Props {
  search: NotificationSearch;
  scope: string | undefined;
  onChange: (change: Partial<Record<keyof NotificationSearch, unknown>>) => void;
}

export function AlertsList({ search, scope, onChange }: Props) {
  const { t } = useTranslation();
  const list = useQuery(alertListQuery(search, scope));
  const total = list.data?.total ?? 0;
  const narrowed = search.show !== undefined || search.rule !== undefined || scope !== undefined;
  const clear = () => onChange({ show: undefined, rule: undefined, page: undefined });
  return (
    <section className={classes.list} aria-label={t('notifications.alerts')}>
      <div className={classes.tools} role="search" aria-label={t('filters.label')}>
        <SegmentedControl
          aria-label={t('notifications.columns.state')}
          value={search.show ?? 'all'}
          onChange={(value) => onChange({ show: alertKinds.find((one) => one === value), page: undefined })}
          data={[
            { value: 'all', label: t('notifications.allAlerts') },
            ...alertKinds.map((value) => ({ value, label: t(`notifications.alertKinds.${value}`) })),
          ]}
        />
        {search.rule !== undefined && (
          <Button
            variant="default"
            leftSection={<IconFilterOff size={15} />}
            onClick={() => onChange({ rule: undefined, page: undefined })}
          >
            {t('notifications.allRules')}
          </Button>
        )}
      </div>
      <ListBody
        query={list}
        table={(rows, old) => <AlertTable rows={rows} old={old} />}
        empty={
          narrowed ? (
            <EmptyState icon={IconFilterOff} title={t('notifications.noAlertsFound')} text={t('notifications.noneFoundText')}>
              <Button variant="default" onClick={clear}>
                {t('filters.clear')}
              </Button>
            </EmptyState>
          ) : (
            <EmptyState icon={IconBellOff} title={t('notifications.noAlerts')} text={t('notifications.noAlertsText')} />
          )
        }
      />
      {total > 0 && (
        <Pager
          page={search.page ?? 1}
          size={ROWS_A_PAGE}
          total={total}
          onPage={(page) => onChange({ page: page > 1 ? String(page) : undefined })}
        />
      )}
    </section>
  );
}
