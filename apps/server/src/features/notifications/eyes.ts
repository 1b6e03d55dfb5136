// Through whose eyes a rule sees: its owner's, and no farther than its own group reaches.
import { ALL_GROUP, isOfAccounts, reaches } from '@licet/domain';
import type { Condition, GroupScope } from '@licet/domain';
import type { Sight } from '../../db/transaction.ts';
import { ownerOf, within } from '../sessions/owners.ts';
import type { OwnersSight, Owned, Silence } from '../sessions/owners.ts';

export interface Eyes {
  sight: Sight;
  /** Groups in which it watches. */
  groups: GroupScope;
}

/** Why it is silent when the owner may not have such a rule any more, or sees nothing of what it watches. */
export function eyesOf(rule: Owned & { condition: Condition }, ownersSight: OwnersSight): Eyes | Silence {
  const owner = ownerOf(rule, 'notifications', ownersSight);
  if (typeof owner === 'string') return owner;
  const { sight } = owner;
  if (isOfAccounts(rule.condition))
    return reaches(owner.scope('portal-accounts', 'read'), ALL_GROUP) ? { sight, groups: [ALL_GROUP] } : 'owner-without-rights';
  const groups = within(owner.scope('licenses', 'read'), rule, ownersSight.below);
  return groups.length > 0 ? { sight, groups } : 'owner-without-rights';
}

export function silenceOf(rule: Owned & { condition: Condition }, ownersSight: OwnersSight): Silence | null {
  const eyes = eyesOf(rule, ownersSight);
  return typeof eyes === 'string' ? eyes : null;
}
