import type { ReadingReason } from '@licet/domain';

/** Why a reading, or a part of it, could not be had. */
export const portalErrorCodes = [
  'credentials-refused',
  'unavailable',
  'maintenance',
  'bad-answer',
  'faulty',
  'throttled',
  'forbidden',
  'not-found',
  'aborted',
] as const;
export type PortalErrorCode = (typeof portalErrorCodes)[number];

const remedies: Record<PortalErrorCode, string> = {
  'credentials-refused': 'Enter the current password of the account, or check in the portal that the user is active.',
  unavailable: 'Check the address of the portal and the network; the next run tries again.',
  maintenance: 'The portal is being updated. The next run tries again.',
  'bad-answer': 'Try again later; when it stays so, report it together with this message.',
  faulty: 'Try again later. The portal also answers so where a right is missing: check the rights of the user there.',
  throttled: 'Lower the requests a second of this account, or wait until other programs on the same login are done.',
  forbidden: 'Give the user at least read access in the portal, and API access where the portal asks for it.',
  'not-found': 'Nothing is to be done when it was removed in the portal; otherwise check the address of the portal.',
  aborted: 'Start the reading again.',
};

/**
 * A call that failed for good, after its repeats. `scope` says how far the failure reaches: `object` when only this
 * call's object is unreadable and others may be read, `run` when going on makes no sense. Errors that leave the
 * connector have the scope `run`. Message and remedy are sentences for a person and never hold a password or a token.
 */
export class PortalError extends Error {
  readonly code: PortalErrorCode;
  readonly remedy: string;
  readonly scope: 'object' | 'run';
  /** The message as a code with parameters. */
  readonly reason: ReadingReason;

  constructor(code: PortalErrorCode, message: string, scope: 'object' | 'run', reason: ReadingReason) {
    super(message);
    this.name = 'PortalError';
    this.code = code;
    this.remedy = remedies[code];
    this.scope = scope;
    this.reason = reason;
  }
}

export function aborted(): PortalError {
  return new PortalError('aborted', 'The reading was stopped.', 'run', { code: 'aborted', parameters: {} });
}

/** The error when it concerns one object only; anything else is thrown on. */
export function objectError(error: unknown): PortalError {
  if (error instanceof PortalError && error.scope === 'object') return error;
  throw error;
}
