import type { AccessFunction, AccessLevel, GroupScope, Holder } from '@licet/domain';
import type { Sight } from '../db/transaction.ts';

/** A user with the rights held at this moment. */
export interface Rights extends Holder {
  userId: number;
  login: string;
  homeGroupId: number;
  /** Home group All and write on licenses there. */
  administrator: boolean;
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
