// Through whose eyes a report is read: the caller's, or its owner's where it is mailed; never farther than its own group reaches.
import type { GroupScope } from '@licet/domain';
import type { Sight } from '../../db/transaction.ts';
import type { Rights } from '../../http/actor.ts';
import { ownerOf, within } from '../sessions/owners.ts';
import type { OwnersSight, Owned, Silence } from '../sessions/owners.ts';

export interface Eyes {
  rights: Pick<Rights, 'scope'>;
  sight: Sight;
  /** Groups whose licenses it holds. */
  groups: GroupScope;
}

/** The owner's eyes; why it is silent when the owner may not have such a report any more, or sees nothing of what it holds. */
export function ownersEyes(report: Owned, ownersSight: OwnersSight): Eyes | Silence {
  const owner = ownerOf(report, 'reports', ownersSight);
  if (typeof owner === 'string') return owner;
  const readable = within(owner.scope('licenses', 'read'), report, ownersSight.below);
  return readable.length > 0 ? eyesOf(owner, report, ownersSight.below) : 'owner-without-rights';
}

/** Why it is mailed to nobody; null when it can be. */
export function silenceOf(report: Owned, ownersSight: OwnersSight): Silence | null {
  const eyes = ownersEyes(report, ownersSight);
  return typeof eyes === 'string' ? eyes : null;
}

export function eyesOf(rights: Rights, report: Pick<Owned, 'access_group_id'>, below: OwnersSight['below']): Eyes {
  return { rights, sight: rights.sight, groups: within(rights.licenseGroups, report, below) };
}
