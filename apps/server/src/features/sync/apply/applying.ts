/** What applying is about: the account, the run that it belongs to, and who decided (null: the program). */
export interface Applying {
  accountId: number;
  /** Null for a change that no run made: an account was removed. */
  runId: number | null;
  userId: number | null;
  now: Date;
}
