import { Checkbox } from '@mantine/core';
import { useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { columnWidths } from './column-layout.ts';
import { columns, features } from './columns.tsx';
import { LicenseTableHead } from './license-table-head.tsx';
import { LicenseTableRow } from './license-table-row.tsx';
import classes from './license-table.module.css';
import { type ColumnId, columnIds, type LicenseSearch } from './search-params.ts';
import { isSelected, type Selection, toggleShown } from './selection.ts';
import { moveBetweenRows } from './row-keys.ts';
import type { Line } from './use-license-lines.ts';

interface Props {
  lines: Line[];
  shown: ColumnId[];
  search: LicenseSearch;
  dense: boolean;
  /** The rows are those of the question before; they stay until the new ones are there. */
  old: boolean;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onSort: (sort: LicenseSearch['sort'], order: LicenseSearch['order']) => void;
  onTogglePool: (poolId: string) => void;
  onMore: (poolId: string) => void;
  onOpen: (licenseId: string) => void;
}

const SELECT_WIDTH = 36;

export function LicenseTable(props: Props) {
  const { lines, shown, search, selection, onSelection } = props;
  const { t } = useTranslation();
  const columnVisibility = useMemo(() => Object.fromEntries(columnIds.map((id) => [id, shown.includes(id)])), [shown]);
  const table = useTable({
    features,
    columns,
    data: lines,
    getRowId: (line) => line.id,
    state: { columnVisibility, columnOrder: shown },
  });
  const tickable = lines.filter((line) => line.kind === 'pool' || (line.kind === 'license' && !line.inPool));
  const ticked = tickable.filter((line) => isSelected(selection, line)).length;
  const width = SELECT_WIDTH + shown.reduce((sum, id) => sum + columnWidths[id], 0);
  return (
    <table
      className={classes.table}
      style={{ minWidth: width }}
      data-dense={props.dense || undefined}
      data-old={props.old || undefined}
      role={search.view === 'licenses' ? 'grid' : 'treegrid'}
      aria-label={t('places.licenses')}
      aria-busy={props.old}
      aria-multiselectable
    >
      <colgroup>
        <col style={{ width: SELECT_WIDTH }} />
        {shown.map((id) => (
          <col key={id} style={{ width: columnWidths[id] }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className={classes.tick}>
            <Checkbox
              aria-label={t('selection.allShown')}
              checked={ticked > 0 && ticked === tickable.length}
              indeterminate={ticked > 0 && ticked < tickable.length}
              onChange={() => onSelection(toggleShown(selection, lines))}
            />
          </th>
          {shown.map((id) => (
            <LicenseTableHead key={id} id={id} search={search} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={moveBetweenRows}>
        {table.getRowModel().rows.map((row) => (
          <LicenseTableRow
            key={row.id}
            line={row.original}
            span={shown.length + 1}
            selected={isSelected(selection, row.original)}
            current={row.original.kind === 'license' && row.original.row.licenseId === search.open}
            selection={selection}
            onSelection={onSelection}
            onTogglePool={props.onTogglePool}
            onMore={props.onMore}
            onOpen={props.onOpen}
          >
            {row.getVisibleCells().map((cell) => (
              <td key={cell.id} data-column={cell.column.id}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </LicenseTableRow>
        ))}
      </tbody>
    </table>
  );
}
