import { functions, levels } from '@licet/domain';
import { z } from 'zod';
import { id, idParams, login, many, moment, page, pageQuery, pastMoment, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { setupStates } from './groups.ts';
import { reason } from './reason.ts';

const named = z.object({ id, name: z.string() });
export const setupKinds = ['setup', 'offboarding'] as const;
export const stepStates = ['waiting', 'done', 'failed', 'undone'] as const;

/** A right that is missing, and in which group; an empty name: a group out of sight. */
const lack = z.object({ function: z.enum(functions), level: z.enum(levels), group: z.string() });

export const customer = z.object({
  /** The company's id. */
  id,
  group: named,
  name: z.string(),
  /** The group above, as far as in sight. */
  parent: z.string().nullable(),
  /** Null as of a moment before it was kept. */
  setup: z.enum(setupStates).nullable(),
  licenses: z.number().int(),
  /** These three are null as of a past moment: no history of them is kept. */
  users: z.number().int().nullable(),
  installers: z.number().int().nullable(),
  computers: z.number().int().nullable(),
  since: moment,
  /** What a setup would propose: free, and no other customer's of the same answer, where the caller may make users. */
  proposedLogin: z.string(),
  /** What the caller lacks to set it up: checked before anything is made. */
  lacks: z.array(lack),
});
export type Customer = z.infer<typeof customer>;

export const setupStep = z.object({
  id,
  customer: named,
  groupId: id,
  state: z.enum(stepStates),
  /** Why it failed; of one that was done, what is to be known of it; of one that was taken back, what was left as it is, and why. */
  reason: z.string().nullable(),
  /** The same as codes; empty for what an older version wrote. */
  reasons: z.array(reason),
  user: z.object({ id, login: z.string() }).nullable(),
  installer: named.nullable(),
  /** A password was made up and has not been fetched yet. */
  passwordWaits: z.boolean(),
  /** What an offboarding did; null while it has not, and for a setup. */
  did: z.object({ usersSuspended: z.number().int(), installersRevoked: z.number().int(), archived: z.boolean() }).nullable(),
  endedAt: moment.nullable(),
});
export const setup = z.object({
  id,
  kind: z.enum(setupKinds),
  startedAt: moment,
  startedBy: z.string().nullable(),
  /** The caller started it: only then it can be retried, taken back, and its passwords be fetched. */
  own: z.boolean(),
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  steps: z.array(setupStep),
});
export type Setup = z.infer<typeof setup>;

const wanted = z.strictObject({
  companyId: id,
  /** Null: no user. */
  user: z
    .strictObject({
      login,
      name: text().max(200).default(''),
      /** Made up when not given; fetched once with `credentials`. */
      password: text().min(12, 'a password has at least 12 characters').max(1000).optional(),
      language: z.enum(['en', 'pl']).default('en'),
      mustChangePassword: z.boolean().default(false),
    })
    .nullable(),
  /** Null: no installer. */
  installer: z
    .strictObject({
      name: text().trim().min(1).max(200),
      /** `first`: the first license of the company that has units left; null: without a license. */
      shareId: z
        .union([z.literal('first'), z.string().regex(/^\d{1,15}$/)])
        .nullable()
        .default('first'),
      expiresAt: moment.nullable().default(null),
      useLimit: z.number().int().min(1).nullable().default(null),
    })
    .nullable(),
});
export type WantedSetup = z.input<typeof wanted>;

export const customers = {
  list: endpoint({
    method: 'GET',
    path: '/api/customers',
    summary: 'Customers in sight with the state of their setup; companies of other types only when they are asked for by id.',
    query: z.object({
      ...pageQuery,
      q: text().max(200).optional(),
      setup: z.enum(setupStates).optional(),
      /** Only those in this group or below it. */
      groupId: id.optional(),
      /** Ids of companies. */
      ids: many(id),
      /** The customers as they were at this moment; whose list it is goes by the rights of today. */
      asOf: pastMoment.optional(),
    }),
    response: page(customer),
  }),
  setUp: endpoint({
    method: 'POST',
    path: '/api/customers/setup',
    summary:
      'Sets customers up: a user and an installer each, both optional. Rights are checked first; then each customer is done whole or not at all.',
    body: z.object({ customers: z.array(wanted).min(1).max(5000) }),
    response: setup,
  }),
  skip: endpoint({
    method: 'POST',
    path: '/api/customers/skip',
    summary: 'Marks customers ready without making anything; all that are not set up when no ids are given.',
    body: z.object({ companyIds: z.array(id).max(5000).optional() }),
    response: z.object({ changed: z.number().int() }),
  }),
  offboard: endpoint({
    method: 'POST',
    path: '/api/customers/offboard',
    summary:
      'The mirror of the setup: suspends users, revokes installers and archives customers, each as asked; not those that are archived already.',
    body: z.object({
      companyIds: z.array(id).min(1).max(5000),
      suspendUsers: z.boolean().default(true),
      revokeInstallers: z.boolean().default(true),
      archive: z.boolean().default(true),
    }),
    response: setup,
  }),
  offboardingPlan: endpoint({
    method: 'POST',
    path: '/api/customers/offboarding-plan',
    summary: 'What an offboarding of these customers would do; nothing is changed.',
    body: z.object({ companyIds: z.array(id).min(1).max(5000) }),
    response: z.array(
      z.object({
        customer: named,
        setup: z.enum(setupStates),
        /** Enabled users at home in the customer's groups. */
        users: z.array(z.object({ id, login: z.string() })),
        /** Installers kept there that are not revoked. */
        installers: z.array(named),
        lacks: z.array(lack),
      }),
    ),
  }),
  archive: endpoint({
    method: 'POST',
    path: '/api/customers/archive',
    summary: 'Hides customers; everything that they hold is kept.',
    body: z.object({ companyIds: z.array(id).min(1).max(5000) }),
    response: z.object({ changed: z.number().int() }),
  }),
  restore: endpoint({
    method: 'POST',
    path: '/api/customers/restore',
    summary: 'Shows archived customers again, in the state that they had before.',
    body: z.object({ companyIds: z.array(id).min(1).max(5000) }),
    response: z.object({ changed: z.number().int() }),
  }),
  handover: endpoint({
    method: 'GET',
    path: '/api/customers/:id/handover',
    summary: 'What is owed to the customer: its licenses, computers, users and installers, in one document.',
    params: idParams,
    response: z.object({
      customer: z.string(),
      asOf: moment,
      licenses: z.array(z.record(z.string(), z.unknown())),
      computers: z.array(z.record(z.string(), z.unknown())),
      users: z.array(z.record(z.string(), z.unknown())),
      installers: z.array(z.record(z.string(), z.unknown())),
    }),
  }),
  handoverCsv: endpoint({
    method: 'GET',
    path: '/api/customers/:id/handover.csv',
    summary: 'The same as CSV: one line a license, computer, user or installer.',
    params: idParams,
    query: z.object({ language: z.enum(['en', 'pl']).default('en') }),
    produces: 'text/csv',
  }),
  removeGroup: endpoint({
    method: 'DELETE',
    path: '/api/groups/:id',
    summary: 'Deletes a group that is unlinked and empty; the refusal lists what it still holds.',
    params: idParams,
  }),
};

export const setups = {
  list: endpoint({
    method: 'GET',
    path: '/api/setups',
    summary: 'Batches of setup and offboarding that the caller started, the newest first, without their steps.',
    query: z.object(pageQuery),
    response: page(setup),
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/setups/:id',
    summary: 'One batch with its steps, to be asked for while it works.',
    params: idParams,
    response: setup,
  }),
  credentials: endpoint({
    method: 'POST',
    path: '/api/setups/:id/credentials',
    summary:
      'Logins and made-up passwords of a batch, for the one who started it, once: they are forgotten with the answer, and after a day in any case.',
    params: idParams,
    response: z.array(z.object({ customer: z.string(), login: z.string(), password: z.string() })),
  }),
  retry: endpoint({
    method: 'POST',
    path: '/api/setups/:id/retry',
    summary: 'Tries again what failed.',
    params: idParams,
    response: setup,
  }),
  undo: endpoint({
    method: 'POST',
    path: '/api/setups/:id/undo',
    summary: 'Takes an offboarding back: users are enabled, installers and customers restored as they were.',
    params: idParams,
    response: setup,
  }),
};
