import type { Me } from '@licet/contract';
import { type AccessFunction, type AccessLevel, accessLevels } from '../../shared/words/rights.ts';

/** True when the user holds the right anywhere. It decides what is offered; what an object allows is in its `can`. */
export function holds(me: Me, name: AccessFunction, level: AccessLevel = 'read'): boolean {
  const held = me.rights[name];
  return held !== undefined && accessLevels.indexOf(held) >= accessLevels.indexOf(level);
}
