import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeldRight } from '../access/impact.ts';
import { judge } from './condition.ts';
import type { Condition, Observed } from './condition.ts';
import { planWatchChange } from './impact.ts';
import { planAlerts } from './plan-alerts.ts';
import type { OpenAlert } from './plan-alerts.ts';

const today = '2026-11-22';
const expiry: Condition = { kind: 'expiry', days: [90, 60, 30] };
const usage: Condition = { kind: 'usage', percent: 90 };
const states: Condition = { kind: 'state', states: ['warning', 'error', 'suspended', 'obsolete'] };
const sync: Condition = { kind: 'sync' };

const keyOf = (condition: Condition, seen: Observed) => {
  const found = judge(condition, seen, today);
  return found === 'unknown' ? found : found?.key;
};

describe('a condition', () => {
  it.each([
    ['2027-02-21', undefined],
    ['2027-02-20', '90'],
    ['2027-01-21', '60'],
    ['2026-12-23', '60'],
    ['2026-12-22', '30'],
    ['2026-11-22', '30'],
    ['2026-11-21', '30'],
    [null, undefined],
  ])('about an expiry on %s holds for %s days', (expires, key) => {
    expect(keyOf(expiry, { expires })).toBe(key);
  });

  it('says of what has expired that it has, and of what expires which of the days was passed', () => {
    expect(judge(expiry, { expires: '2026-11-21' }, today)).toMatchObject({ reason: { code: 'alert-expired' } });
    expect(judge(expiry, { expires: '2026-11-30' }, today)).toMatchObject({
      reason: { code: 'alert-expires', parameters: { days: 30, day: '2026-11-30' } },
    });
    expect(judge({ kind: 'expiry', days: [30, 0] }, { expires: today }, today)).toMatchObject({ reason: { code: 'alert-expires-today' } });
  });

  it.each([
    [100, 89, undefined],
    [100, 90, 'usage'],
    [10, 12, 'usage'],
    [0, 0, undefined],
    [0, 1, 'usage'],
    [null, 5, 'unknown'],
    [5, null, 'unknown'],
  ])('about 90 % of %s units with %s used: %s', (quantity, used, key) => {
    expect(keyOf(usage, { quantity, usage: used })).toBe(key);
  });

  it('about states holds in those, and about accounts says nothing while a run is under way', () => {
    expect(['normal', 'suspended', 'unknown'].map((state) => keyOf(states, { state }))).toEqual([undefined, 'suspended', undefined]);
    expect(['running', 'synchronized', 'held', 'failed', 'partial'].map((state) => keyOf(sync, { state }))).toEqual([
      'unknown',
      undefined,
      'alert-sync-held',
      'alert-sync-failed',
      'alert-sync-partial',
    ]);
    expect(['running', 'failed', 'credentials-refused'].map((state) => keyOf({ kind: 'credentials' }, { state }))).toEqual([
      'unknown',
      undefined,
      'alert-credentials-refused',
    ]);
  });
});

