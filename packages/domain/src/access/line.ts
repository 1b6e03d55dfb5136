import type { GroupTree } from './scope.ts';

/** A group with all groups above it. */
export function lineOf(tree: GroupTree, group: number | null): number[] {
  const line: number[] = [];
  for (let at = group; at !== null && !line.includes(at); at = tree.get(at) ?? null) line.push(at);
  return line;
}
