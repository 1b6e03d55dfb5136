import type { KeyboardEvent } from 'react';
import type { TreeLine, TreeNode } from './tree-model.ts';

interface Keys<N extends TreeNode> {
  lines: TreeLine<N>[];
  active: number;
  onActive: (index: number) => void;
  onToggle: (id: string, open: boolean) => void;
  onChoose: (node: N) => void;
}

/** Arrow keys of a tree as the ARIA practices describe them. */
export function useTreeKeys<N extends TreeNode>({ lines, active, onActive, onToggle, onChoose }: Keys<N>) {
  return (event: KeyboardEvent) => {
    const line = lines[active];
    if (!line || event.altKey || event.ctrlKey || event.metaKey) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => onActive(Math.min(lines.length - 1, active + 1)),
      ArrowUp: () => onActive(Math.max(0, active - 1)),
      Home: () => onActive(0),
      End: () => onActive(lines.length - 1),
      PageDown: () => onActive(Math.min(lines.length - 1, active + 15)),
      PageUp: () => onActive(Math.max(0, active - 15)),
      ArrowRight: () => {
        if (line.open === false) onToggle(line.node.id, true);
        else if (line.open) onActive(active + 1);
      },
      ArrowLeft: () => {
        if (line.open) onToggle(line.node.id, false);
        else onActive(parentIndex(lines, active));
      },
      Enter: () => onChoose(line.node),
      ' ': () => onChoose(line.node),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
}

function parentIndex<N extends TreeNode>(lines: TreeLine<N>[], from: number): number {
  const level = lines[from]?.level ?? 1;
  for (let at = from - 1; at >= 0; at -= 1) if ((lines[at]?.level ?? 0) < level) return at;
  return from;
}
