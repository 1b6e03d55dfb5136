import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { columnSorts } from './columns.tsx';
import classes from './license-table.module.css';
import type { ColumnId, LicenseSearch } from './search-params.ts';

interface Props {
  id: ColumnId;
  search: LicenseSearch;
  onSort: (sort: LicenseSearch['sort'], order: LicenseSearch['order']) => void;
}

export function LicenseTableHead({ id, search, onSort }: Props) {
  const { t } = useTranslation();
  const view = search.view ?? 'pools';
  const sort = columnSorts[view][id];
  const name = id === 'product' && view === 'pools' ? t('columns.pool') : t(`columns.${id}`);
  const standard = view === 'licenses' ? 'licenseUser' : 'name';
  const sorted = sort !== undefined && (search.sort ?? standard) === sort;
  const descending = search.order === 'desc';
  if (!sort) {
    return (
      <th scope="col" data-column={id}>
        {name}
      </th>
    );
  }
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <th scope="col" data-column={id} aria-sort={sorted ? (descending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className={classes.sort}
        onClick={() => onSort(sort === standard ? undefined : sort, sorted && !descending ? 'desc' : undefined)}
      >
        {name}
        {sorted && <Arrow size={13} aria-hidden />}
      </button>
    </th>
  );
}
