// How rights reach groups: a right held in a group holds in everything below it; rights add up.
import type { AccessFunction, AccessLevel } from './functions.ts';
import { levelReaches, levels } from './functions.ts';

/** The group that everything is below. */
export const ALL_GROUP = 1;

/** One right held in some groups, as a permission set gives it. */
export interface Grant {
  function: AccessFunction;
  level: AccessLevel;
  groupIds: readonly number[];
}

/** Every group's parent; the root's is null. */
export type GroupTree = ReadonlyMap<number, number | null>;

/** Every group, or these, ascending. */
export type GroupScope = 'all' | readonly number[];

/** For each function held, the groups reached at each level. */
export type Scopes = ReadonlyMap<AccessFunction, Record<AccessLevel, GroupScope>>;

/** Somebody who holds rights. */
export interface Holder {
  /** The groups in which a function is held at least at a level. */
  scope(fn: AccessFunction, level: AccessLevel): GroupScope;
}

/** True when the scope reaches the group. */
export function reaches(scope: GroupScope, groupId: number): boolean {
  return scope === 'all' || scope.includes(groupId);
}

/** The first of some grants that somebody does not hold in each of its groups; undefined when all are held. */
export function firstExceeding(holder: Holder, grants: readonly Grant[]): Grant | undefined {
  return grants.find((grant) => !grant.groupIds.every((group) => reaches(holder.scope(grant.function, grant.level), group)));
}

/** Nobody grants what they do not hold. */
export function holdsAll(holder: Holder, grants: readonly Grant[]): boolean {
  return firstExceeding(holder, grants) === undefined;
}

/** Works out which groups each right reaches. */
export function scopesOf(grants: readonly Grant[], tree: GroupTree): Scopes {
  const children = childrenOf(tree);
  const scopes = new Map<AccessFunction, Record<AccessLevel, GroupScope>>();
  for (const fn of new Set(grants.map((grant) => grant.function))) {
    const held = grants.filter((grant) => grant.function === fn);
    const scope = {} as Record<AccessLevel, GroupScope>;
    for (const level of levels) {
      const tops = held.filter((grant) => levelReaches(grant.level, level)).flatMap((grant) => grant.groupIds);
      scope[level] = subtrees(tops, children);
    }
    scopes.set(fn, scope);
  }
  return scopes;
}

/** The groups of several scopes together. */
export function unionOf(scopes: readonly GroupScope[]): GroupScope {
  if (scopes.includes('all')) return 'all';
  return [...new Set((scopes as readonly (readonly number[])[]).flat())].sort((a, b) => a - b);
}

function subtrees(tops: readonly number[], children: Map<number, number[]>): GroupScope {
  if (tops.includes(ALL_GROUP)) return 'all';
  const reached = new Set<number>();
  const waiting = [...tops];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    if (reached.has(group)) continue;
    reached.add(group);
    waiting.push(...(children.get(group) ?? []));
  }
  return [...reached].sort((a, b) => a - b);
}

function childrenOf(tree: GroupTree): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const [group, parent] of tree) {
    if (parent === null) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(group);
    else children.set(parent, [group]);
  }
  return children;
}
