// What the customer setup proposes, and what somebody lacks to start it (R41, R43).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelReaches } from '../access/functions.ts';
import type { AccessFunction, AccessLevel } from '../access/functions.ts';
import { planLacks } from './lacks.ts';
import type { Holds, SetupPlace } from './lacks.ts';
import { companyTags, homeRights, proposeLogin, sharedRights } from './setup.ts';

describe('a proposed login', () => {
  it.each([
    ['Piekarnia Młyn', 'piekarnia-mlyn'],
    ['Żeglarz – wypożyczalnia jachtów', 'zeglarz-wypozyczalnia-jachtow'],
    ['  River & Sons "Solicitors", Ltd. ', 'river-sons-solicitors-ltd'],
    ['ŁÓDŹ', 'lodz'],
    ['ﬁne ①', 'fine-1'],
    ['日本語', 'customer'],
    ['🍞', 'customer'],
    ['---', 'customer'],
  ])('of %s is %s', (name, login) => expect(proposeLogin(name)).toBe(login));

  it('of any name is short and plain, and begins and ends with a letter or digit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(proposeLogin(name)).toMatch(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/);
      }),
    );
    expect(proposeLogin(`${'a'.repeat(39)} b`)).toBe('a'.repeat(39));
  });
});

describe('the tags of what is made for a company', () => {
  it('are its name without commas and quotation marks, or none', () => {
    expect(companyTags('River, "Sons"')).toEqual(['River Sons']);
    expect(companyTags(' Młyn')).toEqual([' Młyn']);
    expect(companyTags('","')).toEqual([]);
  });
});

describe('what somebody lacks for a setup', () => {
  const place: SetupPlace = { groupId: 12, sharedGroupIds: [5, 6], authorityGroupId: 5 };
  const all: Holds = () => true;
  const both = { user: true, installer: true };

  it('R43: is nothing for who holds everything', () => expect(planLacks(all, place, both)).toEqual([]));

  it('R43: is each right that the setup would give or need, once, with the group it is missing in', () => {
    const lacks = planLacks(() => false, place, both);
    const told = lacks.map((lack) => `${lack.function} ${lack.level} ${lack.groupId}`);
    expect(new Set(told).size).toBe(told.length);
    for (const right of homeRights) expect(told).toContain(`${right.function} ${right.level} 12`);
    for (const right of sharedRights) for (const group of [5, 6]) expect(told).toContain(`${right.function} ${right.level} ${group}`);
    expect(planLacks(() => false, place, { user: false, installer: false })).toEqual([
      { function: 'groups-and-computers', level: 'write', groupId: 12 },
    ]);
  });

  it('R43: for an installer is use of licenses, and of the authority of its group where there is one', () => {
    const only = { user: false, installer: true };
    const functions = (given: SetupPlace) => planLacks(() => false, given, only).map((lack) => lack.function);
    expect(functions(place)).toEqual(['groups-and-computers', 'installers', 'licenses', 'certificates']);
    expect(functions({ ...place, authorityGroupId: null })).toEqual(['groups-and-computers', 'installers', 'licenses']);
  });

  it('goes away exactly with the rights that are named', () => {
    const key = (fn: AccessFunction, group: number) => `${fn} ${group}`;
    const right = fc.record({
      function: fc.constantFrom(...homeRights.map((one) => one.function)),
      level: fc.constantFrom<AccessLevel>('read', 'use', 'write'),
      group: fc.constantFrom(12, 5, 6),
    });
    fc.assert(
      fc.property(fc.array(right), (held) => {
        const levels = new Map(held.map((one) => [key(one.function, one.group), one.level]));
        const holds: Holds = (fn, level, group) => levelReaches(levels.get(key(fn, group)) ?? 'read', level) && levels.has(key(fn, group));
        const lacks = planLacks(holds, place, both);
        for (const lack of lacks) expect(holds(lack.function, lack.level, lack.groupId)).toBe(false);
        const granted: Holds = (fn, level, group) =>
          holds(fn, level, group) || lacks.some((one) => one.function === fn && one.groupId === group && levelReaches(one.level, level));
        expect(planLacks(granted, place, both)).toEqual([]);
      }),
    );
  });
});
