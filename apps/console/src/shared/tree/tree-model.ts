import { foldText } from '../fold-text.ts';

export interface TreeNode {
  id: string;
  parentId: string | null;
  name: string;
}

export interface TreeIndex<N extends TreeNode> {
  roots: N[];
  children: Map<string, N[]>;
  byId: Map<string, N>;
}

/** One visible row of a tree. */
export interface TreeLine<N extends TreeNode> {
  node: N;
  /** 1 for a root. */
  level: number;
  position: number;
  setSize: number;
  /** Null where there is nothing to open. */
  open: boolean | null;
}

/** Orders nodes under their parents. One whose parent is out of sight stands at the top. */
export function indexTree<N extends TreeNode>(nodes: readonly N[], compare: (a: N, b: N) => number): TreeIndex<N> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Map<string, N[]>();
  const roots: N[] = [];
  for (const node of nodes) {
    if (node.parentId === null || !byId.has(node.parentId)) roots.push(node);
    else append(children, node.parentId, node);
  }
  roots.sort(compare);
  for (const list of children.values()) list.sort(compare);
  return { roots, children, byId };
}

function append<N>(lists: Map<string, N[]>, key: string, value: N): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The rows to show, in order. With `kept`, only those nodes, all of them open. */
export function treeLines<N extends TreeNode>(
  index: TreeIndex<N>,
  expanded: ReadonlySet<string>,
  kept?: ReadonlySet<string>,
): TreeLine<N>[] {
  const lines: TreeLine<N>[] = [];
  const walk = (siblings: N[], level: number) => {
    const shown = kept ? siblings.filter((node) => kept.has(node.id)) : siblings;
    shown.forEach((node, at) => {
      const below = index.children.get(node.id) ?? [];
      const openable = kept ? below.some((child) => kept.has(child.id)) : below.length > 0;
      const open = openable ? kept !== undefined || expanded.has(node.id) : null;
      lines.push({ node, level, position: at + 1, setSize: shown.length, open });
      if (open) walk(below, level + 1);
    });
  };
  walk(index.roots, 1);
  return lines;
}

/** Nodes whose name holds the text, and everything above them. */
export function findInTree<N extends TreeNode>(index: TreeIndex<N>, text: string): Set<string> {
  const wanted = foldText(text.trim());
  const kept = new Set<string>();
  for (const node of index.byId.values()) {
    if (!foldText(node.name).includes(wanted)) continue;
    for (let at: N | undefined = node; at && !kept.has(at.id); at = above(index, at)) kept.add(at.id);
  }
  return kept;
}

/** The ids above a node, nearest first. */
export function pathAbove<N extends TreeNode>(index: TreeIndex<N>, id: string): string[] {
  const path: string[] = [];
  const start = index.byId.get(id);
  for (let at = start && above(index, start); at; at = above(index, at)) path.push(at.id);
  return path;
}

/** For each node, the sum of a number over itself and everything below. */
export function sumBelow<N extends TreeNode>(index: TreeIndex<N>, value: (node: N) => number): Map<string, number> {
  const sums = new Map<string, number>();
  const sum = (node: N): number => {
    const total = (index.children.get(node.id) ?? []).reduce((all, child) => all + sum(child), value(node));
    sums.set(node.id, total);
    return total;
  };
  index.roots.forEach(sum);
  return sums;
}

/** The nodes at and below one. */
export function branchOf<N extends TreeNode>(index: TreeIndex<N>, id: string): N[] {
  const top = index.byId.get(id);
  if (!top) return [];
  const found = [top];
  for (const node of found) for (const child of index.children.get(node.id) ?? []) found.push(child);
  return found;
}

/** The nodes that are left when some are hidden, each with everything below it. */
export function withoutBranches<N extends TreeNode>(index: TreeIndex<N>, hidden: (node: N) => boolean): N[] {
  const left = index.roots.filter((node) => !hidden(node));
  for (const node of left) for (const child of index.children.get(node.id) ?? []) if (!hidden(child)) left.push(child);
  return left;
}

function above<N extends TreeNode>(index: TreeIndex<N>, node: N): N | undefined {
  return node.parentId === null ? undefined : index.byId.get(node.parentId);
}
