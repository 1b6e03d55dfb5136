import { expect, it } from 'vitest';
import { storedReasons } from './because.ts';

it('gives back what is known and leaves what another version wrote to its sentence', () => {
  const known = { code: 'companies-empty', parameters: { of: 12 } };
  expect(storedReasons([known])).toEqual([known]);
  expect(storedReasons([known, { code: 'from-another-version', parameters: {} }])).toEqual([]);
  for (const nothing of [[], null, undefined, {}, 'text']) expect(storedReasons(nothing)).toEqual([]);
});
