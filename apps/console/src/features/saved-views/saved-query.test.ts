import { describe, expect, it } from 'vitest';
import { readLicenseSearch, type LicenseSearch } from '../licenses/search-params.ts';
import { fromSavedQuery, showsSame, toSavedQuery } from './saved-query.ts';

const full: LicenseSearch = {
  view: 'licenses',
  company: '7',
  q: 'młyn',
  state: ['warning', 'error'],
  type: ['msp'],
  product: ['112'],
  user: ['company'],
  tag: ['a', 'b'],
  group: ['3'],
  account: ['1'],
  from: '2026-01-01',
  to: '2026-12-31',
  use: 'over',
  gone: 'show',
  sort: 'expires',
  order: 'desc',
  size: 100,
  columns: ['product', 'expires'],
};

describe('what a view keeps', () => {
  it.each([
    ['everything set', full],
    ['nothing set', {}],
    ['pools sorted', { sort: 'usage', order: 'desc' }],
  ] as [string, LicenseSearch][])('is the screen as it was: %s', (_, search) => {
    expect(fromSavedQuery(toSavedQuery(search))).toEqual(search);
  });

  it('is every part of the address but the page, what is open, the date and the tree', () => {
    const passing = { page: '3', open: '5', tab: 'history', dialog: 'add', asOf: '2026-11-01T00:00:00Z', archived: 'show', saved: '9' };
    const search = readLicenseSearch({ ...full, ...passing });
    expect(Object.keys(search).sort()).toEqual([...Object.keys(full), ...Object.keys(passing)].sort());
    expect(toSavedQuery(search)).toEqual(toSavedQuery(full));
  });

  it('differs by the order of columns and not by the order of ticks', () => {
    const kept = toSavedQuery(full);
    expect(showsSame(toSavedQuery({ ...full, state: ['error', 'warning'] }), kept)).toBe(true);
    expect(showsSame(toSavedQuery({ ...full, columns: ['expires', 'product'] }), kept)).toBe(false);
    expect(showsSame(toSavedQuery({ ...full, size: 200 }), kept)).toBe(false);
  });
});
