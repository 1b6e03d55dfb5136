// The one way in which actions say that a right is missing, and where.
import { ALL_GROUP, reaches } from '@licet/domain';
import type { AccessFunction, AccessLevel } from '@licet/domain';
import type { Rights } from './actor.ts';
import { Refusal } from './refusal.ts';

/** Which of the groups that an action is about is meant. */
const places = {
  'in-group': 'the group',
  'where-kept': 'the group that it is kept in',
  'at-target': 'the group that computers go to',
  'at-authority': 'the group of the certification authority',
  'at-license': 'the group of the license',
  'at-computers': 'the group of each computer, and in the group to move to',
};

/** An administrator who holds a right in All: what settings of the whole installation take. */
export function administers(actor: Rights, { function: fn, level }: { function: AccessFunction; level: AccessLevel }): boolean {
  return actor.administrator && reaches(actor.scope(fn, level), ALL_GROUP);
}

/** Refuses what takes a right in a group that the caller does not hold there. */
export function requireRight(
  rights: Pick<Rights, 'scope'>,
  fn: AccessFunction,
  level: AccessLevel,
  groupId: number,
  place: keyof typeof places = 'in-group',
): void {
  if (reaches(rights.scope(fn, level), groupId)) return;
  const needs = { function: fn, level };
  throw new Refusal('not-permitted', `This needs ${level} on ${fn} in ${places[place]}.`, {
    reason: { code: `right-missing-${place}`, parameters: needs },
    needs,
  });
}
