import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { countAlerts, selectAlerts } from './alert-store.ts';
import type { AlertFilter } from './alert-store.ts';
import { alertView } from './views.ts';

export async function listAlerts(ctx: Context, actor: Actor, query: AlertFilter & { offset: number; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectAlerts(tx, query, query)).map((row) => alertView(row, actor)),
    total: await countAlerts(tx, query),
  }));
}
