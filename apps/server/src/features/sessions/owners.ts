// What is seen through its owner's eyes, as they are at this moment: notification rules and reports.
import type { silences } from '@licet/contract';
import { ALL_GROUP, reaches } from '@licet/domain';
import type { GroupScope } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Rights } from '../../http/actor.ts';
import { loadRightsOf } from './rights.ts';
import { selectBelow } from './store.ts';

export interface Owned {
  access_group_id: number;
  /** Null: the owner is gone. */
  owner_id: number | null;
}

/** Why nobody's eyes see. */
export type Silence = (typeof silences)[number];

/** What is needed to know what some owners see: their rights, without those who may not sign in, and what lies below the groups. */
export interface OwnersSight {
  owners: ReadonlyMap<number, Rights>;
  below: ReadonlyMap<number, GroupScope>;
}

/** Asked once for a whole page, with whole sight. Owners who are known already are not asked for. */
export async function loadOwnersSight(tx: Tx, owned: readonly Owned[], known?: OwnersSight['owners']): Promise<OwnersSight> {
  return { owners: await loadOwners(tx, owned, known), below: await loadBelow(tx, owned) };
}

export async function loadOwners(
  tx: Tx,
  owned: readonly Owned[],
  known: OwnersSight['owners'] = new Map(),
): Promise<OwnersSight['owners']> {
  const missing = new Set(owned.flatMap((one) => (one.owner_id === null || known.has(one.owner_id) ? [] : [one.owner_id])));
  if (missing.size === 0) return known;
  return new Map([...known, ...(await loadRightsOf(tx, [...missing])).map((one) => [one.userId, one] as const)]);
}

/** What lies below the groups alone, for who is told nothing of owners. */
export async function loadBelow(tx: Tx, owned: readonly Pick<Owned, 'access_group_id'>[]): Promise<OwnersSight['below']> {
  const tops = [...new Set(owned.map((one) => one.access_group_id))].filter((id) => id !== ALL_GROUP);
  return new Map<number, GroupScope>(tops.length === 0 ? [] : await selectBelow(tx, tops)).set(ALL_GROUP, 'all');
}

/** The owner, who may sign in and read such things where this one is kept. */
export function ownerOf(one: Owned, fn: 'notifications' | 'reports', { owners }: OwnersSight): Rights | Silence {
  if (one.owner_id === null) return 'owner-gone';
  const owner = owners.get(one.owner_id);
  if (!owner) return 'owner-disabled';
  return reaches(owner.scope(fn, 'read'), one.access_group_id) ? owner : 'owner-without-rights';
}

/** Those of some groups that are where a thing is kept, or below. */
export function within(groups: GroupScope, { access_group_id }: Pick<Owned, 'access_group_id'>, below: OwnersSight['below']): GroupScope {
  const kept = below.get(access_group_id) ?? [];
  if (groups === 'all') return kept;
  if (kept === 'all') return groups;
  const wanted = new Set(kept);
  return groups.filter((group) => wanted.has(group));
}
