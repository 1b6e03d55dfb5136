import { licenses } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import {
  changeTags,
  listCompanies,
  listHistory,
  listLicenses,
  listProducts,
  listTags,
  setTags,
  showLicense,
  wantDetails,
} from './actions.ts';
import { licensesCsv } from './csv.ts';

const mayRead = { function: 'licenses', level: 'read' } as const;
const mayWrite = { function: 'licenses', level: 'write' } as const;

export function licenseRoutes(ctx: Context): Route[] {
  return [
    route(licenses.list, mayRead, ({ actor, query: { offset, limit, sort, order, ...filter } }) =>
      listLicenses(ctx, actor, { offset, limit, sort, order, filter }),
    ),
    route(licenses.exportCsv, mayRead, ({ actor, query: { sort, order, columns, language, ...filter }, http }) => {
      const csv = licensesCsv(ctx, actor, { sort, order, filter }, columns, language);
      http.reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="licenses.csv"');
      return csv;
    }),
    route(licenses.show, mayRead, ({ actor, params }) => showLicense(ctx, actor, Number(params.id))),
    route(licenses.history, mayRead, ({ actor, params, query }) => listHistory(ctx, actor, Number(params.id), query)),
    route(licenses.setTags, mayWrite, ({ actor, params, body }) => setTags(ctx, actor, Number(params.id), body.tags)),
    route(licenses.changeTags, mayWrite, ({ actor, body }) => changeTags(ctx, actor, body)),
    route(licenses.tags, mayRead, ({ actor, query }) => listTags(ctx, actor, query)),
    route(licenses.products, mayRead, ({ actor, query }) => listProducts(ctx, actor, query.asOf)),
    route(licenses.companies, mayRead, ({ actor, query }) => listCompanies(ctx, actor, query.asOf)),
    route(licenses.prioritize, mayRead, ({ actor, body }) => wantDetails(ctx, actor, body.licenseIds)),
  ];
}
