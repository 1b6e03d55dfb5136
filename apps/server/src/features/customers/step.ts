// A step of a batch while it is worked on: what is ready for it, and why it cannot be done.
import type { Reason } from '@licet/contract';
import type { StepRow } from './batch-store.ts';
import type { CustomerPlace } from './store.ts';

/** Why one customer cannot be done: told at its step. */
export class StepFailure extends Error {
  readonly reason: Reason;
  constructor(message: string, reason: Reason) {
    super(message);
    this.reason = reason;
  }
}

/** A step with its user's password hashed. */
export interface Prepared {
  step: StepRow;
  password_hash: string | null;
  /** Sealed, when it was made up. */
  made: Buffer | null;
}

/** A customer whose row is held, with its state. */
export interface HeldCustomer extends CustomerPlace {
  setup: string;
}
