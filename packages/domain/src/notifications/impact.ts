import type { HeldRight } from '../access/impact.ts';

/** A rule as a move of a pool sees it: where it is kept, and whose eyes it has. */
export interface WatchingRule {
  accessGroupId: number;
  /** Null: nobody's, and silent. */
  ownerId: number | null;
}

/**
 * Which rules begin and which stop to watch a pool that moves. `from` and `to` are the groups with all groups above them; `rights`
 * are the owners' rights on licenses. A rule watches what is in its group or below it and in its owner's sight.
 */
export function planRuleChange<T extends WatchingRule>(
  rules: readonly T[],
  rights: readonly HeldRight[],
  from: readonly number[],
  to: readonly number[],
): { begins: T[]; stops: T[] } {
  const watches = (line: readonly number[]) => {
    const owners = new Set(rights.filter((right) => right.groupIds.some((group) => line.includes(group))).map((right) => right.holderId));
    return (rule: T) => line.includes(rule.accessGroupId) && rule.ownerId !== null && owners.has(rule.ownerId);
  };
  const [before, after] = [watches(from), watches(to)];
  return { begins: rules.filter((rule) => !before(rule) && after(rule)), stops: rules.filter((rule) => before(rule) && !after(rule)) };
}
