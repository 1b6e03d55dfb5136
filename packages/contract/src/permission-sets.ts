import { functions, levels } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';

const right = z.object({ function: z.enum(functions), level: z.enum(levels) });
const named = z.object({ id, name: z.string() });

export const permissionSet = z.object({
  id,
  name: z.string(),
  accessGroup: named,
  /** Groups that the rights hold in, with everything below them. */
  groups: z.array(named),
  rights: z.array(right),
  /** Users in the caller's sight who hold it. */
  users: z.number().int(),
  /** The set holds in All: every customer there is and ever will be (R46). */
  reachesAll: z.boolean(),
  /** The customer setup made it: for a customer's own group, or for the Shared Objects above it. */
  madeAs: z.enum(['home', 'shared-above']).nullable(),
  can: can('change', 'remove'),
});
export type PermissionSet = z.infer<typeof permissionSet>;

const body = z.object({
  name: text().trim().min(1).max(200),
  accessGroupId: id,
  groupIds: z.array(id).min(1).max(1000),
  rights: z.array(right).min(1).max(functions.length),
});

export const permissionSets = {
  list: endpoint({
    method: 'GET',
    path: '/api/permission-sets',
    summary: 'Permission sets in sight, by name.',
    query: z.object({ ...pageQuery, q: text().max(200).optional() }),
    response: page(permissionSet),
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/permission-sets/:id',
    summary: 'One permission set.',
    params: idParams,
    response: permissionSet,
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/permission-sets',
    summary: 'Makes a permission set. Nobody grants what they do not hold.',
    body,
    response: permissionSet,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/permission-sets/:id',
    summary: 'Changes name, groups or rights of a permission set; its users feel it with their next request.',
    params: idParams,
    body: body.partial(),
    response: permissionSet,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/permission-sets/:id',
    summary: 'Removes a permission set that no user holds.',
    params: idParams,
  }),
};
