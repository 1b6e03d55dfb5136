import { z } from 'zod';
import { id, moment } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';

const placed = groupSegment.extend({ id });

/** An MSP certification authority: it signs the certificates of the computers below its group. */
export const authority = z.object({
  id,
  name: z.string(),
  accessGroup: placed,
  createdAt: moment,
  expiresAt: moment,
  /** The certificate, PEM; the key never leaves the server. */
  certificate: z.string(),
  /** Certificates of computers in sight that it signed and that hold. */
  computers: z.number().int(),
});
export type Authority = z.infer<typeof authority>;

export const certificates = {
  list: endpoint({
    method: 'GET',
    path: '/api/certificates',
    summary: 'Certification authorities in sight.',
    response: z.array(authority),
  }),
};
