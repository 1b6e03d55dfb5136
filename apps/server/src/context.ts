// Composition: everything that features are given, made once at start-up.
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './db/transaction.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Sealer } from './secrets.ts';

export interface Context {
  config: Config;
  db: Database;
  sealer: Sealer;
  jobs: Jobs;
  log: Logger;
  /** The present moment. */
  now(): Date;
  version: string;
  /** Scheme, host and port that computers reach this server at, as installers carry it. */
  agentUrl(): string;
}
