// Which Shared Objects users see instead, once their company hangs elsewhere: the set that its setup made for them follows it (R41).
import type { AccessFunction } from '../access/functions.ts';
import type { HeldRight } from '../access/impact.ts';
import type { GroupTree } from '../access/scope.ts';
import { lineOf } from '../access/line.ts';

/** A right of a user; of a set that follows a company, with the company's group. */
export interface FollowingRight extends HeldRight {
  function: AccessFunction;
  followsGroupId: number | null;
}

/** The Shared Objects under a company that manages others. */
export interface SharedObjects {
  id: number;
  managerGroupId: number;
  /** The company that they are of. */
  upstreamId: string;
}

export interface SharedPlace {
  tree: GroupTree;
  shared: readonly SharedObjects[];
}

/** Sight of the Shared Objects of a company, by the functions of the rights that reach them. */
export interface SharedSight {
  upstreamId: string;
  functions: AccessFunction[];
}

export interface SharedTouch {
  sharedGains: SharedSight[];
  sharedLoses: SharedSight[];
}

/** User → the Shared Objects that come into the user's sight, and go out of it. */
export function touchedShared(rights: readonly FollowingRight[], before: SharedPlace, after: SharedPlace): Map<number, SharedTouch> {
  const under = new Map(after.shared.map((one) => [one.managerGroupId, one.id]));
  const later = (right: FollowingRight): FollowingRight =>
    right.followsGroupId === null
      ? right
      : { ...right, groupIds: lineOf(after.tree, right.followsGroupId).flatMap((group) => under.get(group) ?? []) };
  const following = rights.filter((right) => right.followsGroupId !== null);
  const changed = new Set(following.filter((right) => !sameGroups(right, later(right))).map((right) => right.holderId));
  const touched = new Map<number, SharedTouch>();
  for (const [holder, own] of Map.groupBy(rights, (right) => right.holderId)) {
    if (!changed.has(holder)) continue;
    const then = own.map(later);
    const touch = { sharedGains: missing(then, after, own, before), sharedLoses: missing(own, before, then, after) };
    if (touch.sharedGains.length + touch.sharedLoses.length > 0) touched.set(holder, touch);
  }
  return touched;
}

function sameGroups(one: HeldRight, other: HeldRight): boolean {
  const groups = new Set(one.groupIds);
  return groups.size === new Set(other.groupIds).size && other.groupIds.every((group) => groups.has(group));
}

/** The Shared Objects of sets that follow which these rights reach here, and those rights do not there. */
function missing(these: FollowingRight[], here: SharedPlace, those: FollowingRight[], there: SharedPlace): SharedSight[] {
  const named = new Set(these.flatMap((right) => (right.followsGroupId === null ? [] : right.groupIds)));
  return here.shared
    .filter((one) => named.has(one.id))
    .flatMap((one) => {
      const reached = functionsReaching(these, here, one.id);
      const kept = functionsReaching(those, there, one.id);
      const functions = [...reached].filter((fn) => !kept.has(fn));
      return functions.length > 0 ? [{ upstreamId: one.upstreamId, functions }] : [];
    });
}

function functionsReaching(rights: readonly FollowingRight[], { tree, shared }: SharedPlace, id: number): Set<AccessFunction> {
  const place = shared.find((one) => one.id === id);
  if (!place) return new Set();
  const line = new Set([id, ...lineOf(tree, place.managerGroupId)]);
  return new Set(rights.filter((right) => right.groupIds.some((group) => line.has(group))).map((right) => right.function));
}
