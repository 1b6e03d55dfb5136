import type { Me } from '@licet/contract';

export type RightsFunction = keyof Me['rights'];
export type RightsLevel = NonNullable<Me['rights'][RightsFunction]>;

const rising: RightsLevel[] = ['read', 'use', 'write'];

/** True when the user holds the right anywhere. It decides what is offered; what an object allows is in its `can`. */
export function holds(me: Me, name: RightsFunction, level: RightsLevel = 'read'): boolean {
  const held = me.rights[name];
  return held !== undefined && rising.indexOf(held) >= rising.indexOf(level);
}
