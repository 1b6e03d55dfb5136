import { levels, objectKinds } from '@licet/domain';
import { z } from 'zod';
import { id, idParams, moment } from './common.ts';
import { endpoint } from './endpoint.ts';

const named = z.object({ id, name: z.string() });

/** One way from a user to an object: the permission set gives the level in a group, and the object lies in or below it. */
export const accessWay = z.object({
  level: z.enum(levels),
  /** Null when the set is out of the caller's sight. */
  permissionSet: named.nullable(),
  /** From the group that the right is held in down to the access group of the object. */
  path: z.array(named),
});
export type AccessWay = z.infer<typeof accessWay>;

const object = z.object({ kind: z.enum(objectKinds), id: z.string(), name: z.string(), accessGroup: named });
const which = { kind: z.enum(objectKinds), id: z.string().regex(/^\d{1,15}$/, 'an id is a number in digits') };

/** How many rows of a table somebody reads through the walls of the database. */
const sightings = z.record(z.string(), z.number().int());

/** What the walls of the database let every user see of one customer, tried at the walls: dated, to be handed to the customer. */
export const isolationReport = z.object({
  customer: z.string(),
  asOf: moment,
  version: z.string(),
  /** SHA-256, hexadecimal, over all policies of the database as they stand. */
  walls: z.string(),
  /** Tables behind the walls that hold something of the customer, with how many rows. */
  holds: sightings,
  /**
   * Users in the caller's sight whose sight was tried. Those whose rights on the customer are alike are tried as one of them.
   * Users out of sight are tried, too, and not counted.
   */
  tried: z.number().int(),
  /** The customer's own users, and what they read outside: Shared Objects of the managers above, and nothing else. */
  own: z.array(z.object({ login: z.string(), inside: sightings, outside: sightings, shared: sightings })),
  /** Everybody else who reads something of the customer. */
  others: z.array(z.object({ login: z.string(), homeGroup: z.string(), kind: z.enum(['manager', 'stranger']), inside: sightings })),
  /** Whether others out of the caller's sight read something, too. */
  unnamed: z.boolean(),
  /** True when no stranger reads anything of the customer and none of its users reads anything of others. */
  isolated: z.boolean(),
});
export type IsolationReport = z.infer<typeof isolationReport>;

export const access = {
  explain: endpoint({
    method: 'GET',
    path: '/api/access/explain',
    summary: 'Why a user can, or cannot, see an object: every way from the user through permission set and group to the object.',
    query: z.object({ userId: id, ...which }),
    response: z.object({
      user: z.object({ id, login: z.string(), enabled: z.boolean() }),
      object,
      /** The highest level held; null: the user cannot see it. */
      level: z.enum(levels).nullable(),
      /** It is the user's own, which is read without a way: the user itself, a permission set that the user holds. */
      own: z.boolean(),
      ways: z.array(accessWay),
    }),
  }),
  who: endpoint({
    method: 'GET',
    path: '/api/access/who',
    summary: 'Who can see an object, and by which ways.',
    query: z.object(which),
    response: z.object({
      object,
      users: z.array(
        z.object({ id, login: z.string(), enabled: z.boolean(), level: z.enum(levels), own: z.boolean(), ways: z.array(accessWay) }),
      ),
      /** Whether users out of the caller's sight see it, too. Not how many: that would be a count of what the caller may not see. */
      others: z.boolean(),
    }),
  }),
  isolation: endpoint({
    method: 'GET',
    path: '/api/customers/:id/isolation',
    summary: 'Proves the isolation of a customer: what every user can see of it, tried through the walls of the database.',
    params: idParams,
    response: isolationReport,
  }),
};
