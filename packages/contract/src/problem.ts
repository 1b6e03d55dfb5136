import { functions, levels } from '@licet/domain';
import { z } from 'zod';
import { reason } from './reason.ts';

/** The closed list of error codes. */
export const errorCodes = [
  'malformed-request',
  'not-signed-in',
  'wrong-login',
  'second-step-needed',
  'passkey-needed',
  'wrong-code',
  'wrong-passkey',
  'locked-out',
  'not-permitted',
  'read-only',
  'password-change-needed',
  'second-step-owed',
  'still-held',
  'no-units-left',
  'installer-unfit',
  'not-found',
  'conflict',
  'too-large',
  'wrong-credentials',
  'no-api-access',
  'refused-account-type',
  'reads-nothing',
  'portal-unavailable',
  'not-a-portal',
  'already-linked',
  'login-mismatch',
  'plan-outdated',
  'not-waiting',
  'unsupported-portal-kind',
  'not-delivered',
  'busy',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** What may stand in the way of deleting a group. */
export const heldKinds = [
  'group',
  'computer',
  'pool',
  'user',
  'permission-set',
  'installer',
  'certificate',
  'saved-view',
  'notification-rule',
  'report',
] as const;

/** RFC 9457 problem document; the body of every answer of 400 and above. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(errorCodes),
  /** What happened, in a sentence. */
  detail: z.string(),
  /** `detail` as a code with parameters, where the code of the problem does not say it all. */
  reason: reason.optional(),
  /** What the reader can do about it. */
  remedy: z.string().optional(),
  /** Each field at fault, for `malformed-request`. */
  errors: z.array(z.object({ field: z.string(), message: z.string(), reason: reason.optional() })).optional(),
  /** The right that is missing, for `not-permitted`. */
  needs: z.object({ function: z.enum(functions), level: z.enum(levels) }).optional(),
  /** What stands in the way, for `still-held`: at most a hundred of them, and only what the caller sees. */
  held: z.array(z.object({ kind: z.enum(heldKinds), id: z.string(), name: z.string() })).optional(),
  /** Whether something out of the caller's sight stands in the way, too. */
  heldUnseen: z.boolean().optional(),
  /** Finds the request in the server's log. */
  reference: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;
