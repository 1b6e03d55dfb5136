import { z } from 'zod';
import { moment, pastMoment } from './common.ts';
import { endpoint } from './endpoint.ts';

/** What the caller sees, in one document; the shape that scripts rely on. */
export const exportDocument = z.object({
  asOf: moment,
  accounts: z.array(
    z.object({
      id: z.string(),
      login: z.string(),
      kinds: z.array(z.string()),
      /** Null as of a past moment, as `detailsAt` is: neither is kept. */
      state: z.string().nullable(),
      structureAt: moment.nullable(),
      detailsAt: moment.nullable(),
    }),
  ),
  companies: z.array(
    z.object({
      upstreamId: z.string(),
      parentUpstreamId: z.string().nullable(),
      name: z.string(),
      type: z.number().int().nullable(),
      state: z.string(),
      group: z.string(),
      /** Null as of a moment before it was kept. */
      setup: z.string().nullable(),
    }),
  ),
  sites: z.array(z.object({ upstreamId: z.string(), companyUpstreamId: z.string(), name: z.string(), group: z.string() })),
  pools: z.array(
    z.object({ id: z.string(), companyUpstreamId: z.string().nullable(), siteUpstreamId: z.string().nullable(), accessGroup: z.string() }),
  ),
  licenses: z.array(
    z.object({
      publicId: z.string().nullable(),
      productCode: z.string(),
      productName: z.string(),
      type: z.string(),
      state: z.string(),
      quantity: z.number().int().nullable(),
      usage: z.number().int().nullable(),
      expires: z.string().nullable(),
      licenseUser: z.object({ kind: z.string(), name: z.string() }),
      companyUpstreamId: z.string(),
      pool: z.string(),
      tags: z.array(z.string()),
      gone: z.boolean(),
    }),
  ),
});
export type ExportDocument = z.infer<typeof exportDocument>;

export const fullExport = {
  show: endpoint({
    method: 'GET',
    path: '/api/export',
    summary: 'Everything that the caller sees, as one JSON document.',
    query: z.object({
      /** Everything as it was at this moment; what the caller sees goes by the rights of today. */
      asOf: pastMoment.optional(),
    }),
    response: exportDocument,
  }),
};
