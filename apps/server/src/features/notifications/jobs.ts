import { channels } from '@licet/contract';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Job } from '../../jobs/jobs.ts';
import { deliver, DELIVER_JOB, recoverDeliveries } from './deliver.ts';
import { evaluateRules } from './evaluate.ts';
import { EVALUATE_JOB } from './request.ts';

const delivery = z.object({ notice: z.uuid(), channel: z.enum(channels) });

export function notificationJobs(ctx: Context): Job[] {
  return [
    // By the clock as well: expiry goes by it, and so do snoozes.
    { name: EVALUATE_JOB, cron: '5 * * * *', run: () => evaluateRules(ctx) },
    {
      name: DELIVER_JOB,
      run: (payload) => {
        const { notice, channel } = delivery.parse(payload);
        return deliver(ctx, notice, channel);
      },
    },
    { name: 'notifications-recovery', cron: '* * * * *', run: () => recoverDeliveries(ctx) },
  ];
}
