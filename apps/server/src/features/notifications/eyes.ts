// Through whose eyes a rule sees: its owner's, as they are at this moment, and no farther than its own group reaches.
import type { silences } from '@licet/contract';
import { ALL_GROUP, isOfAccounts } from '@licet/domain';
import type { Condition, GroupScope } from '@licet/domain';
import type { Sight, Tx } from '../../db/transaction.ts';
import { reaches } from '../../http/actor.ts';
import type { Rights } from '../../http/actor.ts';
import { loadRightsOf } from '../sessions/rights.ts';
import { selectBelow } from './evaluate-store.ts';

export interface Watching {
  access_group_id: number;
  owner_id: number | null;
  condition: Condition;
}

export interface Eyes {
  sight: Sight;
  /** Groups in which it watches. */
  groups: GroupScope;
}

export type Silence = (typeof silences)[number];

/** What the owners of rules hold now, by id; those who may not sign in are not among them. */
export async function loadOwners(tx: Tx, rules: readonly Pick<Watching, 'owner_id'>[]): Promise<Map<number, Rights>> {
  const ids = [...new Set(rules.flatMap((rule) => rule.owner_id ?? []))];
  const rights = ids.length === 0 ? [] : await loadRightsOf(tx, ids);
  return new Map(rights.map((one) => [one.userId, one]));
}

/** Why a rule tells nothing; null when it sees. */
export async function silenceOf(tx: Tx, rule: Watching, owners: ReadonlyMap<number, Rights>): Promise<Silence | null> {
  if (rule.owner_id === null) return 'owner-gone';
  const owner = owners.get(rule.owner_id);
  if (!owner) return 'owner-disabled';
  return (await eyesOf(tx, rule, owner)) ? null : 'owner-without-rights';
}

/** Undefined when the owner may not have such a rule any more, or sees nothing of what it watches. */
export async function eyesOf(tx: Tx, rule: Watching, owner: Rights | undefined): Promise<Eyes | undefined> {
  if (!owner || !reaches(owner.scope('notifications', 'read'), rule.access_group_id)) return undefined;
  const { sight } = owner;
  if (isOfAccounts(rule.condition))
    return reaches(owner.scope('portal-accounts', 'read'), ALL_GROUP) ? { sight, groups: [ALL_GROUP] } : undefined;
  const readable = owner.scope('licenses', 'read');
  const below = rule.access_group_id === ALL_GROUP ? 'all' : await selectBelow(tx, rule.access_group_id);
  const groups = both(readable, below);
  return groups === 'all' || groups.length > 0 ? { sight, groups } : undefined;
}

/** Groups that lie in both. */
export function both(one: GroupScope, other: GroupScope): GroupScope {
  if (one === 'all') return other;
  if (other === 'all') return one;
  const wanted = new Set(other);
  return one.filter((group) => wanted.has(group));
}
