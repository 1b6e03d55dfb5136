import { TextInput } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../use-format.ts';
import classes from './tree.module.css';
import { findInTree, pathAbove, type TreeIndex, treeLines, type TreeNode } from './tree-model.ts';
import { useTreeKeys } from './use-tree-keys.ts';

interface Props<N extends TreeNode> {
  label: string;
  index: TreeIndex<N>;
  selected: string | undefined;
  onSelect: (node: N) => void;
  /** What stands before and after the name. */
  icon?: (node: N) => ReactNode;
  note?: (node: N) => ReactNode;
}

const ROW = 28;

/** A tree of any size: only the rows in view are drawn. The name filter keeps what matches and everything above it. */
export function Tree<N extends TreeNode>({ label, index, selected, onSelect, icon, note }: Props<N>) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [active, setActive] = useState(0);
  const scroller = useRef<HTMLDivElement>(null);

  const expanded = useMemo(() => openNodes(index, toggled, selected), [index, toggled, selected]);
  const kept = useMemo(() => (wanted ? findInTree(index, wanted) : undefined), [index, wanted]);
  const lines = useMemo(() => treeLines(index, expanded, kept), [index, expanded, kept]);
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 12 });
  const current = Math.min(active, lines.length - 1);

  // A selection that came with the address is brought into view, once its branch is there.
  const selectedAt = lines.findIndex((line) => line.node.id === selected);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (selectedAt < 0 || shown.current === selected) return;
    shown.current = selected;
    setActive(selectedAt);
    rows.scrollToIndex(selectedAt, { align: 'auto' });
  }, [selectedAt, selected, rows]);

  const activate = (at: number) => {
    setActive(at);
    rows.scrollToIndex(at, { align: 'auto' });
  };
  const toggle = (node: string, open: boolean) => setToggled((before) => new Map(before).set(node, open));
  const onKeyDown = useTreeKeys({ lines, active: current, onActive: activate, onToggle: toggle, onChoose: onSelect });

  return (
    <div className={classes.tree}>
      <TextInput
        className={classes.filter}
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t('tree.filter')}
        placeholder={t('tree.filter')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('');
          if (event.key === 'ArrowDown') scroller.current?.focus();
        }}
      />
      <div
        ref={scroller}
        className={classes.scroller}
        role="tree"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={lines[current] ? `${id}-${lines[current].node.id}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div className={classes.rows} style={{ height: rows.getTotalSize() }} role="presentation">
          {rows.getVirtualItems().map(({ index: at, start }) => {
            const line = lines[at];
            if (!line) return null;
            const { node, level, open } = line;
            return (
              <div
                key={node.id}
                id={`${id}-${node.id}`}
                role="treeitem"
                aria-level={level}
                aria-posinset={line.position}
                aria-setsize={line.setSize}
                aria-selected={node.id === selected}
                aria-expanded={open ?? undefined}
                data-active={at === current || undefined}
                className={classes.row}
                style={{ transform: `translateY(${start}px)`, paddingLeft: 4 + (level - 1) * 14 }}
                onClick={() => {
                  setActive(at);
                  onSelect(node);
                }}
              >
                <span
                  className={classes.chevron}
                  data-open={open || undefined}
                  onClick={(event) => {
                    if (open === null) return;
                    event.stopPropagation();
                    toggle(node.id, !open);
                  }}
                >
                  {open !== null && <IconChevronRight size={14} aria-hidden />}
                </span>
                {icon?.(node)}
                <span className={classes.name} title={node.name}>
                  {node.name}
                </span>
                {note?.(node)}
              </div>
            );
          })}
        </div>
        {lines.length === 0 && wanted && <p className={classes.none}>{t('tree.none', { text: wanted })}</p>}
      </div>
      {kept && <div className={classes.found}>{t('tree.shown', { count: lines.length, formatted: format.number(lines.length) })}</div>}
    </div>
  );
}

/** Open are: what the user opened, the way to the selection, and from the top on while there is only one child to see. */
function openNodes<N extends TreeNode>(
  index: TreeIndex<N>,
  toggled: ReadonlyMap<string, boolean>,
  selected: string | undefined,
): Set<string> {
  const open = new Set<string>(selected === undefined ? [] : pathAbove(index, selected));
  for (let level = index.roots, depth = 0; level.length > 0 && depth < 3; depth += 1) {
    for (const node of level) open.add(node.id);
    const next = level.flatMap((node) => index.children.get(node.id) ?? []);
    if (next.length > 12) break;
    level = next;
  }
  for (const [id, isOpen] of toggled)
    if (isOpen) open.add(id);
    else open.delete(id);
  return open;
}
