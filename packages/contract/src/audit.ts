import { functions } from '@licet/domain';
import { z } from 'zod';
import { id, moment, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';

export const auditEntry = z.object({
  id: z.string(),
  /** The chain that the entry is a link of, and its place in it, from 1. */
  chain: id,
  seq: z.number().int(),
  /** The company group that the chain is about; its name as of the first entry. */
  group: z.object({ id, name: z.string() }),
  function: z.enum(functions),
  at: moment,
  /** Null: the program itself. */
  by: z.object({ id, login: z.string() }).nullable(),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
  /** The request or the run that it came from. */
  request: z.string().nullable(),
  run: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const filter = {
  q: text().max(200).optional(),
  groupId: id.optional(),
  function: z.enum(functions).optional(),
  userId: id.optional(),
  from: moment.optional(),
  until: moment.optional(),
};

/**
 * A chain as it is verified offline: the hash of a link is SHA-256, in hexadecimal, over the hash before it (empty for the
 * first) followed by the body.
 */
export const auditChain = z.object({
  id,
  group: z.object({ id, name: z.string() }),
  function: z.enum(functions),
  entries: z.number().int(),
  hash: z.string(),
  links: z.array(z.object({ seq: z.number().int(), body: z.string(), hash: z.string() })),
});
export type AuditChain = z.infer<typeof auditChain>;

export const audit = {
  list: endpoint({
    method: 'GET',
    path: '/api/audit',
    summary: 'What was done, by whom, from what to what; the newest first. Only entries about what the caller may see.',
    query: z.object({ ...pageQuery, ...filter }),
    response: page(auditEntry),
  }),
  csv: endpoint({
    method: 'GET',
    path: '/api/audit.csv',
    summary: 'The same as CSV, all pages.',
    query: z.object(filter),
    produces: 'text/csv',
  }),
  export: endpoint({
    method: 'GET',
    path: '/api/audit/export',
    summary: 'Whole chains, to be verified offline with `licet audit verify`.',
    query: z.object({ groupId: id.optional() }),
    response: z.object({ exportedAt: moment, chains: z.array(auditChain) }),
  }),
};
