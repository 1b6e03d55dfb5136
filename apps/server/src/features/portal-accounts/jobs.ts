import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/jobs.ts';
import { purgeRemoved } from './restoring.ts';

export function portalAccountJobs(ctx: Context): Job[] {
  return [{ name: 'removed-accounts-purged', cron: '7 * * * *', run: () => purgeRemoved(ctx) }];
}
