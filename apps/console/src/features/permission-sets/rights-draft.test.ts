import { expect, it } from 'vitest';
import { accessFunctions } from '../../shared/words/rights.ts';
import { mayGive, presetFor, presetNames, toDraft, toRights } from './rights-draft.ts';

const all = Object.fromEntries(accessFunctions.map((name) => [name, 'write'] as const));

it('goes from rights to a draft and back', () => {
  const rights = [
    { function: 'licenses', level: 'use' },
    { function: 'audit', level: 'read' },
  ] as const;
  expect(toRights(toDraft(rights))).toEqual(rights);
});

it('gives a preset only as far as its giver holds it', () => {
  expect(toRights(presetFor('administrator', all))).toHaveLength(accessFunctions.length);
  expect(presetFor('administrator', { licenses: 'read', users: 'write' })).toEqual({ licenses: 'read', users: 'write' });
  for (const name of presetNames) expect(presetFor(name, {})).toEqual({});
});

it('knows which levels can be given', () => {
  expect([mayGive('read', 'use'), mayGive('use', 'use'), mayGive('write', 'use'), mayGive('read', undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
