import { Button, Menu, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilterPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { FilterChip } from './filter-chip.tsx';
import { filterIds, type FilterId, useFilterWords } from './filter-words.ts';
import classes from './filters.module.css';
import { filterKeys, isFiltered, type LicenseSearch } from './search-params.ts';

interface Props {
  search: LicenseSearch;
  onChange: (change: Partial<Record<keyof LicenseSearch, unknown>>) => void;
}

/** Text search, a chip for each filter that is set, and the way to set another. */
export function FilterBar({ search, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const words = useFilterWords(search);
  /** A filter just picked has no value yet; its chip is there, open, nonetheless. */
  const [adding, setAdding] = useState<FilterId>();
  const [text, setText] = useState(search.q ?? '');
  const find = useDebouncedCallback((q: string) => onChange({ q: q.trim() || undefined }), 250);
  useEffect(() => setText(search.q ?? ''), [search.q]);
  const offered = filterIds.filter(
    (id) => !words[id] && (id !== 'account' || holds(me, 'portal-accounts')) && (id !== 'group' || holds(me, 'groups-and-computers')),
  );
  const shown = filterIds.filter((id) => words[id] !== undefined || id === adding);
  return (
    <div className={classes.bar} role="search" aria-label={t('filters.label')}>
      <TextInput
        className={classes.text}
        type="search"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('filters.text')}
        placeholder={t('filters.text')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          find(event.currentTarget.value);
        }}
      />
      {shown.map((id) => (
        <FilterChip
          key={id}
          id={id}
          search={search}
          words={words[id]}
          startOpen={id === adding}
          onChange={onChange}
          onClosed={() => setAdding(undefined)}
        />
      ))}
      <Menu>
        <Menu.Target>
          <Button variant="subtle" color="gray" leftSection={<IconFilterPlus size={15} />}>
            {t('filters.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered.map((id) => (
            <Menu.Item key={id} onClick={() => setAdding(id)}>
              {t(`filters.names.${id}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isFiltered(search) && (
        <Button variant="subtle" onClick={() => onChange(Object.fromEntries(filterKeys.map((key) => [key, undefined])))}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}
