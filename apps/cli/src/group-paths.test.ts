import type { Client, GroupNode } from '@licet/contract';
import { expect, it } from 'vitest';
import { createGroupFinder, pathsOf } from './group-paths.ts';

const group = (id: string, parentId: string | null, name: string): GroupNode => ({
  id,
  parentId,
  name,
  kind: 'plain',
  setup: null,
  companyStatus: null,
});
const tree = [
  group('4', '2', 'B/C'),
  group('5', '3', 'C'),
  group('1', null, 'All'),
  group('2', '1', 'A'),
  group('3', '2', 'B'),
  group('6', '2', 'D'),
];
const finder = () => createGroupFinder((async () => tree) as unknown as Client);

it('writes paths from the topmost group in sight, whatever the order of the tree', () => {
  expect(pathsOf(tree).get('5')).toBe('/All/A/B/C');
  expect(pathsOf([group('7', null, 'Customer')]).get('7')).toBe('/Customer');
});

it('finds a group by id or by path', async () => {
  expect(await finder()('42')).toBe('42');
  expect(await finder()('/All/A/D')).toBe('6');
  expect(await finder()('/All/A/D/')).toBe('6');
  await expect(finder()('/All/a')).rejects.toMatchObject({ problem: { code: 'not-found' } });
});

it('refuses to guess between groups with the same path', async () => {
  await expect(finder()('/All/A/B/C')).rejects.toMatchObject({ problem: { code: 'conflict', detail: expect.stringContaining('4, 5') } });
});
