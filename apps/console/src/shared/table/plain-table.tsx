import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import classes from './plain-table.module.css';
import base from './table.module.css';

interface Column<R> {
  id: string;
  title: string;
  cell: (row: R) => ReactNode;
  /** CSS width; columns without share what is left. */
  width?: number;
  /** Figures stand at the right. */
  figures?: boolean;
  /** How the rows are sorted by it; `none` where they could be. */
  sorted?: 'ascending' | 'descending' | 'none';
  /** Its head was pressed. */
  onSort?: () => void;
}

interface Props<R> {
  label: string;
  columns: Column<R>[];
  rows: R[];
  rowId: (row: R) => string;
  /** The rows are those of the question before; they stay until the new ones are there. */
  old: boolean;
  /** Narrower than this the table scrolls sideways, in pixels. */
  minWidth: number;
  /** The row that stands beside the table in full. */
  current?: string | undefined;
  /** A click on a row; whoever uses the keyboard has a link or button in the row for the same. */
  onOpen?: (row: R) => void;
}

/** A table of rows that are read, not ticked. */
export function PlainTable<R>({ label, columns, rows, rowId, old, minWidth, current, onOpen }: Props<R>) {
  const onClick = (event: MouseEvent, row: R) => {
    // A click on a control inside the row, or the end of marking text, is not a click on the row.
    if ((event.target as Element).closest('button, a, input, label') || getSelection()?.isCollapsed === false) return;
    onOpen?.(row);
  };
  return (
    <table
      className={`${base.table} ${classes.table}`}
      style={{ minWidth }}
      aria-label={label}
      aria-busy={old}
      data-old={old || undefined}
      data-opens={onOpen ? true : undefined}
    >
      <colgroup>
        {columns.map(({ id, width }) => (
          <col key={id} {...(width === undefined ? {} : { style: { width } })} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              data-column={column.id}
              data-figures={column.figures}
              {...(column.sorted ? { 'aria-sort': column.sorted } : {})}
            >
              <Head {...column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={rowId(row)}
            aria-current={rowId(row) === current || undefined}
            {...(onOpen ? { onClick: (event: MouseEvent) => onClick(event, row) } : {})}
          >
            {columns.map(({ id, cell, figures }) => (
              <td key={id} data-column={id} data-figures={figures}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ title, sorted, onSort }: Pick<Column<never>, 'title' | 'sorted' | 'onSort'>) {
  if (!onSort) return title;
  const Arrow = sorted === 'descending' ? IconArrowDown : IconArrowUp;
  return (
    <button type="button" className={classes.sort} onClick={onSort}>
      {title}
      {sorted !== 'none' && <Arrow size={13} aria-hidden />}
    </button>
  );
}
