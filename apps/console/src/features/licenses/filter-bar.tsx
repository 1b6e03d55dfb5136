import { Button, Menu } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { ViewsMenu } from '../saved-views/views-menu.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { FilterChip } from './filter-chip.tsx';
import { filterIds, type FilterId, useFilterWords } from './filter-words.ts';
import classes from './filters.module.css';
import { filterKeys, isFiltered, type LicenseSearch } from './search-params.ts';

interface Props {
  search: LicenseSearch;
  onChange: (change: Partial<Record<keyof LicenseSearch, unknown>>) => void;
  /** Shows another state of the whole screen. */
  onShow: (search: LicenseSearch) => void;
}

/** Saved views, text search, a chip for each filter that is set, and the way to set another. */
export function FilterBar({ search, onChange, onShow }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const words = useFilterWords(search);
  /** A filter just picked has no value yet; its chip is there, open, nonetheless. */
  const [adding, setAdding] = useState<FilterId>();
  const offered = filterIds.filter(
    (id) => !words[id] && (id !== 'account' || holds(me, 'portal-accounts')) && (id !== 'group' || holds(me, 'groups-and-computers')),
  );
  const shown = filterIds.filter((id) => words[id] !== undefined || id === adding);
  return (
    <div className={classes.bar} role="search" aria-label={t('filters.label')}>
      <ViewsMenu search={search} onShow={onShow} />
      <SearchBox label={t('filters.text')} value={search.q} onChange={(q) => onChange({ q })} />
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
