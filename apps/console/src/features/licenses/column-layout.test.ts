import { expect, it } from 'vitest';
import { columnsThatFit, columnWidths } from './column-layout.ts';

it('shows everything where there is room', () => {
  expect(columnsThatFit(5000)).toEqual(Object.keys(columnWidths));
});

it('keeps the five that matter however narrow it gets', () => {
  expect(columnsThatFit(300)).toEqual(['product', 'licenseUser', 'units', 'state', 'expires']);
});

it('never takes more room than there is otherwise', () => {
  for (const width of [950, 1200, 1450]) {
    expect(columnsThatFit(width).reduce((sum, id) => sum + columnWidths[id], 0)).toBeLessThanOrEqual(width);
  }
});
