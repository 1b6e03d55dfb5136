import { z } from 'zod';
import { can, id, idParams, moment, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';

const placed = groupSegment.extend({ id });
/** `online`: reported within the last half hour. `never`: enrolled and not heard of since. */
export const computerStates = ['online', 'silent', 'never'] as const;

export const computer = z.object({
  id,
  name: z.string(),
  group: placed,
  os: z.string(),
  agentVersion: z.string(),
  state: z.enum(computerStates),
  enrolledAt: moment,
  lastSeenAt: moment.nullable(),
  /** Units that it uses: one of each license. */
  activations: z.array(z.object({ id: z.string(), productName: z.string().nullable(), publicId: z.string().nullable(), at: moment })),
  /** When its certificate ends; null: it has none that holds. */
  certificateExpiresAt: moment.nullable(),
  can: can('move', 'deactivate', 'remove'),
});
export type Computer = z.infer<typeof computer>;

const ids = z.array(id).min(1).max(500);

export const computers = {
  list: endpoint({
    method: 'GET',
    path: '/api/computers',
    summary: 'Computers in sight.',
    query: z.object({
      ...pageQuery,
      q: text().max(200).optional(),
      groupId: id.optional(),
      /** Also those of the groups below. */
      below: z.stringbool().default(true),
      state: z.enum(computerStates).optional(),
      activated: z.stringbool().optional(),
      sort: z.enum(['name', 'lastSeenAt', 'enrolledAt']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    response: page(computer),
  }),
  show: endpoint({ method: 'GET', path: '/api/computers/:id', summary: 'One computer.', params: idParams, response: computer }),
  move: endpoint({
    method: 'POST',
    path: '/api/computers/move',
    summary: 'Moves computers to another group; their activations and certificates go with them.',
    body: z.object({ ids, to: id }),
    response: z.object({ changed: z.number().int() }),
  }),
  deactivate: endpoint({
    method: 'POST',
    path: '/api/computers/deactivate',
    summary: 'Frees the units that computers use.',
    body: z.object({ ids }),
    response: z.object({ changed: z.number().int() }),
  }),
  remove: endpoint({
    method: 'POST',
    path: '/api/computers/remove',
    summary: 'Removes computers: units are freed, certificates revoked. A computer that still runs must be enrolled anew.',
    body: z.object({ ids }),
    response: z.object({ changed: z.number().int() }),
  }),
};
