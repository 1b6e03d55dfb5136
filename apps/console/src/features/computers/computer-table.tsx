import type { Computer } from '@licet/contract';
import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import table from '../../shared/table/list-table.module.css';
import base from '../../shared/table/table.module.css';
import { useFormat } from '../../shared/use-format.ts';
import { groupName } from '../groups/group-name.ts';
import type { GroupSearch } from '../groups/search-params.ts';
import { ComputerState } from './computer-state.tsx';

interface Props {
  rows: Computer[];
  old: boolean;
  search: GroupSearch;
  selected: ReadonlyMap<string, Computer>;
  onSelected: (selected: ReadonlyMap<string, Computer>) => void;
  onSort: (sort: GroupSearch['sort'], order: GroupSearch['order']) => void;
}

const columns = { tick: 44, name: 180, state: 110, license: 170, os: 140, lastSeen: 130, group: 130 } as const;
const names = ['name', 'state', 'license', 'os', 'lastSeen', 'group'] as const;
const sorts: Partial<Record<(typeof names)[number], 'name' | 'lastSeenAt'>> = { name: 'name', lastSeen: 'lastSeenAt' };

export function ComputerTable({ rows, old, search, selected, onSelected, onSort }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const ticked = rows.filter((row) => selected.has(row.id)).length;
  const turn = (given: Computer[], on: boolean) => {
    const next = new Map(selected);
    for (const row of given) {
      if (on) next.set(row.id, row);
      else next.delete(row.id);
    }
    onSelected(next);
  };
  const head = (name: (typeof names)[number]) => {
    const sort = sorts[name];
    const sorted = sort !== undefined && (search.sort ?? 'name') === sort;
    const descending = search.order === 'desc';
    const Arrow = descending ? IconArrowDown : IconArrowUp;
    return (
      <th key={name} scope="col" aria-sort={sort && (sorted ? (descending ? 'descending' : 'ascending') : 'none')}>
        {sort ? (
          <button
            type="button"
            className={table.sort}
            onClick={() => onSort(sort === 'name' ? undefined : sort, sorted && !descending ? 'desc' : undefined)}
          >
            {t(`computers.columns.${name}`)}
            {sorted && <Arrow size={13} aria-hidden />}
          </button>
        ) : (
          t(`computers.columns.${name}`)
        )}
      </th>
    );
  };
  return (
    <table
      className={`${base.table} ${table.table}`}
      style={{ minWidth: Object.values(columns).reduce((sum, one) => sum + one, 0) }}
      data-old={old || undefined}
      aria-busy={old}
      aria-label={t('computers.list')}
    >
      <colgroup>
        {(['tick', ...names] as const).map((name) => (
          <col key={name} style={{ width: columns[name] }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <Checkbox
              aria-label={t('selection.allShown')}
              checked={ticked > 0 && ticked === rows.length}
              indeterminate={ticked > 0 && ticked < rows.length}
              onChange={() => turn(rows, ticked < rows.length)}
            />
          </th>
          {names.map(head)}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-picked={selected.has(row.id) || undefined}>
            <td>
              <Checkbox
                aria-label={t('selection.one', { name: row.name })}
                checked={selected.has(row.id)}
                onChange={(event) => turn([row], event.currentTarget.checked)}
              />
            </td>
            <td>
              <span className={table.cut} title={row.name}>
                {row.name}
              </span>
            </td>
            <td>
              <ComputerState state={row.state} />
            </td>
            <td>
              {row.activations.length === 0 && <span className={table.note}>{t('computers.noLicense')}</span>}
              {row.activations.map((one) => (
                <span key={one.id} className={table.cut} title={one.publicId ?? undefined}>
                  {one.productName ?? t('computers.licenseOutOfSight')}
                </span>
              ))}
            </td>
            <td>
              <span className={table.cut} title={row.os}>
                {row.os}
              </span>
            </td>
            <td>{row.lastSeenAt && <span title={format.moment(row.lastSeenAt)}>{format.ago(row.lastSeenAt)}</span>}</td>
            <td>
              <span className={table.cut} title={groupName(row.group, t)}>
                {groupName(row.group, t)}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
