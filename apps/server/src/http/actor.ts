import type { AccessFunction, AccessLevel, Grant, GroupScope } from '@licet/domain';
import type { Sight } from '../db/transaction.ts';

/** A user with the rights held at this moment. */
export interface Rights {
  userId: number;
  login: string;
  homeGroupId: number;
  /** Home group All and write on licenses there. */
  administrator: boolean;
  /** The groups in which the user holds a function at least at a level. */
  scope(fn: AccessFunction, level: AccessLevel): GroupScope;
  /** The access groups of pools in which the user may read licenses: what every query of licenses is scoped by. */
  licenseGroups: GroupScope;
  /** The highest level held anywhere. */
  highest(fn: AccessFunction): AccessLevel | undefined;
  /** What the database shows this user. */
  sight: Sight;
}

/** Who asks: a signed-in user, in one request. */
export interface Actor extends Rights {
  /** The request that is being answered, as the log and the audit name it. */
  requestId: string;
  /** Who looks through this user's eyes; nothing can be changed meanwhile. */
  viewedBy: { userId: number; login: string } | null;
  /** A new password must be set before anything else. */
  owesPassword: boolean;
  /** A second step must be set up before anything else. */
  owesSecondStep: boolean;
  /** The one permission set that the API token of this request carries; null when it carries all, and in a session. */
  limitedTo: number | null;
}

/** True when the scope reaches the group. */
export function reaches(scope: GroupScope, groupId: number): boolean {
  return scope === 'all' || scope.includes(groupId);
}

/** The first of some grants that somebody does not hold in each of its groups; undefined when all are held. */
export function firstExceeding(rights: Pick<Rights, 'scope'>, grants: readonly Grant[]): Grant | undefined {
  return grants.find((grant) => !grant.groupIds.every((group) => reaches(rights.scope(grant.function, grant.level), group)));
}

export function holdsAll(rights: Pick<Rights, 'scope'>, grants: readonly Grant[]): boolean {
  return firstExceeding(rights, grants) === undefined;
}
