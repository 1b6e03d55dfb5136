// Through whose eyes a report is read: the caller's, or its owner's where it is mailed; never farther than its own group reaches.
import type { reportSilences } from '@licet/contract';
import { ALL_GROUP } from '@licet/domain';
import type { GroupScope } from '@licet/domain';
import type { Sight, Tx } from '../../db/transaction.ts';
import { reaches } from '../../http/actor.ts';
import type { Rights } from '../../http/actor.ts';
import { both, loadOwners } from '../notifications/eyes.ts';
import { selectBelow } from './store.ts';

export interface Kept {
  access_group_id: number;
  owner_id: number | null;
}

export interface Eyes {
  rights: Pick<Rights, 'scope'>;
  sight: Sight;
  /** Groups whose licenses it holds. */
  groups: GroupScope;
}

export type Silence = (typeof reportSilences)[number];

/** What is needed to know through whose eyes some reports are read: their owners' rights, and what lies below their groups. */
export interface Ground {
  owners: ReadonlyMap<number, Rights>;
  below: ReadonlyMap<number, GroupScope>;
}

/** Asked once for a whole page, with whole sight. */
export async function loadGround(tx: Tx, reports: readonly Kept[]): Promise<Ground> {
  return { owners: await loadOwners(tx, reports), below: await loadBelow(tx, reports) };
}

/** The same for who reads reports without being told of their owners. */
export async function loadBelow(tx: Tx, reports: readonly Pick<Kept, 'access_group_id'>[]): Promise<Ground['below']> {
  const tops = [...new Set(reports.map((report) => report.access_group_id))].filter((id) => id !== ALL_GROUP);
  return new Map<number, GroupScope>(tops.length === 0 ? [] : await selectBelow(tx, tops)).set(ALL_GROUP, 'all');
}

/** Why a report is mailed to nobody; null when it can be. */
export function silenceOf(report: Kept, { owners, below }: Ground): Silence | null {
  if (report.owner_id === null) return 'owner-gone';
  const owner = owners.get(report.owner_id);
  if (!owner) return 'owner-disabled';
  const readable = both(owner.scope('licenses', 'read'), below.get(report.access_group_id) ?? []);
  return reaches(owner.scope('reports', 'read'), report.access_group_id) && readable.length > 0 ? null : 'owner-without-rights';
}

/** The owner's eyes as they are now; undefined while the report is silent. */
export function ownersEyes(report: Kept, ground: Ground): Eyes | undefined {
  const owner = report.owner_id === null ? undefined : ground.owners.get(report.owner_id);
  return owner && silenceOf(report, ground) === null ? eyesOf(owner, report, ground.below) : undefined;
}

export function eyesOf(rights: Rights, { access_group_id }: Pick<Kept, 'access_group_id'>, below: Ground['below']): Eyes {
  return { rights, sight: rights.sight, groups: both(rights.licenseGroups, below.get(access_group_id) ?? []) };
}