describe('alerts', () => {
  const says = (used: number, ordered: number) => ({ code: 'alert-usage' as const, parameters: { used, ordered } });
  const look = (condition: Condition, seen: [number, Observed][], open: OpenAlert[]) => planAlerts(condition, new Map(seen), open, today);

  it('are raised once, stay while it holds, end when it does not, and are raised again', () => {
    const over: [number, Observed][] = [[7, { quantity: 10, usage: 12 }]];
    const first = look(usage, over, []);
    expect(first).toMatchObject({ raise: [{ subject: 7, key: 'usage' }], end: [] });
    const open = [{ id: 1, subject: 7, key: 'usage', reason: says(12, 10) }];
    expect(look(usage, over, open)).toEqual({ raise: [], follow: [], end: [] });
    expect(look(usage, [[7, { quantity: 20, usage: 12 }]], open)).toEqual({ raise: [], follow: [], end: [1] });
    expect(look(usage, over, []).raise).toHaveLength(1);
  });

  it('stay as they are while what decides them is not known, and end for what is seen no more', () => {
    const open = [{ id: 1, subject: 7, key: 'usage', reason: says(12, 10) }];
    expect(look(usage, [[7, { quantity: null, usage: 12 }]], open)).toEqual({ raise: [], follow: [], end: [] });
    expect(look(usage, [[8, { quantity: null, usage: null }]], [])).toEqual({ raise: [], follow: [], end: [] });
    expect(look(usage, [], open)).toEqual({ raise: [], follow: [], end: [1] });
  });

  it('say what holds now, while they stand', () => {
    const open = [{ id: 1, subject: 7, key: 'usage', reason: says(12, 10) }];
    const more: [number, Observed][] = [[7, { quantity: 10, usage: 15 }]];
    expect(look(usage, more, open)).toEqual({ raise: [], follow: [{ id: 1, reason: says(15, 10) }], end: [] });
    const expiring = [
      { id: 2, subject: 7, key: '30', reason: { code: 'alert-expires' as const, parameters: { days: 30, day: '2026-11-30' } } },
    ];
    expect(look(expiry, [[7, { expires: '2026-11-21' }]], expiring).follow).toMatchObject([{ id: 2, reason: { code: 'alert-expired' } }]);
  });

  it('of the next number of days take the place of those before', () => {
    const open = [{ id: 1, subject: 7, key: '60', reason: says(0, 0) }];
    expect(look(expiry, [[7, { expires: '2026-12-01' }]], open)).toMatchObject({ raise: [{ key: '30' }], end: [1] });
  });

  it('never flutter: after a look, the same look changes nothing', () => {
    const someSubject = fc.record({ quantity: fc.option(fc.nat(20)), usage: fc.option(fc.nat(20)) });
    fc.assert(
      fc.property(fc.array(someSubject, { maxLength: 10 }), fc.array(fc.nat(12), { maxLength: 6 }), (subjects, ids) => {
        const seen = subjects.map((one, i): [number, Observed] => [i, one]);
        const open = [...new Set(ids)].map((subject, id) => ({ id, subject, key: 'usage', reason: says(1, 1) }));
        const { raise, follow, end } = look(usage, seen, open);
        const after = [
          ...open
            .filter((one) => !end.includes(one.id))
            .map((one) => ({ ...one, reason: follow.find(({ id }) => id === one.id)?.reason ?? one.reason })),
          ...raise.map((one, i) => ({ id: 100 + i, ...one })),
        ];
        expect(look(usage, seen, after)).toEqual({ raise: [], follow: [], end: [] });
      }),
    );
  });
});

describe('rules and a pool that moves', () => {
  // 1 > 10 > 11, 12; 1 > 20
  const line = (group: number) => ({ 11: [11, 10, 1], 12: [12, 10, 1], 20: [20, 1] })[group] ?? [];
  const right = (holderId: number, ...groupIds: number[]): HeldRight => ({ holderId, login: `user ${holderId}`, level: 'read', groupIds });

  it('begin and stop to watch it where their group and their owner’s sight both change to it', () => {
    const rules = [
      { name: 'of 11', accessGroupId: 11, ownerId: 1 },
      { name: 'of 10', accessGroupId: 10, ownerId: 1 },
      { name: 'of 10 by one who sees 11 only', accessGroupId: 10, ownerId: 2 },
      { name: 'of 20', accessGroupId: 20, ownerId: 1 },
      { name: 'of 20 by one who sees 11 only', accessGroupId: 20, ownerId: 2 },
      { name: 'of nobody', accessGroupId: 11, ownerId: null },
    ];
    const rights = [right(1, 1), right(2, 11)];
    const names = (from: number, to: number) => {
      const { begins, stops } = planWatchChange(rules, rights, line(from), line(to));
      return [begins.map((rule) => rule.name), stops.map((rule) => rule.name)];
    };
    expect(names(11, 12)).toEqual([[], ['of 11', 'of 10 by one who sees 11 only']]);
    expect(names(11, 20)).toEqual([['of 20'], ['of 11', 'of 10', 'of 10 by one who sees 11 only']]);
    expect(names(20, 11)).toEqual([['of 11', 'of 10', 'of 10 by one who sees 11 only'], ['of 20']]);
    expect(names(11, 11)).toEqual([[], []]);
  });
});
