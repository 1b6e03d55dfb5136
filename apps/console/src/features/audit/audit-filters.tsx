import { ActionIcon, Button, Popover, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconCalendar, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../shared/later.tsx';
import page from '../../shared/table/list-page.module.css';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { accessFunctions } from '../../shared/words/rights.ts';
import { GroupFilter } from '../groups/group-filter.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { userListQuery, userQuery } from '../users/users-queries.ts';
import type { AuditSearch } from './search-params.ts';

const DaysChoice = later(async () => (await import('./days-choice.tsx')).DaysChoice);

interface Props {
  search: AuditSearch;
  onChange: (next: Partial<Record<keyof AuditSearch, unknown>>) => void;
  onClear: () => void;
}

export function AuditFilters({ search, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { q, fn, user, group, from, to } = search;
  return (
    <div className={page.tools} role="search" aria-label={t('filters.label')}>
      <SearchBox label={t('audit.search')} value={q} onChange={(words) => onChange({ q: words })} />
      <Select
        clearable
        searchable
        w={190}
        aria-label={t('audit.function')}
        placeholder={t('audit.function')}
        value={fn ?? null}
        data={accessFunctions.map((name) => ({ value: name, label: t(`functions.${name}`) }))}
        onChange={(name) => onChange({ fn: name ?? undefined })}
      />
      {holds(me, 'users') && <UserFilter value={user} onChange={(id) => onChange({ user: id })} />}
      {holds(me, 'groups-and-computers') && (
        <GroupFilter label={t('audit.columns.group')} value={group} onChange={(id) => onChange({ group: id })} />
      )}
      <DaysFilter from={from} to={to} onChange={onChange} />
      {(q ?? fn ?? user ?? group ?? from ?? to) !== undefined && (
        <Button variant="subtle" onClick={onClear}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}

function UserFilter({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 200);
  const chosen = useQuery({ ...userQuery(value ?? ''), enabled: value !== undefined });
  // What stands in the field once somebody is chosen is a name, not a search.
  const found = useQuery(userListQuery({ q: asked === chosen.data?.login ? undefined : asked }, 1));
  const rows = [...(chosen.data ? [chosen.data] : []), ...(found.data?.rows ?? []).filter(({ id }) => id !== value)];
  return (
    <Select
      clearable
      searchable
      w={170}
      aria-label={t('audit.columns.by')}
      placeholder={t('audit.columns.by')}
      nothingFoundMessage={t('filters.none')}
      value={value ?? null}
      data={rows.map(({ id, login }) => ({ value: id, label: login }))}
      filter={({ options }) => options}
      onSearchChange={setText}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}

interface DaysProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (next: { from: string | undefined; to: string | undefined }) => void;
}

function DaysFilter({ from, to, onChange }: DaysProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const name = t('audit.days');
  const [first, last] = [from && format.day(from), to && format.day(to)];
  const words =
    first && last
      ? first === last
        ? first
        : t('expiry.between', { from: first, to: last })
      : first
        ? t('expiry.from', { from: first })
        : last
          ? t('expiry.to', { to: last })
          : undefined;
  return (
    <span>
      <Popover opened={open} onChange={setOpen}>
        <Popover.Target>
          <Button variant="default" leftSection={<IconCalendar size={15} />} onClick={() => setOpen(!open)}>
            {words ?? name}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={8}>{open && <DaysChoice from={from} to={to} onChange={onChange} />}</Popover.Dropdown>
      </Popover>
      {words !== undefined && (
        <ActionIcon aria-label={t('filters.remove', { name })} onClick={() => onChange({ from: undefined, to: undefined })}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </span>
  );
}
