import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilterOff, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { EmptyState } from '../../shared/feedback/empty-state.tsx';
import { later } from '../../shared/later.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { ListBody } from '../../shared/table/list-body.tsx';
import classes from '../../shared/table/list-page.module.css';
import { Pager } from '../../shared/table/pager.tsx';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { GroupFilter } from '../groups/group-filter.tsx';
import { setChoicesQuery } from '../permission-sets/permission-sets-queries.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { readUserSearch, type UserSearch } from './search-params.ts';
import { UserTable } from './user-table.tsx';
import { userListQuery, USERS_A_PAGE } from './users-queries.ts';

const UserPanel = later(async () => (await import('./user-panel.tsx')).UserPanel);
const UserDialog = later(async () => (await import('./user-dialog.tsx')).UserDialog);

export function UsersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const navigate = useNavigate();
  const { scope, ...search } = useSearch({ from: '/inside/users' });
  const { q, group, set, page = 1, open, tab } = search;
  const [making, setMaking] = useState(false);
  const list = useQuery(userListQuery({ q, groupId: group ?? scope, permissionSetId: set }, page));
  const sets = useQuery({ ...setChoicesQuery, enabled: holds(me, 'permission-sets') });
  const change = (next: Partial<Record<keyof UserSearch, unknown>>) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...(before.scope ? { scope: before.scope } : {}), ...readUserSearch({ ...before, ...next }) }),
    });
  const filter = (next: Partial<Record<keyof UserSearch, unknown>>) => change({ page: undefined, ...next });
  const clear = () => filter({ q: undefined, group: undefined, set: undefined });
  const narrowed = q !== undefined || group !== undefined || set !== undefined || scope !== undefined;
  const total = list.data?.total;
  return (
    <div className={classes.page} data-panel={open ? true : undefined}>
      <PageHeader
        title={t('places.users')}
        aside={total !== undefined && t('users.total', { count: total, formatted: format.number(total) })}
      >
        {holds(me, 'users', 'write') && (
          <ActButton leftSection={<IconUserPlus size={15} />} onClick={() => setMaking(true)}>
            {t('users.create')}
          </ActButton>
        )}
      </PageHeader>
      <div className={classes.parts}>
        <section className={classes.list} aria-label={t('users.list')}>
          <div className={classes.tools} role="search" aria-label={t('filters.label')}>
            <SearchBox label={t('users.search')} value={q} onChange={(words) => filter({ q: words })} />
            {holds(me, 'groups-and-computers') && (
              <GroupFilter label={t('users.columns.homeGroup')} value={group} onChange={(id) => filter({ group: id })} />
            )}
            {sets.data && (
              <Select
                searchable
                clearable
                w={240}
                aria-label={t('users.holds')}
                placeholder={t('users.holds')}
                value={set ?? null}
                data={sets.data.rows.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(id) => filter({ set: id ?? undefined })}
              />
            )}
          </div>
          <ListBody
            query={list}
            table={(rows, old) => (
              <UserTable
                rows={rows}
                old={old}
                current={open}
                onOpen={(id) => change({ open: id === open ? undefined : id, tab: undefined })}
              />
            )}
            empty={
              narrowed ? (
                <EmptyState icon={IconFilterOff} title={t('users.noneFound')} text={t('users.noneFoundText')}>
                  <Button variant="default" onClick={clear}>
                    {t('filters.clear')}
                  </Button>
                </EmptyState>
              ) : (
                <EmptyState icon={IconUsers} title={t('users.emptyTitle')} text={t('users.emptyText')} />
              )
            }
          />
          {!!total && (
            <Pager page={page} size={USERS_A_PAGE} total={total} onPage={(next) => change({ page: next > 1 ? String(next) : undefined })} />
          )}
        </section>
        {open && (
          <UserPanel
            key={open}
            id={open}
            tab={tab}
            onTab={(next) => change({ tab: next })}
            onClose={() => change({ open: undefined, tab: undefined })}
          />
        )}
      </div>
      {making && <UserDialog onClose={() => setMaking(false)} onDone={(id) => change({ open: id })} />}
    </div>
  );
}
