import { expect, it } from 'vitest';
import { summarize } from './file-summary.ts';

it('a chosen file says what it is, in either casing', () => {
  const file = { Kind: 'ema2', TakenAt: '2026-11-22T10:00:00Z', User: { Email: 'a@b.example', Company: { Name: 'Młyn' } } };
  expect(summarize({ ...file, Companies: [1, 2], Licenses: [1] })).toEqual({
    login: 'a@b.example',
    company: 'Młyn',
    takenAt: '2026-11-22T10:00:00Z',
    companies: 2,
    licenses: 1,
  });
  expect(summarize({ companies: [], licenses: [], takenAt: 'soon' })).toMatchObject({ login: null, takenAt: null });
});

it.each([null, 'text', [], {}, { kind: 'eba', sites: [], licenses: [] }])('what is no such file has no summary: %j', (value) => {
  expect(summarize(value)).toBeNull();
});
