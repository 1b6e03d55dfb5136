import { expect, it } from 'vitest';
import { unitsLevel } from './units-level.ts';

it('tells over-use, nearly full and unknown apart', () => {
  expect(unitsLevel(50, 41)).toBe('normal');
  expect(unitsLevel(50, 45)).toBe('normal');
  expect(unitsLevel(50, 46)).toBe('nearly');
  expect(unitsLevel(50, 50)).toBe('nearly');
  expect(unitsLevel(50, 51)).toBe('over');
  expect(unitsLevel(0, 0)).toBe('normal');
  expect(unitsLevel(50, null)).toBe('unknown');
  expect(unitsLevel(null, 3)).toBe('unknown');
});
