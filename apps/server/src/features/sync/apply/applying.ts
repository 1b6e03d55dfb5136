/** What applying is about: the account, the run that it belongs to, and who decided (null: the program). */
export interface Applying {
  accountId: number;
  runId: number;
  userId: number | null;
  now: Date;
}
