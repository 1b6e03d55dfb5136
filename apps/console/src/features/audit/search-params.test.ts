import { expect, it } from 'vitest';
import { readAuditSearch, toAuditFilter } from './search-params.ts';

it('takes from the address what it knows', () => {
  const given = { q: 'anna', fn: 'users', user: '7', group: 'x', from: '2026-11-01', to: 'soon', page: '2', more: '1' };
  expect(readAuditSearch(given)).toEqual({ q: 'anna', fn: 'users', user: '7', from: '2026-11-01', page: 2 });
});

it('includes the whole last day, and the scope where no group is chosen', () => {
  const { from, until, ...rest } = toAuditFilter({ from: '2026-11-30', to: '2026-11-30', fn: 'licenses' }, '9');
  expect(rest).toEqual({ function: 'licenses', groupId: '9' });
  expect(Date.parse(until!) - Date.parse(from!)).toBe(86_400_000);
  expect(toAuditFilter({ group: '4' }, '9')).toEqual({ groupId: '4' });
});
