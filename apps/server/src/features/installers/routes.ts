import { installers } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { changeInstaller, createInstaller, listChoices, listInstallers, revokeInstaller, rotateToken, showInstaller } from './actions.ts';
import { downloadInstaller } from './download.ts';

export function installerRoutes(ctx: Context): Route[] {
  const read = { function: 'installers', level: 'read' } as const;
  const use = { function: 'installers', level: 'use' } as const;
  const write = { function: 'installers', level: 'write' } as const;
  return [
    route(installers.list, read, ({ actor, query }) => listInstallers(ctx, actor, query)),
    route(installers.licenses, write, ({ actor, query }) => listChoices(ctx, actor, Number(query.groupId))),
    route(installers.show, read, ({ actor, params }) => showInstaller(ctx, actor, Number(params.id))),
    route(installers.create, write, ({ actor, body }) => createInstaller(ctx, actor, body)),
    route(installers.change, write, ({ actor, params, body }) => changeInstaller(ctx, actor, Number(params.id), body)),
    route(installers.rotate, write, ({ actor, params, body }) => rotateToken(ctx, actor, Number(params.id), body.overlapHours)),
    route(installers.revoke, write, ({ actor, params }) => revokeInstaller(ctx, actor, Number(params.id))),
    route(installers.download, use, async ({ actor, params, query, http }) => {
      const file = await downloadInstaller(ctx, actor, Number(params.id), query.format);
      http.reply.type('text/plain; charset=utf-8').header('content-disposition', `attachment; filename="${file.name}"`);
      // It holds a secret.
      http.reply.header('cache-control', 'no-store');
      return file.text;
    }),
  ];
}
