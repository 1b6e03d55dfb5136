import { breakages, functions } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, moment, page, pageQuery } from './common.ts';
import { endpoint } from './endpoint.ts';
import { reason } from './reason.ts';

export const runTriggers = ['link', 'import', 'schedule', 'start', 'on-demand'] as const;
/**
 * `queued` waits for a worker, `reading` and `applying` work, `details` has the structure in place and reads usage in the
 * background, `planned` is a preview that waits, `held` is a plan that a rule stopped and that waits.
 */
export const runStates = [
  'queued',
  'reading',
  'planned',
  'held',
  'applying',
  'details',
  'succeeded',
  'partial',
  'failed',
  'stopped',
  'discarded',
] as const;
export const changeKinds = [
  'company-added',
  'company-renamed',
  'company-moved',
  'company-changed',
  'company-gone',
  'company-returned',
  'license-added',
  'license-identified',
  'license-changed',
  'license-gone',
  'license-returned',
  'units-changed',
  'usage-changed',
  'tags-changed',
] as const;

export const syncProblem = z.object({
  /** The kind of fault. */
  code: z.string(),
  /** What it was, in a sentence. */
  message: z.string(),
  /** The message as a code with parameters; null for one that an earlier version wrote. */
  reason: reason.nullable(),
  company: z.string().nullable(),
  publicId: z.string().nullable(),
});

export const syncRun = z.object({
  id,
  account: z.object({ id, login: z.string() }),
  trigger: z.enum(runTriggers),
  /** Who asked for it; null for the schedule. */
  startedBy: z.string().nullable(),
  preview: z.boolean(),
  state: z.enum(runStates),
  /** Why it ended or waits, in a sentence: the rule that held it, the fault that failed it. */
  reason: z.string().nullable(),
  /** The sentences of `reason` as codes with parameters; empty for a run of an earlier version. */
  reasons: z.array(reason),
  remedy: z.string().nullable(),
  startedAt: moment,
  structureAt: moment.nullable(),
  endedAt: moment.nullable(),
  progress: z.object({
    phase: z.enum(['waiting', 'companies', 'licenses', 'orders', 'planning', 'applying', 'details', 'done']),
    done: z.number().int(),
    /** Null while unknown. */
    total: z.number().int().nullable(),
    requests: z.number().int(),
    /** Estimate of what is left, seconds; null while unknown. */
    secondsLeft: z.number().int().nullable(),
  }),
  /** How many changes of each kind. */
  counts: z.partialRecord(z.enum(changeKinds), z.number().int()),
  unitsDelta: z.number().int(),
  problems: z.array(syncProblem),
  can: can('apply', 'discard', 'stop'),
});
export type SyncRun = z.infer<typeof syncRun>;

export const syncChange = z.object({
  kind: z.enum(changeKinds),
  company: z.object({ upstreamId: z.string().nullable(), name: z.string() }),
  subject: z.object({ type: z.enum(['company', 'license']), id: id.nullable(), name: z.string(), publicId: z.string().nullable() }),
  /** Field name to value before and after; for an addition `before` is null. */
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});
export type SyncChange = z.infer<typeof syncChange>;

const groupSight = z.object({ group: z.object({ id, name: z.string() }), functions: z.array(z.enum(functions)) });

const sharedSight = z.object({ company: z.string(), functions: z.array(z.enum(functions)) });

/** What a run touches besides companies and licenses, as far as it is in the caller's sight. */
export const runTouches = z.object({
  users: z.array(
    z.object({
      id,
      login: z.string(),
      /** Groups of companies that moved into the user's sight, and out of it, by the functions of the user's rights. */
      gains: z.array(groupSight),
      loses: z.array(groupSight),
      /** Shared Objects, each of a company, that come into the user's sight or go out of it, because the user's own company hangs elsewhere. */
      sharedGains: z.array(sharedSight),
      sharedLoses: z.array(sharedSight),
      /** New licenses that the user sees. */
      arriving: z.number().int(),
    }),
  ),
  installers: z.array(
    z.object({
      id,
      name: z.string(),
      accessGroup: z.string(),
      /** `breaks`: stops working; `works`: works again; `replaced`: broken already, and another license follows its own now. */
      effect: z.enum(['breaks', 'works', 'replaced']),
      /** Why it is broken from then on. */
      breakage: z.enum(breakages).nullable(),
      /** Another license follows the one that the installer names. */
      replaced: z.boolean(),
      /** Which one; null also when it is out of the caller's sight. */
      successor: z.object({ publicId: z.string().nullable(), productName: z.string() }).nullable(),
    }),
  ),
  /** Whether more are touched, out of the caller's sight. */
  others: z.object({ users: z.boolean(), installers: z.boolean() }),
});

export const syncRuns = {
  start: endpoint({
    method: 'POST',
    path: '/api/sync-runs',
    summary: 'Starts a run for one account or for all, or joins the one going on.',
    body: z.object({ accountId: id.optional(), preview: z.boolean().default(false) }),
    response: z.object({ runs: z.array(z.object({ run: syncRun, joined: z.boolean() })) }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/api/sync-runs',
    summary: 'Runs, newest first.',
    query: z.object({ ...pageQuery, accountId: id.optional() }),
    response: page(syncRun),
  }),
  show: endpoint({ method: 'GET', path: '/api/sync-runs/:id', summary: 'One run.', params: idParams, response: syncRun }),
  changes: endpoint({
    method: 'GET',
    path: '/api/sync-runs/:id/changes',
    summary: 'What the run changed, or would change while it waits, ordered by company.',
    params: idParams,
    query: z.object({ ...pageQuery, kind: z.enum(changeKinds).optional() }),
    response: page(syncChange),
  }),
  touches: endpoint({
    method: 'GET',
    path: '/api/sync-runs/:id/touches',
    summary: 'What the run touched, or would touch while it waits: users whose sight changes, installers that stop or work again.',
    params: idParams,
    response: runTouches,
  }),
  apply: endpoint({
    method: 'POST',
    path: '/api/sync-runs/:id/apply',
    summary: 'Applies a waiting plan.',
    params: idParams,
    response: syncRun,
  }),
  discard: endpoint({
    method: 'POST',
    path: '/api/sync-runs/:id/discard',
    summary: 'Discards a waiting plan.',
    params: idParams,
    response: syncRun,
  }),
  stop: endpoint({
    method: 'POST',
    path: '/api/sync-runs/:id/stop',
    summary: 'Stops a run at the next safe point.',
    params: idParams,
    response: syncRun,
  }),
};
