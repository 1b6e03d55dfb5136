import { reports } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeReport, createReport, listReports, removeReport, showReport } from './actions.ts';
import { listRows, reportCsv } from './reading.ts';
import { createReportSending } from './send-now.ts';

export function reportRoutes(ctx: Context): Route[] {
  const read = { function: 'reports', level: 'read' } as const;
  const write = { function: 'reports', level: 'write' } as const;
  const sendReport = createReportSending(ctx);
  return [
    route(reports.list, read, ({ actor, query }) => listReports(ctx, actor, query)),
    route(reports.show, read, ({ actor, params }) => showReport(ctx, actor, Number(params.id))),
    route(reports.create, write, ({ actor, body }) => createReport(ctx, actor, body)),
    route(reports.change, write, ({ actor, params, body }) => changeReport(ctx, actor, Number(params.id), body)),
    route(reports.remove, write, ({ actor, params }) => removeReport(ctx, actor, Number(params.id))),
    route(reports.rows, read, ({ actor, params, query }) => listRows(ctx, actor, Number(params.id), query)),
    route(reports.csv, read, async ({ actor, params, query, http }) => {
      const csv = await reportCsv(ctx, actor, Number(params.id), query.language);
      http.reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="report-${params.id}.csv"`);
      return csv;
    }),
    route(reports.send, write, ({ actor, params }) => sendReport(actor, Number(params.id))),
  ];
}
