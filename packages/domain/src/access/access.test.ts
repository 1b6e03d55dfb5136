// Rights in the group tree: which groups a right reaches, and who gains or loses sight when an object moves (R32, R44).
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourcedGrant } from './explain.ts';
import { explainAccess, functionOf, highestOf, objectKinds } from './explain.ts';
import type { AccessLevel } from './functions.ts';
import { functions, levelReaches, levels } from './functions.ts';
import { planSightChange } from './impact.ts';
import type { HeldRight } from './impact.ts';
import type { Grant, GroupScope } from './scope.ts';
import { ALL_GROUP, firstExceeding, holdsAll, scopesOf, unionOf } from './scope.ts';

/** 1 All; 10 and 20 under it; 11 and 12 under 10; 13 under 11. */
const tree = new Map<number, number | null>([
  [ALL_GROUP, null],
  [10, 1],
  [20, 1],
  [11, 10],
  [12, 10],
  [13, 11],
]);
const groups = [...tree.keys()];
const reads = (...groupIds: number[]): Grant => ({ function: 'licenses', level: 'read', groupIds });
const levelOf = (grants: Grant[], level: AccessLevel): GroupScope | undefined => scopesOf(grants, tree).get('licenses')?.[level];

describe('R44: nobody grants what they do not hold', () => {
  const held = scopesOf([{ function: 'licenses', level: 'use', groupIds: [10] }], tree);
  const holder = { scope: (fn: Grant['function'], level: AccessLevel): GroupScope => held.get(fn)?.[level] ?? [] };
  it.each<[Grant, boolean]>([
    [reads(10, 13), true],
    [{ function: 'licenses', level: 'use', groupIds: [11] }, true],
    [{ function: 'licenses', level: 'write', groupIds: [11] }, false],
    [reads(10, 20), false],
    [{ function: 'users', level: 'read', groupIds: [10] }, false],
  ])('%o: %s', (grant, fine) => {
    expect(holdsAll(holder, [reads(12), grant])).toBe(fine);
    expect(firstExceeding(holder, [reads(12), grant])).toEqual(fine ? undefined : grant);
  });
});

