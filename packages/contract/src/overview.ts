import { licenseStates } from '@licet/domain';
import { z } from 'zod';
import { day, id, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupKinds } from './groups.ts';
import { heldKinds } from './problem.ts';
import { portalAccount } from './portal-accounts.ts';

export const overview = {
  show: endpoint({
    method: 'GET',
    path: '/api/overview',
    summary: 'The status overview: accounts, licenses by state, units, what expires soon, new customers.',
    response: z.object({
      /** Empty for callers who may not read portal accounts. */
      accounts: z.array(portalAccount),
      licenses: z.object({
        total: z.number().int(),
        byState: z.partialRecord(z.enum(licenseStates), z.number().int()),
        overUsed: z.number().int(),
        nearlyUsed: z.number().int(),
        unknownUsage: z.number().int(),
      }),
      /** Sums over the licenses whose number is known; null while none of them is. */
      units: z.object({ ordered: z.number().int().nullable(), used: z.number().int().nullable() }),
      customers: z.object({ total: z.number().int(), notSetUp: z.number().int(), suspended: z.number().int() }),
      /** Groups of companies that no linked account sees: while one remains, the account counts as not connected. */
      notConnected: z.object({
        total: z.number().int(),
        /** The first of them, with how much each still holds; one that holds nothing can be deleted. */
        groups: z.array(
          z.object({
            id,
            kind: z.enum(groupKinds),
            name: z.string(),
            holds: z.array(z.object({ kind: z.enum(heldKinds), count: z.number().int() })),
          }),
        ),
      }),
      expiring: z.array(
        z.object({
          licenseId: id,
          publicId: z.string().nullable(),
          product: z.string(),
          licenseUser: z.string(),
          expires: day,
          days: z.number().int(),
        }),
      ),
      overUsed: z.array(
        z.object({
          licenseId: id,
          publicId: z.string().nullable(),
          product: z.string(),
          licenseUser: z.string(),
          quantity: z.number().int(),
          usage: z.number().int(),
        }),
      ),
    }),
  }),
  search: endpoint({
    method: 'GET',
    path: '/api/search',
    summary: 'Finds companies, licenses and users in sight.',
    query: z.object({ q: text().trim().min(1).max(200), limit: z.coerce.number().int().min(1).max(50).default(8) }),
    response: z.object({
      companies: z.array(z.object({ id, groupId: id.nullable(), name: z.string(), type: z.string() })),
      licenses: z.array(z.object({ id, publicId: z.string().nullable(), product: z.string(), licenseUser: z.string() })),
      users: z.array(z.object({ id, login: z.string() })),
    }),
  }),
  health: endpoint({
    method: 'GET',
    path: '/api/health',
    summary: 'Says whether the server and its database answer.',
    response: z.object({ status: z.literal('ok'), version: z.string(), database: z.string() }),
  }),
};
