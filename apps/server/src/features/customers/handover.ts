// What is owed to a customer who leaves: everything that is kept about it, in one document, within the caller's sight.
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectHandover } from './handover-store.ts';
import { selectCustomers } from './store.ts';

export async function readHandover(ctx: Context, actor: Actor, id: string) {
  return ctx.db.read(actor.sight, async (tx) => {
    const [customer] = await selectCustomers(tx, { ids: [Number(id)] });
    if (!customer) throw notFound('customer');
    return { customer: customer.name, asOf: ctx.now().toISOString(), ...(await selectHandover(tx, customer.id, customer.group_id)) };
  });
}
