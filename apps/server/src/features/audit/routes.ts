import { audit } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { auditCsv, exportAudit, listAudit } from './actions.ts';

export function auditRoutes(ctx: Context): Route[] {
  const reader = { function: 'audit', level: 'read' } as const;
  return [
    route(audit.list, reader, ({ actor, query }) => listAudit(ctx, actor, query)),
    route(audit.csv, reader, async ({ actor, query, http }) => {
      void http.reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"');
      return auditCsv(ctx, actor, query);
    }),
    route(audit.export, reader, ({ actor, query }) => exportAudit(ctx, actor, query.groupId)),
  ];
}
