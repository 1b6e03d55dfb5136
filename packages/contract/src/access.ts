import { levels, objectKinds } from '@licet/domain';
import { z } from 'zod';
import { id } from './common.ts';
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
      /** Users who see it but are out of the caller's sight. */
      others: z.number().int(),
    }),
  }),
};
