import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { momentOf } from '../groups/relation.ts';
import { selectGroupNames } from '../groups/store.ts';
import { proposeLogins } from './logins.ts';
import { lacksFor, refuseLacking, refuseOwn } from './rights.ts';
import { countCustomers, lockSetups, selectCustomers, selectPastCustomers, updateSetup } from './store.ts';
import type { CustomerFilter, CustomerRow, SetupChange } from './store.ts';
import { customerView, pastCustomerView } from './views.ts';

type CustomerQuery = Omit<CustomerFilter, 'ids'> & {
  ids?: string[] | undefined;
  asOf?: string | undefined;
  offset: number;
  limit: number;
};

export async function listCustomers(ctx: Context, actor: Actor, query: CustomerQuery) {
  const filter = { ...query, ids: query.ids?.map(Number) };
  const asOf = momentOf(query.asOf);
  if (asOf)
    return ctx.db.read(actor.sight, async (tx) => {
      const rows = await selectPastCustomers(tx, filter, asOf, query);
      return { rows: rows.map(pastCustomerView), total: await countCustomers(tx, filter, asOf) };
    });
  const { rows, lacks, names, total } = await ctx.db.read(actor.sight, async (tx) => {
    const rows = await selectCustomers(tx, filter, query);
    const lacks = new Map(rows.map((row) => [row.id, lacksFor(actor, row, { user: true, installer: true })]));
    const names = await selectGroupNames(
      tx,
      [...lacks.values()].flat().map((lack) => lack.groupId),
    );
    return { rows, lacks, names, total: await countCustomers(tx, filter) };
  });
  const lacksOf = (row: CustomerRow) => lacks.get(row.id) ?? [];
  const logins = await proposeLogins(ctx, rows, lacksOf);
  return { rows: rows.map((row) => customerView(row, logins.get(row.id) ?? '', lacksOf(row), names)), total };
}

/** Marks customers ready without making anything (R40). */
export async function skip(ctx: Context, actor: Actor, companyIds: string[] | undefined): Promise<{ changed: number }> {
  const rows = await ctx.db.read(actor.sight, (tx) =>
    selectCustomers(tx, companyIds ? { ids: companyIds.map(Number) } : { setup: 'not-set-up' }),
  );
  if (companyIds && rows.length < new Set(companyIds).size) throw notFound('customer');
  const fit = rows.filter((row) => lacksFor(actor, row, { user: false, installer: false }).length === 0);
  const [lacking] = companyIds ? rows.filter((row) => !fit.includes(row)) : [];
  if (lacking) refuseLacking(lacking, lacksFor(actor, lacking, { user: false, installer: false }));
  const ids = fit.filter((row) => row.setup === 'not-set-up').map((row) => row.id);
  return changeSetup(ctx, actor, ids, 'ready', 'setup-skipped');
}

/** Hides customers, or shows them again (R22). */
export async function archive(ctx: Context, actor: Actor, companyIds: string[], hidden: boolean): Promise<{ changed: number }> {
  const known = await mustSeeCustomers(ctx, actor, [...new Set(companyIds)]);
  for (const customer of known.values()) {
    refuseOwn(actor, customer);
    refuseLacking(customer, lacksFor(actor, customer, { user: false, installer: false }));
  }
  const ids = [...known.keys()].map(Number);
  return hidden
    ? changeSetup(ctx, actor, ids, 'archived', 'customer-archived')
    : changeSetup(ctx, actor, ids, 'restored', 'customer-restored');
}

async function changeSetup(
  ctx: Context,
  actor: Actor,
  ids: number[],
  setup: SetupChange,
  action: Done['action'],
): Promise<{ changed: number }> {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const held = await lockSetups(tx, ids);
    // One that was archived a moment ago is not skipped back into sight.
    const fit = setup === 'ready' ? ids.filter((id) => held.get(id) === 'not-set-up') : ids;
    const changed = await updateSetup(tx, fit, setup, { userId: actor.userId, now: ctx.now() });
    await recordAudit(
      ctx,
      tx,
      actor,
      changed.map((row) => ({
        groupId: row.group_id,
        function: 'groups-and-computers',
        action,
        subject: { kind: 'group', id: row.group_id, name: row.name },
        before: { setup: row.before },
        after: { setup: row.after },
      })),
    );
    return { changed: changed.length };
  });
}

export async function mustSeeCustomers(ctx: Context, actor: Actor, ids: string[]): Promise<Map<string, CustomerRow>> {
  const rows = await ctx.db.read(actor.sight, (tx) => selectCustomers(tx, { ids: ids.map(Number) }));
  if (rows.length < new Set(ids).size) throw notFound('customer');
  return new Map(rows.map((row) => [String(row.id), row]));
}
