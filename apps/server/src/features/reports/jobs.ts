import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/jobs.ts';
import { recoverReports, SEND_JOB, sendDueReport, startDueReports } from './due.ts';

const sending = z.object({ sending: z.uuid() });

export function reportJobs(ctx: Context): Job[] {
  return [
    { name: 'reports-due', cron: '* * * * *', run: () => startDueReports(ctx) },
    { name: SEND_JOB, run: (payload) => sendDueReport(ctx, sending.parse(payload).sending) },
    { name: 'reports-recovery', cron: '* * * * *', run: () => recoverReports(ctx) },
  ];
}
