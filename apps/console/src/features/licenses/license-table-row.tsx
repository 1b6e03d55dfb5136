import { Button, Checkbox, Skeleton } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './license-table.module.css';
import { type Selection, toggleLine } from './selection.ts';
import type { Line } from './use-license-lines.ts';

interface Props {
  line: Line;
  span: number;
  selected: boolean;
  /** Its license is in the drawer. */
  current: boolean;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onTogglePool: (poolId: string) => void;
  onMore: (poolId: string) => void;
  onOpen: (licenseId: string) => void;
  children: ReactNode;
}

export function LicenseTableRow({ line, span, selected, current, selection, onSelection, onTogglePool, onMore, onOpen, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (line.kind === 'waiting') {
    return (
      <tr className={classes.note}>
        <td colSpan={span}>
          <Skeleton height={12} width="40%" aria-label={t('common.loading')} />
        </td>
      </tr>
    );
  }
  if (line.kind === 'failed') {
    return (
      <tr className={classes.note}>
        <td colSpan={span}>
          <ProblemNote error={line.error} onRetry={line.retry} />
        </td>
      </tr>
    );
  }
  if (line.kind === 'more') {
    return (
      <tr className={classes.note}>
        <td colSpan={span}>
          <Button variant="subtle" size="compact-xs" onClick={() => onMore(line.poolId)}>
            {t('licenses.moreInPool', { count: line.left, formatted: format.number(line.left) })}
          </Button>
        </td>
      </tr>
    );
  }
  const name = line.kind === 'pool' ? line.pool.name : (line.row.publicId ?? line.row.productName);
  const act = () => (line.kind === 'pool' ? onTogglePool(line.pool.id) : onOpen(line.row.licenseId));
  const onClick = (event: MouseEvent) => {
    // A click on a control inside the row, or the end of marking text, is not a click on the row.
    if ((event.target as Element).closest('button, a, input, label, [role="dialog"]') || getSelection()?.isCollapsed === false) return;
    act();
  };
  return (
    <tr
      className={classes.row}
      data-kind={line.kind}
      data-selected={selected || undefined}
      aria-selected={selected}
      aria-current={current || undefined}
      aria-expanded={line.kind === 'pool' ? line.open : undefined}
      aria-level={line.kind === 'pool' ? 1 : line.inPool ? 2 : undefined}
      tabIndex={0}
      onClick={onClick}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') act();
        if (event.key === ' ') {
          event.preventDefault();
          onSelection(toggleLine(selection, line));
        }
        if (line.kind === 'pool' && event.key === (line.open ? 'ArrowLeft' : 'ArrowRight')) act();
      }}
    >
      <td className={classes.tick}>
        <Checkbox
          aria-label={t('selection.one', { name })}
          checked={selected}
          onChange={() => onSelection(toggleLine(selection, line))}
          tabIndex={-1}
        />
      </td>
      {children}
    </tr>
  );
}
