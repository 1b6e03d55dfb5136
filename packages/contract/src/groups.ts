import { companyStatuses } from '@licet/domain';
import { z } from 'zod';
import { id, pastMoment } from './common.ts';
import { endpoint } from './endpoint.ts';

export const groupKinds = ['all', 'lost-and-found', 'companies', 'msp', 'customer', 'site', 'shared-objects', 'plain'] as const;
export const setupStates = ['not-set-up', 'ready', 'unlinked', 'archived'] as const;

/** A group on a path, from the top down. Those that the program makes for itself are told by their kind. */
export const groupSegment = z.object({ kind: z.enum(groupKinds), name: z.string() });
export type GroupSegment = z.infer<typeof groupSegment>;

export const groupNode = z.object({
  id,
  /** The group above, as far as in sight. */
  parentId: id.nullable(),
  kind: z.enum(groupKinds),
  name: z.string(),
  /** Null for groups that mirror no company, and in the past from before it was kept. */
  setup: z.enum(setupStates).nullable(),
  companyStatus: z.enum(companyStatuses).nullable(),
});
export type GroupNode = z.infer<typeof groupNode>;

export const groups = {
  tree: endpoint({
    method: 'GET',
    path: '/api/groups',
    summary: 'The group tree in sight. For `computers` without Shared Objects, which never hold computers; for `access` with them.',
    query: z.object({
      for: z.enum(['computers', 'access']).default('computers'),
      /** The tree as it was at this moment; whose it is goes by the rights of today. */
      asOf: pastMoment.optional(),
    }),
    response: z.array(groupNode),
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/groups/:id',
    summary: 'One group with its path, its company and what it holds.',
    params: z.object({ id }),
    query: z.object({ asOf: pastMoment.optional() }),
    response: groupNode.extend({
      path: z.string(),
      segments: z.array(groupSegment),
      company: z
        .object({
          id,
          upstreamId: z.string(),
          type: z.string(),
          status: z.enum(companyStatuses),
          customIdentifier: z.string().nullable(),
          accounts: z.array(z.string()),
        })
        .nullable(),
      /** As of a past moment null, but for groups: users are no part of the history, pools and licenses are in the lists of theirs. */
      counts: z.object({
        groups: z.number().int(),
        pools: z.number().int().nullable(),
        licenses: z.number().int().nullable(),
        users: z.number().int().nullable(),
      }),
    }),
  }),
};
