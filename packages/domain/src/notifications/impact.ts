import type { HeldRight } from '../access/impact.ts';

/** A notification rule or a report as a move of a pool sees it: where it is kept, and whose eyes it has. */
export interface Watching {
  accessGroupId: number;
  /** Null: nobody's, and silent. */
  ownerId: number | null;
}

/**
 * Which notification rules or reports begin and which stop to watch a pool that moves. `from` and `to` are the groups with all groups above them; `rights`
 * are the owners' rights on licenses. Each watches what is in its group or below it and in its owner's sight.
 */
export function planWatchChange<T extends Watching>(
  watching: readonly T[],
  rights: readonly HeldRight[],
  from: readonly number[],
  to: readonly number[],
): { begins: T[]; stops: T[] } {
  const watches = (line: readonly number[]) => {
    const owners = new Set(rights.filter((right) => right.groupIds.some((group) => line.includes(group))).map((right) => right.holderId));
    return (one: T) => line.includes(one.accessGroupId) && one.ownerId !== null && owners.has(one.ownerId);
  };
  const [before, after] = [watches(from), watches(to)];
  return { begins: watching.filter((one) => !before(one) && after(one)), stops: watching.filter((one) => before(one) && !after(one)) };
}
