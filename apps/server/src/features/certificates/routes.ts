import { certificates } from '@licet/contract';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { selectAuthorities } from './store.ts';

export function certificateRoutes(ctx: Context): Route[] {
  return [
    route(certificates.list, { function: 'certificates', level: 'read' }, async ({ actor }) => {
      const rows = await ctx.db.read(actor.sight, (tx) => selectAuthorities(tx, ctx.now()));
      return rows.map((row) => ({
        id: String(row.id),
        name: row.name,
        accessGroup: { id: String(row.access_group_id), kind: row.group_kind ?? 'plain', name: row.group_name ?? '' },
        createdAt: row.created_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        certificate: row.certificate,
        computers: row.computers,
      }));
    }),
  ];
}
