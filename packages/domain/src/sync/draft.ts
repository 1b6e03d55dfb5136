import type { Change, Sightings } from './change.ts';

/** What a planning step adds to: the changes so far and the sightings to note. */
export interface Draft {
  changes: Change[];
  sightings: Sightings;
}

/** Orders texts by code unit: the same everywhere, whatever the locale. */
export function byText<T>(text: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [left, right] = [text(a), text(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
