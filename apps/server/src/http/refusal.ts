import type { ErrorCode, Problem, Reason } from '@licet/contract';

const statuses: Record<ErrorCode, number> = {
  'malformed-request': 400,
  'not-signed-in': 401,
  'wrong-login': 401,
  'second-step-needed': 401,
  'passkey-needed': 401,
  'wrong-code': 401,
  'wrong-passkey': 401,
  'locked-out': 429,
  'not-permitted': 403,
  'read-only': 403,
  'password-change-needed': 403,
  'second-step-owed': 403,
  'still-held': 409,
  'no-units-left': 409,
  'installer-unfit': 409,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'wrong-credentials': 422,
  'no-api-access': 422,
  'refused-account-type': 422,
  'reads-nothing': 422,
  'portal-unavailable': 503,
  'not-a-portal': 422,
  'already-linked': 409,
  'login-mismatch': 422,
  'plan-outdated': 409,
  'not-waiting': 409,
  'unsupported-portal-kind': 422,
  'not-delivered': 422,
  busy: 503,
  internal: 500,
};

/** What a refusal carries besides its code. */
export interface RefusalDetails {
  /** The message as a code with parameters; absent where the refusal's code says it all. */
  reason?: Reason;
  remedy?: string;
  errors?: { field: string; message: string; reason?: Reason }[];
  needs?: { function: string; level: string };
  held?: NonNullable<Problem['held']>;
  heldUnseen?: boolean;
}

/** Ends a request with a problem document: the one way in which actions say no. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: RefusalDetails;
  constructor(code: ErrorCode, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return statuses[this.code];
  }
}

/** The answer for what does not exist and for what is out of sight: the same, so that nothing is given away. */
export function notFound(what: string): Refusal {
  return new Refusal('not-found', `There is no such ${what}, or it is out of your sight.`);
}
