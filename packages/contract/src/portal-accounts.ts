import { applyPolicies } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, moment, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';
import { reason } from './reason.ts';

export const portalKinds = ['ema2', 'eba'] as const;
export const poolings = ['company', 'account'] as const;
export const accountStates = ['not-synchronized', 'running', 'synchronized', 'partial', 'held', 'credentials-refused', 'failed'] as const;

/** Bytes of a snapshot file at the most: 200,000 licenses of 5,000 companies are about 70 MB. */
const SNAPSHOT_LIMIT = 128 * 1024 * 1024;

export const portalAccount = z.object({
  id,
  login: z.string(),
  kinds: z.array(z.enum(portalKinds)),
  rootCompany: z.object({ upstreamId: z.string(), name: z.string(), type: z.string() }),
  pooling: z.enum(poolings),
  policy: z.enum(applyPolicies),
  /** Whether the tag of a company's name follows when the company is renamed upstream. */
  managedTags: z.boolean(),
  state: z.enum(accountStates),
  /** The reason behind `partial`, `held`, `credentials-refused`, `failed`; null otherwise. */
  stateReason: z.string().nullable(),
  /** The sentences of `stateReason` as codes with parameters. */
  stateReasons: z.array(reason),
  /** When the structure (companies, keys, ordered units) was last read whole. */
  structureAt: moment.nullable(),
  /** The oldest detail reading among its licenses; null while one has never been read. */
  detailsAt: moment.nullable(),
  /** Null for an account of a file, which nothing reads by the clock. */
  nextRunAt: moment.nullable(),
  /** Where it is read from: its portal, or the file that was imported last. */
  source: z.enum(['portal', 'file']),
  /** When that file was taken; null for a portal. */
  fileTakenAt: moment.nullable(),
  counts: z.object({ companies: z.number().int(), licenses: z.number().int(), detailsRead: z.number().int() }),
  /** The run going on or waiting for an answer. */
  currentRunId: id.nullable(),
  can: can('change', 'remove', 'synchronize'),
});
export type PortalAccount = z.infer<typeof portalAccount>;

export const portalAccounts = {
  list: endpoint({ method: 'GET', path: '/api/portal-accounts', summary: 'The linked portal accounts.', response: z.array(portalAccount) }),
  link: endpoint({
    method: 'POST',
    path: '/api/portal-accounts',
    summary: 'Checks a portal login and links it; the import starts in the background.',
    body: z.object({
      login: text().trim().min(1).max(320),
      password: text().min(1).max(1000),
      kind: z.enum(['auto', ...portalKinds]).default('auto'),
      pooling: z.enum(poolings).default('company'),
      managedTags: z.boolean().default(false),
    }),
    response: z.object({ account: portalAccount, runId: id }),
  }),
  import: endpoint({
    method: 'POST',
    path: '/api/portal-accounts/import',
    summary:
      'Links the account of a snapshot file, or takes a newer file of one that was linked so; the import runs in the background. With `preview` its plan waits.',
    query: z.object({ preview: z.stringbool().default(false) }),
    /** The snapshot; it is read as tolerantly as answers of the portal, so nothing of it is fixed here. */
    body: z.record(z.string(), z.unknown()),
    bodyLimit: SNAPSHOT_LIMIT,
    response: z.object({ account: portalAccount, runId: id }),
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/portal-accounts/:id',
    summary: 'Changes policy, pooling, managed tags or password of a linked account.',
    params: idParams,
    body: z.object({
      policy: z.enum(applyPolicies).optional(),
      pooling: z.enum(poolings).optional(),
      managedTags: z.boolean().optional(),
      password: text().min(1).max(1000).optional(),
    }),
    response: portalAccount,
  }),
  removalPlan: endpoint({
    method: 'GET',
    path: '/api/portal-accounts/:id/removal',
    summary: 'Everything that goes, and what hangs elsewhere, when the account is removed.',
    params: idParams,
    response: z.object({
      pools: z.array(z.object({ id, name: z.string(), licenses: z.number().int() })),
      unlinkedGroups: z.array(z.object({ id, name: z.string(), path: z.string(), segments: z.array(groupSegment) })),
      /** Groups of companies that stay and hang elsewhere afterwards, with all that is below them. */
      movedGroups: z.array(
        z.object({
          id,
          name: z.string(),
          from: z.object({ path: z.string(), segments: z.array(groupSegment) }),
          to: z.object({ path: z.string(), segments: z.array(groupSegment) }),
        }),
      ),
      keptCompanies: z.array(z.object({ name: z.string(), seenBy: z.string() })),
      /** Installers that stop working. */
      installers: z.array(z.object({ id, name: z.string() })),
    }),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/portal-accounts/:id',
    summary: 'Removes the account and all its pools; the login is given again as confirmation.',
    params: idParams,
    body: z.object({ confirmLogin: z.string() }),
  }),
  removed: endpoint({
    method: 'GET',
    path: '/api/removed-portal-accounts',
    summary: 'Accounts that were removed and can be brought back.',
    response: z.array(
      z.object({ id, login: z.string(), removedAt: moment, removedBy: z.string().nullable(), licenses: z.number().int(), until: moment }),
    ),
  }),
  restore: endpoint({
    method: 'POST',
    path: '/api/removed-portal-accounts/:id/restore',
    summary: 'Brings a removed account back with everything that the removal took; for 30 days.',
    params: idParams,
    response: portalAccount,
  }),
};