describe('R44: the scope of rights', () => {
  it('reaches the group and everything below it, and nothing beside or above', () => {
    expect(levelOf([reads(10)], 'read')).toEqual([10, 11, 12, 13]);
    expect(levelOf([reads(13)], 'read')).toEqual([13]);
    expect(levelOf([reads(20)], 'read')).toEqual([20]);
  });

  it('a higher level contains the lower ones, not the other way round', () => {
    const grants: Grant[] = [{ function: 'licenses', level: 'use', groupIds: [11] }];
    expect(levels.map((level) => levelOf(grants, level))).toEqual([[11, 13], [11, 13], []]);
    expect(levels.map((held) => levels.filter((needed) => levelReaches(held, needed)))).toEqual([
      ['read'],
      ['read', 'use'],
      ['read', 'use', 'write'],
    ]);
  });

  it('keeps functions apart', () => {
    const scopes = scopesOf([reads(20), { function: 'users', level: 'write', groupIds: [10] }], tree);
    expect(scopes.get('licenses')?.write).toEqual([]);
    expect(scopes.get('licenses')?.read).toEqual([20]);
    expect(scopes.get('users')?.write).toEqual([10, 11, 12, 13]);
    expect(scopes.has('reports')).toBe(false);
  });

  it('is everything for a right held in All', () => {
    expect(levelOf([reads(12), reads(ALL_GROUP)], 'read')).toBe('all');
  });

  it('a group that is gone from the tree gives nothing below it', () => {
    expect(levelOf([reads(99)], 'read')).toEqual([99]);
  });

  it('adds up: several grants reach what each of them reaches', () => {
    const grant = fc.record({
      function: fc.constant('licenses' as const),
      level: fc.constantFrom(...levels),
      groupIds: fc.subarray(groups, { minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(grant, { minLength: 1, maxLength: 4 }), fc.constantFrom(...levels), (grants, level) => {
        const together = levelOf(grants, level) as GroupScope;
        expect(together).toEqual(unionOf(grants.map((one) => levelOf([one], level) as GroupScope)));
        // By the rule's own words: a group is reached when it or a group above it is granted at such a level.
        for (const group of groups) {
          const granted = grants.some((one) => levelReaches(one.level, level) && one.groupIds.some((top) => aboveOf(group).includes(top)));
          expect(together === 'all' || together.includes(group)).toBe(granted);
        }
      }),
    );
  });
});

/** The group itself and everything above it. */
function aboveOf(group: number): number[] {
  const above = [group];
  for (let parent = tree.get(group); parent !== null && parent !== undefined; parent = tree.get(parent)) above.push(parent);
  return above;
}

describe('who gains and loses sight', () => {
  const right = (holderId: number, level: AccessLevel, ...groupIds: number[]): HeldRight => ({
    holderId,
    login: `user ${holderId}`,
    level,
    groupIds,
  });

  it('names whoever sees only one of the two places', () => {
    const rights = [right(1, 'read', 11), right(2, 'write', 12), right(3, 'use', 10), right(4, 'read', 20)];
    expect(planSightChange(rights, aboveOf(11), aboveOf(12))).toEqual({
      gain: [{ holderId: 2, login: 'user 2', level: 'write' }],
      lose: [{ holderId: 1, login: 'user 1', level: 'read' }],
    });
  });

  it('gives the highest level of several sets, and counts a user once', () => {
    const rights = [right(1, 'read', 12), right(1, 'write', 12), right(1, 'use', 12)];
    expect(planSightChange(rights, aboveOf(20), aboveOf(12)).gain).toEqual([{ holderId: 1, login: 'user 1', level: 'write' }]);
  });

  it('is empty when nothing moves, and turns round with the move', () => {
    const someRight = fc
      .tuple(fc.nat(5), fc.constantFrom(...levels), fc.subarray(groups, { minLength: 1 }))
      .map(([user, level, ids]) => right(user, level, ...ids));
    fc.assert(
      fc.property(fc.array(someRight, { maxLength: 8 }), fc.constantFrom(...groups), fc.constantFrom(...groups), (rights, from, to) => {
        const there = planSightChange(rights, aboveOf(from), aboveOf(to));
        const back = planSightChange(rights, aboveOf(to), aboveOf(from));
        expect(back).toEqual({ gain: there.lose, lose: there.gain });
        if (from === to) expect(there).toEqual({ gain: [], lose: [] });
        const sees = (holderId: number, place: number) =>
          rights.some((one) => one.holderId === holderId && one.groupIds.some((top) => aboveOf(place).includes(top)));
        const users = [...new Set(rights.map((one) => one.holderId))];
        expect(there.gain.map((one) => one.holderId).sort()).toEqual(users.filter((user) => sees(user, to) && !sees(user, from)).sort());
      }),
    );
  });
});

describe('why somebody sees an object', () => {
  const grant = (permissionSetId: number, level: AccessLevel, ...groupIds: number[]): SourcedGrant => ({
    permissionSetId,
    function: 'licenses',
    level,
    groupIds,
  });

  it('names each set and the group that its right is held in, the highest level first', () => {
    const grants = [grant(1, 'read', 11, 20), grant(2, 'write', 10), grant(3, 'use', 12)];
    expect(explainAccess(grants, 'license', aboveOf(13))).toEqual([
      { permissionSetId: 2, level: 'write', groupId: 10 },
      { permissionSetId: 1, level: 'read', groupId: 11 },
    ]);
    expect(highestOf(explainAccess(grants, 'license', aboveOf(13)))).toBe('write');
    expect(highestOf(explainAccess(grants, 'license', aboveOf(1)))).toBeNull();
  });

  it('asks the function of the kind, and any function for a group', () => {
    const grants = [grant(1, 'read', 10)];
    const seen = objectKinds.filter((kind) => explainAccess(grants, kind, aboveOf(11)).length > 0);
    expect(seen).toEqual(['group', 'pool', 'license']);
  });

  it('finds a way exactly where the rights reach', () => {
    const some = fc.record({
      permissionSetId: fc.nat(3),
      function: fc.constantFrom(...functions),
      level: fc.constantFrom(...levels),
      groupIds: fc.subarray(groups, { minLength: 1 }),
    });
    const kinds = fc.constantFrom(...objectKinds);
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), kinds, fc.constantFrom(...groups), (grants, kind, group) => {
        const scopes = scopesOf(grants, tree);
        const asked = functionOf[kind];
        const reached = (level: AccessLevel) =>
          (asked === undefined ? functions : [asked]).some((fn) => {
            const scope = scopes.get(fn)?.[level] ?? [];
            return scope === 'all' || scope.includes(group);
          });
        const ways = explainAccess(grants, kind, aboveOf(group));
        expect(ways.length > 0).toBe(reached('read'));
        expect(highestOf(ways)).toBe(levels.findLast(reached) ?? null);
        for (const way of ways) expect(aboveOf(group)).toContain(way.groupId);
      }),
    );
  });
});
