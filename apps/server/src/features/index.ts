// All features. In which order they may import each other, each only those before it, stands in .dependency-cruiser.js.
import type { Context } from '../context.ts';
import type { Route } from '../http/route.ts';
import type { Job } from '../jobs/jobs.ts';
import { auditRoutes } from './audit/routes.ts';
import { certificateRoutes } from './certificates/routes.ts';
import { computerRoutes } from './computers/routes.ts';
import { customerJobs } from './customers/jobs.ts';
import { customerRoutes } from './customers/routes.ts';
import { groupRoutes } from './groups/routes.ts';
import { userRoutes } from './users/routes.ts';
import { sessionRoutes } from './sessions/routes.ts';
import type { createIdentify } from './sessions/identify.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { mailRoutes } from './mail/routes.ts';
import { notificationJobs } from './notifications/jobs.ts';
import { notificationRoutes } from './notifications/routes.ts';
import { syncJobs } from './sync/jobs.ts';
import { syncRoutes } from './sync/routes.ts';
import { portalAccountJobs } from './portal-accounts/jobs.ts';
import { portalAccountRoutes } from './portal-accounts/routes.ts';
import { installerRoutes } from './installers/routes.ts';
import { savedViewRoutes } from './saved-views/routes.ts';
import { reportJobs } from './reports/jobs.ts';
import { reportRoutes } from './reports/routes.ts';
import { licenseRoutes } from './licenses/routes.ts';
import { poolRoutes } from './pools/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { accessRoutes } from './access/routes.ts';
import { fullExportRoutes } from './full-export/routes.ts';

/** Every door of the API. */
export function allRoutes(ctx: Context, identify: ReturnType<typeof createIdentify>): Route[] {
  return [
    ...auditRoutes(ctx),
    ...groupRoutes(ctx),
    ...userRoutes(ctx),
    ...certificateRoutes(ctx),
    ...sessionRoutes(ctx, identify),
    ...signInRoutes(ctx, identify),
    ...mailRoutes(ctx),
    ...notificationRoutes(ctx),
    ...syncRoutes(ctx),
    ...portalAccountRoutes(ctx),
    ...licenseRoutes(ctx),
    ...savedViewRoutes(ctx),
    ...reportRoutes(ctx),
    ...installerRoutes(ctx),
    ...computerRoutes(ctx),
    ...poolRoutes(ctx),
    ...customerRoutes(ctx),
    ...overviewRoutes(ctx),
    ...accessRoutes(ctx),
    ...fullExportRoutes(ctx),
  ];
}

export function allJobs(ctx: Context): Job[] {
  return [...notificationJobs(ctx), ...reportJobs(ctx), ...syncJobs(ctx), ...portalAccountJobs(ctx), ...customerJobs(ctx)];
}
