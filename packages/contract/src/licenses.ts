import { companyStatuses, licenseStates, licenseTypes, licenseUserKinds } from '@licet/domain';
import { z } from 'zod';
import { can, day, id, idParams, many, moment, page, pageQuery, pastMoment, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';

/** A number with where it comes from and when it was read; the value is null while unknown. */
export const reading = z.object({
  value: z.number().int().nullable(),
  /** `structure`: usage report, in bulk. `details`: the license's own page. `file`: an imported snapshot. */
  source: z.enum(['structure', 'details', 'file']).nullable(),
  readAt: moment.nullable(),
});

/** One row of License Management: one product of one license in one pool (a share). */
export const licenseRow = z.object({
  /** Id of the share: unique in the list. */
  id,
  licenseId: id,
  poolId: id,
  /** Null until the license's own page was read where the portal does not list owners in bulk. */
  publicId: z.string().nullable(),
  productCode: z.string(),
  productName: z.string(),
  /** Name of the whole when the product is part of a bundle. */
  bundleName: z.string().nullable(),
  type: z.enum(licenseTypes),
  state: z.enum(licenseStates),
  quantity: reading,
  usage: reading,
  expires: day.nullable(),
  licenseUser: z.object({ kind: z.enum(licenseUserKinds), name: z.string() }),
  company: z.object({ id, upstreamId: z.string() }),
  tags: z.array(z.string()),
  /** As of a past moment, where its pool stood then; the name is empty where that group is out of the caller's sight. */
  accessGroup: groupSegment.extend({ id }),
  /** Logins of the accounts that see it; empty for callers who may not read portal accounts. */
  accounts: z.array(z.string()),
  gone: z.boolean(),
  can: can('editTags'),
});
export type LicenseRow = z.infer<typeof licenseRow>;

export const poolRow = z.object({
  id,
  name: z.string(),
  licenseUser: z.object({ kind: z.enum(licenseUserKinds), name: z.string() }),
  companyUpstreamId: z.string().nullable(),
  accessGroup: z.object({ id, name: z.string(), path: z.string(), segments: z.array(groupSegment) }),
  licenses: z.number().int(),
  /** Sums over the shares whose number is known, and how many are not. */
  quantity: z.number().int().nullable(),
  usage: z.number().int().nullable(),
  unknownQuantity: z.number().int(),
  unknownUsage: z.number().int(),
  /** The worst state among its licenses. */
  state: z.enum(licenseStates),
  accounts: z.array(z.string()),
  can: can('move'),
});
export type PoolRow = z.infer<typeof poolRow>;

export const licenseFilter = {
  /** Words looked for in license user, product, public id and tags. */
  q: text().max(200).optional(),
  state: many(z.enum(licenseStates)),
  type: many(z.enum(licenseTypes)),
  productCode: many(text().max(50)),
  licenseUserKind: many(z.enum(licenseUserKinds)),
  tag: many(text().max(500)),
  accessGroupId: many(id),
  accountId: many(id),
  poolId: id.optional(),
  /** Companies at or below this one in the MSP tree. */
  companyId: id.optional(),
  expiresFrom: day.optional(),
  expiresTo: day.optional(),
  /** `over`: more used than ordered; `nearly`: above 90 percent; `unknown`: not read yet. */
  use: z.enum(['over', 'nearly', 'unknown']).optional(),
  gone: z.enum(['hide', 'show', 'only']).default('hide'),
  /** The list as it was at this moment; whose it is goes by the rights of today. */
  asOf: pastMoment.optional(),
};
export const licenseSorts = ['licenseUser', 'product', 'publicId', 'quantity', 'usage', 'state', 'type', 'expires', 'readAt'] as const;
const sorting = { sort: z.enum(licenseSorts).default('licenseUser'), order: z.enum(['asc', 'desc']).default('asc') };
export const licenseListQuery = z.object({ ...pageQuery, ...licenseFilter, ...sorting });

/** A node of the company tree in License Management: companies with licenses and those above them. */
export const licenseCompany = z.object({
  id,
  parentId: id.nullable(),
  name: z.string(),
  type: z.string(),
  status: z.enum(companyStatuses),
  /** Licenses of this company itself, not of those below. */
  licenses: z.number().int(),
  state: z.enum(licenseStates).nullable(),
  /** Hidden, with everything below it, until it is asked for. */
  archived: z.boolean(),
});

export const change = z.object({
  at: moment,
  kind: z.string(),
  by: z.object({ runId: id.nullable(), user: z.string().nullable() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

export const licenses = {
  list: endpoint({
    method: 'GET',
    path: '/api/licenses',
    summary: 'Licenses in sight, a page at a time.',
    query: licenseListQuery,
    response: page(licenseRow),
  }),
  exportCsv: endpoint({
    method: 'GET',
    path: '/api/licenses.csv',
    summary: 'The same list as CSV, whole.',
    query: z.object({
      ...licenseFilter,
      ...sorting,
      columns: text().max(500).optional(),
      language: z.enum(['en', 'pl']).default('en'),
    }),
    produces: 'text/csv',
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/licenses/:id',
    summary: 'One license with all shares in sight.',
    params: idParams,
    response: z.object({ rows: z.array(licenseRow), successorOf: z.string().nullable(), succeededBy: z.string().nullable() }),
  }),
  history: endpoint({
    method: 'GET',
    path: '/api/licenses/:id/history',
    summary: 'Every change of one license, newest first.',
    params: idParams,
    query: z.object(pageQuery),
    response: page(change),
  }),
  setTags: endpoint({
    method: 'PUT',
    path: '/api/licenses/:id/tags',
    summary: 'Replaces the tags of a license.',
    params: idParams,
    body: z.object({ tags: z.array(text().max(500)).max(50) }),
    response: z.object({ tags: z.array(z.string()) }),
  }),
  changeTags: endpoint({
    method: 'POST',
    path: '/api/licenses/tags',
    summary: 'Adds and removes tags on several licenses at once.',
    body: z.object({
      licenseIds: z.array(id).min(1).max(5000),
      add: z.array(text().max(500)).max(50).default([]),
      remove: z.array(text().max(500)).max(50).default([]),
    }),
    response: z.object({ changed: z.number().int() }),
  }),
  tags: endpoint({
    method: 'GET',
    path: '/api/tags',
    summary: 'Tags on licenses in sight, with how many carry each.',
    query: z.object({ q: text().max(200).optional(), limit: pageQuery.limit }),
    response: z.array(z.object({ tag: z.string(), licenses: z.number().int() })),
  }),
  products: endpoint({
    method: 'GET',
    path: '/api/products',
    summary: 'Products of licenses in sight.',
    query: z.object({ asOf: pastMoment.optional() }),
    response: z.array(z.object({ code: z.string(), name: z.string(), licenses: z.number().int() })),
  }),
  companies: endpoint({
    method: 'GET',
    path: '/api/license-companies',
    summary: 'The tree of companies with licenses (companies without stay out of it).',
    query: z.object({
      /** The tree as it was at this moment, of the licenses in sight today. */
      asOf: pastMoment.optional(),
    }),
    response: z.array(licenseCompany),
  }),
  prioritize: endpoint({
    method: 'POST',
    path: '/api/licenses/details-wanted',
    summary: 'Says which licenses a person is looking at, so that their details are read first.',
    body: z.object({ licenseIds: z.array(id).min(1).max(500) }),
  }),
};

const poolObject = z.object({ id, name: z.string(), accessGroup: z.object({ id, name: z.string() }) });

export const pools = {
  list: endpoint({
    method: 'GET',
    path: '/api/pools',
    summary: 'License pools in sight.',
    query: z.object({
      ...pageQuery,
      ...licenseFilter,
      sort: z.enum(['name', 'licenses', 'quantity', 'usage']).default('name'),
      order: sorting.order,
    }),
    response: page(poolRow),
  }),
  moveImpact: endpoint({
    method: 'GET',
    path: '/api/pools/:id/move-impact',
    summary: 'Everything that changes when the pool moves to a group: sight, installers, API tokens, notification rules, reports.',
    params: idParams,
    query: z.object({ to: id }),
    response: z.object({
      from: z.object({ id, path: z.string(), segments: z.array(groupSegment) }),
      to: z.object({ id, path: z.string(), segments: z.array(groupSegment) }),
      licenses: z.number().int(),
      /** False where the new group holds other licenses as well: whoever were granted sight there would see those, too. */
      grantable: z.boolean(),
      gain: z.array(z.object({ userId: id, login: z.string(), level: z.string() })),
      lose: z.array(z.object({ userId: id, login: z.string(), level: z.string() })),
      /** Whether users out of the caller's sight gain or lose, too. */
      others: z.boolean(),
      installers: z.object({
        /** Stop working: they would not reach their license any more. */
        breaks: z.array(poolObject),
        /** Work again. */
        works: z.array(poolObject),
        /** Go on working with a license that is in other hands. */
        changesHands: z.array(poolObject),
        /** Whether installers out of the caller's sight change, too. */
        others: z.boolean(),
      }),
      /** API tokens of users in sight whose rights gain or lose the pool. */
      tokens: z.object({
        gain: z.array(z.object({ id, name: z.string(), login: z.string() })),
        lose: z.array(z.object({ id, name: z.string(), login: z.string() })),
      }),
      /** Notification rules that begin and that stop to watch the pool's licenses. */
      rules: z.object({
        begins: z.array(poolObject),
        stops: z.array(poolObject),
        /** Whether rules out of the caller's sight do, too. */
        others: z.boolean(),
      }),
      /** Reports whose owner begins or stops to find licenses of the pool in them. */
      reports: z.object({
        begins: z.array(poolObject),
        stops: z.array(poolObject),
        /** Whether reports out of the caller's sight do, too. */
        others: z.boolean(),
      }),
    }),
  }),
  move: endpoint({
    method: 'POST',
    path: '/api/pools/:id/move',
    summary: 'Moves a pool to another access group, with what keeps things working as asked. Can be undone for 30 days.',
    params: idParams,
    body: z
      .object({
        to: id,
        /** Make new installers in the new group in place of those that would break. */
        reissueInstallers: z.boolean().default(false),
        /** Give those who would lose sight a right in the new group, `use` at the most, by a permission set of its own; refused unless `grantable`. */
        grant: z.boolean().default(false),
        /** Hours for which installers that would break go on working; not together with `reissueInstallers`, which revokes them. */
        graceHours: z
          .number()
          .int()
          .min(0)
          .max(24 * 90)
          .default(0),
      })
      .refine(({ reissueInstallers, graceHours }) => !reissueInstallers || graceHours === 0, {
        path: ['graceHours'],
        error: 'is nothing beside reissueInstallers, which revokes the old ones at once',
      }),
    response: poolRow.extend({ operationId: id }),
  }),
  undoMove: endpoint({
    method: 'POST',
    path: '/api/pool-moves/:id/undo',
    summary: 'Takes a move back: the pool, its installers and what was granted are as they were.',
    params: idParams,
    response: poolRow.extend({
      /** Permission sets in sight that the move granted and that stay, because somebody has changed them since. */
      kept: z.array(z.object({ id, name: z.string() })),
    }),
  }),
};
