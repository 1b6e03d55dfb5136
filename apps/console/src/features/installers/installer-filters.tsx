import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import page from '../../shared/table/list-page.module.css';
import { SearchBox } from '../../shared/table/search-box.tsx';
import { GroupFilter } from '../groups/group-filter.tsx';
import classes from './installers-page.module.css';
import { type InstallerSearch, installerStates } from './search-params.ts';

interface Props {
  search: InstallerSearch;
  onChange: (change: Partial<Record<keyof InstallerSearch, unknown>>) => void;
}

export function InstallerFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={page.tools} role="search" aria-label={t('filters.label')}>
      <SearchBox label={t('installers.find')} value={search.q} onChange={(q) => onChange({ q })} />
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
      <GroupFilter label={t('installers.columns.keptIn')} value={search.group} onChange={(group) => onChange({ group })} />
    </div>
  );
}
