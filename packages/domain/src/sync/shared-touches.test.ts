import { expect, it } from 'vitest';
import type { Change } from './change.ts';
import { noSightings } from './change.ts';
import type { TouchFacts } from './touches.ts';
import { planTouches } from './touches.ts';

// 1 All > 2 Companies > 10 manager (11 its Shared Objects) > 20 MSP (21) > 30 customer; 40 another customer, a plain one.
const tree = new Map<number, number | null>([
  [1, null],
  [2, 1],
  [10, 2],
  [11, 10],
  [20, 10],
  [21, 20],
  [30, 20],
  [40, 10],
]);
const company = (groupId: number) => ({ groupId, placedElsewhere: false, poolGroupId: null });
const following = { holderId: 7, login: 'user', function: 'installers', level: 'use', groupIds: [11, 21], followsGroupId: 30 } as const;
const facts: TouchFacts = {
  tree,
  companiesGroup: 2,
  companies: new Map([
    ['manager', company(10)],
    ['msp', company(20)],
    ['customer', company(30)],
    ['other', company(40)],
  ]),
  rights: [following],
  shared: [
    { id: 11, managerGroupId: 10, upstreamId: 'manager' },
    { id: 21, managerGroupId: 20, upstreamId: 'msp' },
  ],
  installers: [],
};
const touched = (changes: Change[], given: Partial<TouchFacts> = {}) =>
  planTouches({ changes, sightings: noSightings() }, { ...facts, ...given }, new Date()).users.map(
    ({ userId, sharedGains, sharedLoses }) => [userId, sharedGains.map((one) => one.upstreamId), sharedLoses.map((one) => one.upstreamId)],
  );
const moved = (upstreamId: string, after: string): Change => ({ kind: 'company-moved', upstreamId, before: 'msp', after });

it('R13, R41: a company that moves up loses the Shared Objects that are no longer above it', () => {
  expect(touched([moved('customer', 'manager')])).toEqual([[7, [], ['msp']]]);
});

it('R13, R41: Shared Objects that the plan itself makes count: of a new company, and of one that turns out to manage others', () => {
  const fresh = {
    upstreamId: 'fresh',
    parentUpstreamId: 'manager',
    name: 'Fresh',
    type: 1005,
    status: 'active',
    customIdentifier: null,
  } as const;
  expect(touched([{ kind: 'company-added', company: fresh }, moved('customer', 'fresh')])).toEqual([[7, ['fresh'], ['msp']]]);
  const retyped: Change = { kind: 'company-changed', upstreamId: 'other', before: { type: 1007 }, after: { type: 1005 } };
  expect(touched([retyped, moved('customer', 'other')])).toEqual([[7, ['other'], ['msp']]]);
});

it('R13, R41: what another right reaches as well is neither gained nor lost, and a set that follows nothing stays', () => {
  const above = { ...following, groupIds: [10], followsGroupId: null };
  expect(touched([moved('customer', 'manager')], { rights: [following, above] })).toEqual([]);
  expect(touched([moved('customer', 'manager')], { rights: [{ ...following, followsGroupId: null }] })).toEqual([]);
});
