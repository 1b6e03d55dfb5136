import { functions, levels } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, login, moment, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { languages, me } from './session.ts';

const named = z.object({ id, name: z.string() });
export const password = text().min(12, 'a password has at least 12 characters').max(1000);
const minutes = z.number().int().min(1).max(1440).nullable();

export const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  homeGroup: named,
  permissionSets: z.array(named),
  enabled: z.boolean(),
  tags: z.array(z.string()),
  /** Minutes without a request after which the session ends; null: the server's own limit. */
  autoLogoutMinutes: z.number().int().nullable(),
  mustChangePassword: z.boolean(),
  /** Made by the customer setup. */
  mspUser: z.boolean(),
  /** The company of the home group is gone from the portals, or no account reads it any more (R13): the user stays, and sees what is kept. */
  homeUnlinked: z.boolean(),
  /** A right of this user holds in All. */
  reachesAll: z.boolean(),
  createdAt: moment,
  can: can('change', 'remove', 'view'),
});
export type User = z.infer<typeof user>;

/** What a user holds: a function at a level in a group, and the permission set that gives it. */
export const heldRight = z.object({
  function: z.enum(functions),
  level: z.enum(levels),
  group: named,
  permissionSet: named,
});
export type HeldRight = z.infer<typeof heldRight>;

export const users = {
  list: endpoint({
    method: 'GET',
    path: '/api/users',
    summary: 'Users in sight, by login.',
    query: z.object({
      ...pageQuery,
      /** Words of login or name. */
      q: text().max(200).optional(),
      /** Only users whose home group is this one or below it. */
      groupId: id.optional(),
      permissionSetId: id.optional(),
    }),
    response: page(user),
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/users/:id',
    summary: 'One user with every right held.',
    params: idParams,
    response: user.extend({
      rights: z.array(heldRight),
      /** What looks through this user's eyes and falls silent when the user goes: notification rules and scheduled reports in the caller's sight. */
      owns: z.array(z.object({ kind: z.enum(['notification-rule', 'report']), id, name: z.string() })),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/users',
    summary: 'Makes a user, with the rights of the maker or fewer.',
    body: z.object({
      login,
      name: text().max(200).default(''),
      password,
      homeGroupId: id,
      permissionSetIds: z.array(id).max(50).default([]),
      language: z.enum(languages).default('en'),
      tags: z.array(text().max(200)).max(50).default([]),
      autoLogoutMinutes: minutes.default(null),
      mustChangePassword: z.boolean().default(false),
    }),
    response: user,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/users/:id',
    summary: 'Changes a user; a new password ends the sessions and tokens of the old one.',
    params: idParams,
    body: z.object({
      name: text().max(200).optional(),
      enabled: z.boolean().optional(),
      password: password.optional(),
      homeGroupId: id.optional(),
      permissionSetIds: z.array(id).max(50).optional(),
      tags: z.array(text().max(200)).max(50).optional(),
      autoLogoutMinutes: minutes.optional(),
      mustChangePassword: z.boolean().optional(),
    }),
    response: user,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/users/:id',
    summary: 'Removes a user; what the audit says of the user stays.',
    params: idParams,
  }),
  viewAs: endpoint({
    method: 'POST',
    path: '/api/users/:id/view',
    summary:
      'Looks through the eyes of another user, read-only, until `DELETE /api/session/view`. For who holds everything that the user holds.',
    params: idParams,
    response: me,
  }),
};
