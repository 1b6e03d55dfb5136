import { expect, it } from 'vitest';
import type { Hold } from './change.ts';
import { applyPolicies, waitsFor } from './waiting.ts';

const empty: Hold = { rule: 'empty', subject: 'licenses', removed: 14, of: 14 };
const shrunk: Hold = { rule: 'shrunk', subject: 'companies', removed: 30, of: 100 };
const waits = (holds: Hold[], changes: number, preview = false) =>
  applyPolicies.map((policy) => waitsFor({ preview, policy }, { holds, changes: Array.from({ length: changes }) }) ?? 'applied');

it('R15: a preview waits, whatever the account does with its plans', () => {
  expect(waits([], 0, true)).toEqual(['preview', 'preview', 'preview']);
  expect(waits([empty], 3, true)).toEqual(['preview', 'preview', 'preview']);
});

it('R14: a plan without holds is applied, unless the account asks and something changes', () => {
  expect(waits([], 3)).toEqual(['applied', 'applied', 'asks']);
  expect(waits([], 0)).toEqual(['applied', 'applied', 'applied']);
});

it('R14: a large loss is held, unless the account applies everything; an empty answer is held always', () => {
  expect(waits([shrunk], 30)).toEqual(['applied', 'held', 'held']);
  expect(waits([empty], 14)).toEqual(['held', 'held', 'held']);
  expect(waits([shrunk, empty], 44)).toEqual(['held', 'held', 'held']);
});
