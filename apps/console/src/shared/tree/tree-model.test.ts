import { describe, expect, it } from 'vitest';
import { branchOf, findInTree, indexTree, pathAbove, sumBelow, treeLines } from './tree-model.ts';

const nodes = [
  { id: '1', parentId: null, name: 'All' },
  { id: '2', parentId: '1', name: 'Łęczna' },
  { id: '3', parentId: '1', name: 'Alder' },
  { id: '4', parentId: '2', name: 'Młyn' },
  { id: '5', parentId: '99', name: 'Its parent is out of sight' },
];
const index = indexTree(nodes, (a, b) => a.name.localeCompare(b.name, 'pl'));
const shown = (expanded: string[], kept?: Set<string>) =>
  treeLines(index, new Set(expanded), kept).map(({ node, level }) => `${level}${node.name}`);

describe('a tree', () => {
  it('shows what is open, in order, and orphans at the top', () => {
    expect(shown([])).toEqual(['1All', '1Its parent is out of sight']);
    expect(shown(['1'])).toEqual(['1All', '2Alder', '2Łęczna', '1Its parent is out of sight']);
    expect(treeLines(index, new Set(['1']))[2]).toMatchObject({ position: 2, setSize: 2, open: false });
  });

  it('finds by name without accents and keeps the way there', () => {
    expect(shown([], findInTree(index, 'mlyn'))).toEqual(['1All', '2Łęczna', '3Młyn']);
    expect(shown([], findInTree(index, 'nowhere'))).toEqual([]);
  });

  it('knows paths, branches and sums', () => {
    expect(pathAbove(index, '4')).toEqual(['2', '1']);
    expect(branchOf(index, '2').map(({ id }) => id)).toEqual(['2', '4']);
    expect(branchOf(index, '77')).toEqual([]);
    expect(sumBelow(index, () => 1).get('1')).toBe(4);
  });

  it('takes twenty thousand siblings in a moment', () => {
    const many = Array.from({ length: 20_000 }, (_, at) => ({ id: `c${at}`, parentId: '1', name: `Customer ${at}` }));
    const started = performance.now();
    const large = indexTree([...nodes, ...many], (a, b) => a.name.localeCompare(b.name));
    expect(treeLines(large, new Set(['1'])).length).toBe(20_004);
    expect(findInTree(large, 'customer 1999').size).toBe(12);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
