import { Button, MultiSelect, Popover, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconFolder, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupName } from '../groups/group-name.ts';
import { GroupPicker } from '../groups/group-picker.tsx';
import { groupQuery } from '../groups/groups-queries.ts';
import classes from './installers-page.module.css';
import { type InstallerSearch, installerStates } from './search-params.ts';

interface Props {
  search: InstallerSearch;
  onChange: (change: Partial<Record<keyof InstallerSearch, unknown>>) => void;
}

export function InstallerFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(search.q ?? '');
  const [open, setOpen] = useState(false);
  const find = useDebouncedCallback((q: string) => onChange({ q: q.trim() || undefined }), 250);
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const group = useQuery({ ...groupQuery(search.group ?? ''), enabled: search.group !== undefined });
  const choose = (id: string | undefined) => {
    setOpen(false);
    onChange({ group: id });
  };
  return (
    <div className={classes.tools} role="search" aria-label={t('filters.label')}>
      <TextInput
        className={classes.text}
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('installers.find')}
        placeholder={t('installers.find')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
      <MultiSelect
        className={classes.states}
        aria-label={t('installers.columns.state')}
        placeholder={search.state ? '' : t('installers.anyState')}
        clearable
        clearButtonProps={{ 'aria-label': t('filters.remove', { name: t('installers.columns.state') }) }}
        data={installerStates.map((value) => ({ value, label: t(`installerStates.${value}`) }))}
        value={search.state ?? []}
        onChange={(state) => onChange({ state: state.length ? state : undefined })}
      />
      <Popover opened={open} onChange={setOpen}>
        <Popover.Target>
          <Button variant="default" leftSection={<IconFolder size={15} />} onClick={() => setOpen(!open)}>
            {group.data ? t('installers.keptInGroup', { group: groupName(group.data, t) }) : t('installers.keptAnywhere')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={8}>
          <div className={classes.pick}>
            <GroupPicker label={t('installers.columns.keptIn')} purpose="access" selected={search.group} onSelect={choose} />
            {search.group && (
              <Button variant="subtle" onClick={() => choose(undefined)}>
                {t('installers.keptAnywhere')}
              </Button>
            )}
          </div>
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
