import { groups } from '@licet/contract';
import type { Client, GroupNode } from '@licet/contract';
import { Failure } from './failure.ts';

/** The path of each group, `/All/Companies/…`, from the topmost group in sight; keyed by id. */
export function pathsOf(tree: readonly GroupNode[]): Map<string, string> {
  const nodes = new Map(tree.map((node) => [node.id, node]));
  const paths = new Map<string, string>();
  const pathOf = (node: GroupNode): string => {
    const known = paths.get(node.id);
    if (known !== undefined) return known;
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
    const path = `${parent ? pathOf(parent) : ''}/${node.name}`;
    paths.set(node.id, path);
    return path;
  };
  for (const node of tree) pathOf(node);
  return paths;
}

/** Finds the ids of groups that are given by id or by path. The tree is read once, and only when there is a path. */
export function createGroupFinder(client: Client): (given: string) => Promise<string> {
  let paths: Promise<Map<string, string>> | undefined;
  return async (given) => {
    if (!given.startsWith('/')) return given;
    paths ??= client(groups.tree, { query: { for: 'access' } }).then(pathsOf);
    const wanted = given.length > 1 ? given.replace(/\/$/, '') : given;
    const found = [...(await paths)].filter(([, path]) => path === wanted).map(([id]) => id);
    const [only] = found;
    if (only === undefined)
      throw new Failure('not-found', `There is no group ${given}, or it is out of your sight.`, '`licet groups list` shows the paths.');
    // Names are no keys: two groups may be called alike, and a name may hold a slash.
    if (found.length > 1)
      throw new Failure('conflict', `There are ${found.length} groups ${given}: ${found.join(', ')}.`, 'Give the id of the one you mean.');
    return only;
  };
}
